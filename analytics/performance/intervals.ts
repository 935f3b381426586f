import { createRandom } from '../random.ts';
import { quantile } from '../weighted-statistics.ts';

/** 一个数的可信区间,含两端。 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface IntervalOptions {
  /** 置信水平。 */
  readonly level?: 0.9 | 0.95 | 0.99;
  /** 自助法的种子:同样的数据总得同样的区间。 */
  readonly seed?: number;
  readonly replicates?: number;
}

const NORMAL_QUANTILES = { 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004 } as const;
/** 例数到这么多,均数的抽样分布已近正态,用标准误;少于它的偏态明显,用自助法。 */
export const LARGE = 300;
const REPLICATES = 1_000;
const SEED = 20_250_601;

/** 逐例之值的个数、和与平方和;例数少时还有逐例的值(次序无关)。 */
export interface Spread {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly values: readonly number[] | null;
}

/** 一例也没有。 */
export const NO_SPREAD: Spread = { n: 0, sum: 0, squares: 0, values: [] };

/**
 * 均数(CMI、消耗指数一类「各例之值的平均」)的区间。少于两例没有区间,为 null。
 * 例数少时用自助法(固定种子、按例数重抽、取分位数),例数多时用标准误;两者在交界处相差很小(有测试)。
 */
export function meanInterval({ n, sum, squares, values }: Spread, options: IntervalOptions = {}): Interval | null {
  if (n < 2) return null;
  if (values !== null && n < LARGE) return bootstrapInterval(values, options);
  const mean = sum / n;
  // 由和与平方和求方差:值都在同一量级(比值、权重),不会有大数相减的损失。
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  const half = NORMAL_QUANTILES[options.level ?? 0.95] * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/** 由逐例的值求个数、和与平方和。 */
export function spreadOf(values: readonly number[]): Spread {
  const sum = values.reduce((total, value) => total + value, 0);
  return { n: values.length, sum, squares: values.reduce((total, value) => total + value * value, 0), values };
}

function bootstrapInterval(values: readonly number[], options: IntervalOptions): Interval {
  const { level = 0.95, seed = SEED, replicates = REPLICATES } = options;
  const random = createRandom(seed);
  // 由小到大:与数据库给出的次序无关。加的是与最小值之差:值都相同时区间恰是一点,不带浮点尾差。
  const cases = Float64Array.from(values).sort();
  const n = cases.length;
  const least = cases[0]!;
  const means: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += cases[random.below(n)]! - least;
    means.push(least + sum / n);
  }
  const tail = (1 - level) / 2;
  return { low: quantile(means, tail)!, high: quantile(means, 1 - tail)! };
}

/** 率的区间(Wilson 法):分母小、没有一例发生时也成立;分母为 0 没有区间。 */
export function rateInterval(events: number, n: number, { level = 0.95 }: IntervalOptions = {}): Interval | null {
  if (n === 0) return null;
  const z = NORMAL_QUANTILES[level];
  const p = events / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    low: events === 0 ? 0 : (centre - half) / scale,
    high: events === n ? 1 : (centre + half) / scale,
  };
}

export interface RatedUnit {
  readonly key: string;
  readonly value: number;
  readonly interval: Interval;
}

/** 名次的范围:`best` 与 `worst` 相同才是一个确定的名次。 */
export interface RankRange {
  readonly best: number;
  readonly worst: number;
}

/**
 * 只在分得出高下处给名次:区间不相交的两个单位才分先后,相交的可以互换。
 * `best` = 1 + 肯定优于它的个数,`worst` = 全部个数 − 肯定劣于它的个数。
 */
export function rankRanges(units: readonly RatedUnit[], direction: 'up' | 'down'): Map<string, RankRange> {
  const better = (a: Interval, b: Interval) => (direction === 'up' ? a.low > b.high : a.high < b.low);
  return new Map(
    units.map(({ key, interval }) => {
      const ahead = units.filter((other) => better(other.interval, interval)).length;
      const behind = units.filter((other) => better(interval, other.interval)).length;
      return [key, { best: 1 + ahead, worst: units.length - behind }];
    }),
  );
}

export const isCertain = ({ best, worst }: RankRange): boolean => best === worst;

/** 名次的范围,并写明是不是一个确定的名次。 */
export interface CertainRank extends RankRange {
  readonly certain: boolean;
}
export const withCertainty = (range: RankRange): CertainRank => ({ ...range, certain: isCertain(range) });
