import { Tooltip } from 'antd';
import type { Batch } from '../api/batch-types.ts';
import { count, NONE } from '../format.ts';

/** 批次的各种计数;每一种停留可看含义。 */
export const COUNTS: { key: keyof Batch['counts']; name: string; about: string }[] = [
  { key: 'rows', name: '数据行', about: '文件里的数据行数' },
  { key: 'stored', name: '存入', about: '存入的记录' },
  { key: 'grouped', name: '入组', about: '分到病组的记录' },
  { key: 'errors', name: '不参加统计', about: '存入但有 E 级缺陷，不参加统计的记录' },
  { key: 'warnings', name: '有提示', about: '只有 W 级提示的记录，照常统计' },
  { key: 'unstorable', name: '不能存', about: '不能存的行：没有病案号、合计行等' },
  { key: 'replaced', name: '替换', about: '被本批次替换的旧版本' },
];

export const monthsOf = ({ months }: Batch): string => {
  if (!months) return NONE;
  return months.first === months.last ? months.first : `${months.first} 至 ${months.last}`;
};

export function BatchCounts({ batch }: { batch: Batch }) {
  return (
    <div className="count-list">
      {COUNTS.map(({ key, name, about }) => (
        <Tooltip key={key} title={about}>
          <span>
            {name} <strong className="number">{count(batch.counts[key])}</strong>
          </span>
        </Tooltip>
      ))}
      <span>
        出院月份 <strong>{monthsOf(batch)}</strong>
      </span>
    </div>
  );
}
