import { Tooltip } from 'antd';

/** 名次的范围:区间不相交的才分先后。 */
export interface RankRange {
  best: number;
  worst: number;
  certain: boolean;
}

/** 名次:分得出高下才是一个数,否则写范围。 */
export const rankText = ({ best, worst, certain }: RankRange): string => (certain ? `${best}` : `${best}–${worst}`);

/** 名次与评级单位的个数;分不出先后的停留说明。 */
export function RankRangeText({ rank, of }: { rank: RankRange; of: number }) {
  const about = `${of} 个评级单位中${rank.certain ? '' : '，与区间相交的单位分不出先后'}`;
  return (
    <Tooltip title={about}>
      <span className="number">
        {rankText(rank)}
        <span className="muted small"> / {of}</span>
      </span>
    </Tooltip>
  );
}
