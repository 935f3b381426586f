/** 描述统计:均值、标准差、分位数。数据为空时一律返回 null,不出现 NaN。 */

/** 算术平均。 */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** 求和;补偿相加(Neumaier),大量金额相加时不丢小数。 */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/**
 * 标准差,默认总体(除以 n);`ddof = 1` 为样本标准差。
 * 个数不多于 ddof 时返回 null。
 */
export function standardDeviation(values: readonly number[], ddof: 0 | 1 = 0): number | null {
  if (values.length <= ddof) return null;
  return Math.sqrt(squaredDeviations(values) / (values.length - ddof));
}

/** 离差平方和。 */
export function squaredDeviations(values: readonly number[]): number {
  const centre = mean(values) ?? 0;
  return sum(values.map((value) => (value - centre) ** 2));
}

/** 分位数,第 7 型(线性内插),与 SQL 的 percentile_cont 相同;`p` 在 0 与 1 之间,否则抛出 RangeError。 */
export function quantile(values: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`分位点须在 0 与 1 之间:${p}`);
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** 加权平均 Σw·x ÷ Σw;权重之和为 0 时返回 null。 */
export function weightedMean(items: readonly { value: number; weight: number }[]): number | null {
  const weights = sum(items.map((item) => item.weight));
  return weights === 0 ? null : sum(items.map((item) => item.value * item.weight)) / weights;
}

/** 裁剪结果:上下界与留下的数;边界值保留。 */
export interface Trimmed {
  readonly lo: number;
  readonly hi: number;
  readonly kept: number[];
  readonly mean: number | null;
}

function keepWithin(values: readonly number[], lo: number, hi: number): Trimmed {
  const kept = values.filter((value) => value >= lo && value <= hi);
  return { lo, hi, kept, mean: mean(kept) };
}

/** 四分位距裁剪:留下 Q1−1.5·IQR 与 Q3+1.5·IQR 之间的数。没有数时返回 null。 */
export function trimByIqr(values: readonly number[]): (Trimmed & { q1: number; q3: number }) | null {
  const q1 = quantile(values, 0.25);
  const q3 = quantile(values, 0.75);
  if (q1 === null || q3 === null) return null;
  const reach = 1.5 * (q3 - q1);
  return { ...keepWithin(values, q1 - reach, q3 + reach), q1, q3 };
}

/** 对数 ±3 倍标准差裁剪(总体标准差);费用须为正,否则抛出 RangeError。没有数时返回 null。 */
export function trimByLogSd(values: readonly number[]): (Trimmed & { mu: number; sd: number }) | null {
  if (values.some((value) => !(value > 0))) throw new RangeError('对数裁剪要求费用大于 0');
  const logs = values.map(Math.log);
  const mu = mean(logs);
  const sd = standardDeviation(logs);
  if (mu === null || sd === null) return null;
  // 所有数相同时 exp(ln x) 可能差最后一位,界限放宽一个舍入误差。
  const slack = 1e-12;
  return { ...keepWithin(values, Math.exp(mu - 3 * sd) * (1 - slack), Math.exp(mu + 3 * sd) * (1 + slack)), mu, sd };
}

/** L3H3 裁剪:留下未裁剪均值的三分之一到三倍。没有数时返回 null。 */
export function trimByL3H3(values: readonly number[]): (Trimmed & { mean0: number }) | null {
  const mean0 = mean(values);
  return mean0 === null ? null : { ...keepWithin(values, mean0 / 3, mean0 * 3), mean0 };
}

/** 5%–95% 裁剪,两端保留。没有数时返回 null。 */
export function trimByPercentiles(values: readonly number[]): Trimmed | null {
  const lo = quantile(values, 0.05);
  const hi = quantile(values, 0.95);
  return lo === null || hi === null ? null : keepWithin(values, lo, hi);
}
