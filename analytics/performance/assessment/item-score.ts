import { growth, percentile } from '../comparison.ts';
import type { FigureInterval } from '../figure-interval.ts';
import type { Interval } from '../intervals.ts';
import type { AssessmentItem } from './assessment-plan.ts';

/** 一个单位的考核输入,键都是考核项编号;没有数的项为 null。 */
export interface AssessedUnit {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly cases: number;
  readonly values: ItemValues;
  /** 上年同期的值。 */
  readonly lastYear: ItemValues;
  /** 本期值的 95% 区间;没有写的项看作没有抽样误差(例数、填报的数、金额之比)。 */
  readonly intervals?: Readonly<Record<string, FigureInterval>>;
}

/** 考核项编号 → 值。 */
export type ItemValues = Readonly<Record<string, number | null>>;

export interface ItemScore {
  readonly item: string;
  readonly value: number | null;
  /** 0–1;没有数为 null。 */
  readonly score: number | null;
  /** 值在区间两端时的得分(0–1);没有抽样误差的项两端相同,没有得分为 null。 */
  readonly interval: Interval | null;
  readonly reason: string | null;
}

/** 给分时拿来比的:同一片区的各单位、全院的值。 */
export interface Compared {
  readonly peers: readonly AssessedUnit[];
  readonly hospital: ItemValues;
}

/** 一项的得分与它的区间;没有值、没有可比的数时没有得分,写明原因。 */
export function scoreItem(item: AssessmentItem, unit: AssessedUnit, compared: Compared): ItemScore {
  const value = unit.values[item.id] ?? null;
  const result = { item: item.id, value, score: null, interval: null };
  if (value === null) return { ...result, reason: item.indicator === null ? '没有填报' : '本期没有数' };
  const scored = scorer(item, unit, compared);
  if (typeof scored === 'string') return { ...result, reason: scored };
  const score = scored(value);
  return { ...result, score, interval: scoreInterval(score, scored, unit.intervals?.[item.id]), reason: null };
}

/** 值在区间两端时的得分;值有抽样误差而不足两例、求不出区间的,得分可以是 0 到满分。 */
function scoreInterval(
  score: number,
  scored: (value: number) => number,
  interval: FigureInterval | undefined,
): Interval {
  if (!interval) return { low: score, high: score };
  if (interval.reason !== null) return { low: 0, high: 1 };
  const ends = [score, scored(interval.low), scored(interval.high)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/**
 * 这一项怎样由值给 0–1 的分;无从给分时是原因。
 * 全院、上年同期与同片区其他单位的值都看作已定,只有自己的值变动。
 */
function scorer({ id, score, direction }: AssessmentItem, { code, lastYear }: AssessedUnit, compared: Compared) {
  switch (score.kind) {
    case 'linear':
      return (value: number) => between(value, score);
    case 'relative': {
      const base = compared.hospital[id] ?? null;
      return base ? (value: number) => between(value / base, score) : '全院没有数,无从相比';
    }
    case 'percentile': {
      const others = compared.peers.flatMap((peer) => (peer.code === code ? [] : (peer.values[id] ?? [])));
      return (value: number) => percentile(value, [...others, value], direction)!;
    }
    case 'improvement': {
      const base = lastYear[id] ?? null;
      return base ? (value: number) => between(growth(value, base)!, score) : '上年同期没有数';
    }
    case 'target':
      return (value: number) => againstTarget(value, direction, score);
  }
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
const between = (value: number, { worst, best }: { worst: number; best: number }) =>
  clamp((value - worst) / (best - worst));

function againstTarget(
  value: number,
  direction: 'up' | 'down',
  { target, tolerance }: { target: number; tolerance: number },
): number {
  const short = direction === 'up' ? target - value : value - target;
  if (short <= 0) return 1;
  const allowed = Math.abs(target) * tolerance;
  return allowed === 0 ? 0 : clamp(1 - short / allowed);
}
