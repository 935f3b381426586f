import { mean, squaredDeviations, standardDeviation, sum } from '../weighted-statistics.ts';

/** 各病组的费用(元);键为病组编码。 */
export type CostsByGroup = Readonly<Record<string, readonly number[]>>;

/** 变异系数 CV = 标准差 ÷ 均值;默认总体标准差。均值为 0 或个数不够时为 null。 */
export function coefficientOfVariation(costs: readonly number[], ddof: 0 | 1 = 0): number | null {
  const centre = mean(costs);
  const sd = standardDeviation(costs, ddof);
  return centre === null || sd === null || centre === 0 ? null : sd / centre;
}

/** 病组是否稳定:CV 小于上限且例数达到下限(默认 CV < 1、5 例)。 */
export function isStable(costs: readonly number[], limits: { maxCv: number; minCases: number }): boolean {
  const cv = coefficientOfVariation(costs);
  return cv !== null && cv < limits.maxCv && costs.length >= limits.minCases;
}

/** 总体方差减小系数 RIV = 1 − 组内离差平方和 ÷ 总离差平方和;总离差为 0 时为 null。 */
export function reductionInVariance(groups: CostsByGroup): {
  ssWithin: number;
  ssTotal: number;
  riv: number | null;
} {
  const ssWithin = sum(Object.values(groups).map(squaredDeviations));
  const ssTotal = squaredDeviations(Object.values(groups).flat());
  return { ssWithin, ssTotal, riv: ssTotal === 0 ? null : 1 - ssWithin / ssTotal };
}

/** 权重 RW = 病组均费 ÷ 全部病例均费(都在裁剪之后);空组不给权重。 */
export function relativeWeights(groups: CostsByGroup): { overallMean: number | null; rw: Record<string, number> } {
  const overallMean = mean(Object.values(groups).flat());
  const rw: Record<string, number> = {};
  if (overallMean === null || overallMean === 0) return { overallMean, rw };
  for (const [drg, costs] of Object.entries(groups)) {
    const groupMean = mean(costs);
    if (groupMean !== null) rw[drg] = groupMean / overallMean;
  }
  return { overallMean, rw };
}

/**
 * 权重调整后整体缩放,使总权重 Σ n·RW 与调整前相等。
 * 三张表的病组须相同,否则抛出 RangeError;调整后总权重为 0 时 factor 为 null。
 */
export function rescaleWeights(
  cases: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
  adjusted: Readonly<Record<string, number>>,
): { factor: number | null; rw: Record<string, number> } {
  const total = (rw: Readonly<Record<string, number>>) =>
    sum(
      Object.entries(cases).map(([drg, n]) => {
        const weight = rw[drg];
        if (weight === undefined) throw new RangeError(`病组 ${drg} 没有权重`);
        return n * weight;
      }),
    );
  const adjustedTotal = total(adjusted);
  if (adjustedTotal === 0) return { factor: null, rw: {} };
  const factor = total(before) / adjustedTotal;
  return { factor, rw: Object.fromEntries(Object.entries(adjusted).map(([drg, rw]) => [drg, rw * factor])) };
}
