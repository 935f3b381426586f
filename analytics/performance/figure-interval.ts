import type { Figure, Indicator } from './indicator.ts';
import { type Interval, meanInterval, rateInterval, type Spread } from './intervals.ts';
import { isCaseCount } from './measures.ts';

/** 一个数的 95% 区间,或没有它的原因;两者恰有一个。 */
export type FigureInterval =
  | (Interval & { readonly reason: null })
  | { readonly low: null; readonly high: null; readonly reason: string };

export const noInterval = (reason: string): FigureInterval => ({ low: null, high: null, reason });

/** 公式里全是病例数(一例至多计一次)。 */
export const countsCases = (formula: Indicator['formulas']['denominator']): boolean =>
  formula?.measures.every(isCaseCount) ?? false;

/** 分子、分母都是病例数,分子在分母之内的比例是率。 */
const isRate = ({ format, formulas }: Indicator, { numerator, denominator }: Figure) =>
  format === 'share' &&
  countsCases(formulas.numerator) &&
  countsCases(formulas.denominator) &&
  numerator !== null &&
  denominator !== null &&
  numerator >= 0 &&
  numerator <= denominator;

/**
 * 一个指标值的抽样区间(95%,与值同单位):率用 Wilson 法,「各例之值的平均」由逐例的值求。
 * `spread` 是逐例的值,不是这类指标的写 null。两类都不是的(例数、金额之比)没有抽样误差可算,返回 null。
 */
export function samplingInterval(indicator: Indicator, figure: Figure, spread: Spread | null): FigureInterval | null {
  if (figure.value === null) return noInterval(figure.reason ?? '没有数值');
  if (spread) return found(meanInterval(spread), '不足两例,没有区间');
  if (!isRate(indicator, figure)) return null;
  return found(rateInterval(figure.numerator!, figure.denominator!), '分母为 0,没有区间');
}

const found = (interval: Interval | null, otherwise: string): FigureInterval =>
  interval ? { ...interval, reason: null } : noInterval(otherwise);
