import { weightedMean } from '../weighted-statistics.ts';

/** 年份 → 数;各年的权数由旧到新默认 1:2:7(手册 3.2)。 */
export type ByYear = Readonly<Record<string, number>>;

/** 由旧到新的默认权数。 */
export const DEFAULT_YEAR_WEIGHTS = [1, 2, 7] as const;

/** 按年加权的平均 Σw·x ÷ Σw;有权数的年份缺数据、或权数之和为 0 时为 null。 */
export function yearWeightedMean(values: ByYear, weights: ByYear): number | null {
  const years = Object.keys(weights);
  if (years.some((year) => values[year] === undefined)) return null;
  return weightedMean(years.map((year) => ({ value: values[year]!, weight: weights[year]! })));
}

export interface WeightedScoreInput {
  /** 病种各年均费,与全部病例各年均费同一单位。 */
  readonly groupMean: ByYear;
  readonly overallMean: ByYear;
  readonly weights: ByYear;
  /** 分值 = RW × scale;各地取 1000 或 100。 */
  readonly scale: number;
}

export interface WeightedScore {
  readonly groupMean: number | null;
  readonly overallMean: number | null;
  readonly rw: number | null;
  readonly score: number | null;
  /** 算不出的原因;算得出为 null。 */
  readonly reason: 'year-missing' | 'no-overall-mean' | null;
}

/** 病种分值(手册 3.2):三年加权的病种均费 m 与总均费 M,RW = m ÷ M,分值 = RW × scale。 */
export function weightedScore({ groupMean, overallMean, weights, scale }: WeightedScoreInput): WeightedScore {
  const [m, M] = [yearWeightedMean(groupMean, weights), yearWeightedMean(overallMean, weights)];
  if (m === null || M === null) return { groupMean: m, overallMean: M, rw: null, score: null, reason: 'year-missing' };
  if (!(M > 0)) return { groupMean: m, overallMean: M, rw: null, score: null, reason: 'no-overall-mean' };
  return { groupMean: m, overallMean: M, rw: m / M, score: (m / M) * scale, reason: null };
}

/** 默认的核心病种例数界限;各地 10–30(手册 3.1)。 */
export const DEFAULT_CORE_THRESHOLD = 15;

/** 诊断与操作的组合例数够了是核心病种,不够并入综合病种(手册 3.1)。 */
export const combinationType = (cases: number, threshold = DEFAULT_CORE_THRESHOLD): 'core' | 'comprehensive' =>
  cases >= threshold ? 'core' : 'comprehensive';
