import { isCertain, type RankRange } from '../../analytics/performance/intervals.ts';

/** 名次:分得出高下才是一个数,否则写范围。 */
export const rankText = (rank: RankRange | null): string | null =>
  rank && (isCertain(rank) ? String(rank.best) : `${rank.best}–${rank.worst}`);
