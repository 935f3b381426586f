import type { Interval } from '../intervals.ts';
import type { AssessmentPlan } from './assessment-plan.ts';
import type { ItemScore } from './item-score.ts';

export interface DimensionScore {
  readonly dimension: string;
  /** 百分制;一项也没有数为 null。 */
  readonly score: number | null;
}

export interface TotalScore {
  readonly dimensions: readonly DimensionScore[];
  /** 百分制;一项也没有数为 null。 */
  readonly score: number | null;
  /** 总分的 95% 区间,百分制。 */
  readonly interval: Interval | null;
  /** 有数的维度权重占全部的比例,0–1。 */
  readonly share: number;
}

/**
 * 各维度与总分:按权重加权,缺的项不参加,权重在其余项间重新分配。
 * 总分 = 100 × Σ 维度权重 × 维度得分 ÷ Σ 维度权重;区间由各项得分的区间合成(决定 0008)。
 */
export function totalScore(plan: AssessmentPlan, scores: ReadonlyMap<string, ItemScore>): TotalScore {
  const dimensions = plan.dimensions.map(({ id, weight, items }) => {
    const parts = items.map((item) => ({ item: item.id, weight: item.weight, ...part(scores.get(item.id)!) }));
    return { dimension: id, weight, parts, ...weighted(parts) };
  });
  const total = weighted(dimensions);
  const known = dimensions.filter(({ score }) => score !== null);
  const shown = dimensions.map(({ dimension, score }) => ({ dimension, score: score === null ? null : score * 100 }));
  if (total.score === null) return { dimensions: shown, score: null, interval: null, share: total.share };
  const within = sumOf(known);
  const items = known.flatMap(({ weight, parts }) => {
    const available = parts.filter(isKnown);
    const whole = sumOf(available);
    return available.map((one) => ({ ...one, weight: (100 * (weight / within) * one.weight) / whole }));
  });
  const score = total.score * 100;
  return { dimensions: shown, score, interval: combined(score, items), share: total.share };
}

interface Part {
  readonly weight: number;
  readonly score: number | null;
}
interface KnownPart {
  readonly weight: number;
  readonly score: number;
  readonly interval: Interval;
}

const part = ({ score, interval }: ItemScore) => ({ score, interval });
const isKnown = <P extends Part & { interval: Interval | null }>(p: P): p is P & KnownPart => p.score !== null;
const sumOf = (parts: readonly { weight: number }[]) => parts.reduce((total, { weight }) => total + weight, 0);

/** 有分的各部分按权重平均,与它们占全部权重的比例。 */
function weighted(parts: readonly Part[]): { score: number | null; share: number } {
  const known = parts.filter(({ score }) => score !== null);
  const weight = sumOf(known);
  if (weight === 0) return { score: null, share: 0 };
  const earned = known.reduce((total, { weight, score }) => total + weight * score!, 0);
  return { score: earned / weight, share: weight / sumOf(parts) };
}

/**
 * 总分的区间:各项彼此独立,各自到区间端点的差(乘以在总分里的权重)平方相加再开方。
 * 半宽不会超过各项之和,所以总在 0–100 之内;没有抽样误差的项不加宽。
 */
function combined(score: number, items: readonly KnownPart[]): Interval {
  const half = (gap: (part: KnownPart) => number) =>
    Math.sqrt(items.reduce((total, part) => total + (part.weight * gap(part)) ** 2, 0));
  return {
    // 只截浮点尾差:一项也不剩时是 0,不是 -0.00。
    low: Math.max(0, score - half((part) => part.score - part.interval.low)),
    high: Math.min(100, score + half((part) => part.interval.high - part.score)),
  };
}
