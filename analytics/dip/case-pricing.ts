import type { Fen } from '../money.ts';
import { divideHalfUp, divideUp, MILLION, type Millionths, ONE, type Points, toNumber } from './exact-decimal.ts';
import type { DeviationPolicy } from './region-policy.ts';

/** 费用偏差的档;`no_mean` 为没有均费可比。 */
export type Deviation = 'low' | 'normal' | 'high' | 'extreme' | 'no_mean';

export const deviationNames: Readonly<Record<Deviation, string>> = {
  low: '费用极低',
  normal: '正常',
  high: '费用极高',
  extreme: '极端异常',
  no_mean: '没有均费',
};

/** 病例分值的各因子(未舍入),连乘即分值。 */
export interface PointFactors {
  readonly score: number;
  /** 偏差系数。 */
  readonly deviation: number;
  /** 辅助目录的系数,没有为 1。 */
  readonly auxiliary: number;
  /** 机构系数,基层病种为基层系数;已并入偏差系数的档为 1。 */
  readonly coefficient: number;
}

/** 一档的分值是费用的一次式:(slope × 费用(分)+ offset)÷ divisor,单位万分之一分。 */
interface Band {
  readonly slope: bigint;
  readonly offset: bigint;
  readonly divisor: bigint;
  /** slope ÷ divisor 与 offset ÷ divisor 的浮点近似。 */
  readonly perFen: number;
  readonly base: number;
}

/** 一个病种的计价:各档的界限(整数分)与一次式,编好之后逐例只做整数运算。 */
export interface CasePricing {
  readonly terms: PricingTerms;
  readonly deviation: DeviationPolicy;
  readonly lowBelow: number;
  readonly highAbove: number;
  readonly extremeAbove: number;
  readonly low: Band;
  readonly normal: Band;
  /** 正常一档(或没有均费)且没有辅助系数时的结果,与费用无关。 */
  readonly atNormal: CasePrice;
  readonly high: Band;
}

export interface PricingTerms {
  readonly score: Millionths;
  /** 上年同级别均费(百万分之一元);没有为 null。 */
  readonly meanCost: Millionths | null;
  readonly coefficient: Millionths;
}

export interface CasePrice {
  readonly deviation: Deviation;
  /** 四位小数,四舍五入。 */
  readonly points: Points;
  readonly factors: PointFactors;
}

/** 1 分钱 = 10⁴ 个百万分之一元。 */
const FEN = 10_000n;
const E6 = BigInt(MILLION);

/**
 * 编好一个病种的计价。t = 费用 ÷ 均费:t < low 按 t,t > high 按 t − high + 1,其余按 1,再乘机构系数(手册 3.4)。
 * `coefficientInside` 的地区:t 不乘系数,正常为 k,t > high 为 t − high + k,极端异常为 k(手册 3.4 的地区变体)。
 */
export function compilePricing(terms: PricingTerms, deviation: DeviationPolicy): CasePricing {
  const mean = terms.meanCost === null ? 1n : BigInt(terms.meanCost);
  const [score, k] = [BigInt(terms.score), BigInt(terms.coefficient)];
  const [low, high] = [BigInt(deviation.low), BigInt(deviation.high)];
  const inside = deviation.coefficientInside;
  const normal = band(0n, score * k, 100n * E6);
  return {
    terms,
    deviation,
    // 费用是整数分,界限也化成整数分:c < x 即 c < ⌈x⌉,c > x 即 c > ⌊x⌋。
    lowBelow: Number(deviation.lowIncludesEdge ? (low * mean) / (FEN * E6) + 1n : divideUp(low * mean, FEN * E6)),
    highAbove: Number((high * mean) / (FEN * E6)),
    extremeAbove: extremeBound(deviation, mean),
    low: band(inside ? score * E6 : score * k, 0n, mean * FEN),
    normal,
    atNormal: normalPrice(terms, normal),
    high: inside
      ? band(score * FEN * E6, score * (k - high) * mean, mean * 100n * E6)
      : band(score * k * FEN * E6, score * k * (E6 - high) * mean, mean * 100n * E6 * E6),
  };
}

function normalPrice({ score, meanCost, coefficient }: PricingTerms, normal: Band): CasePrice {
  const factors = { score: toNumber(score), deviation: 1, auxiliary: 1, coefficient: toNumber(coefficient) };
  return Object.freeze({
    deviation: meanCost === null ? 'no_mean' : 'normal',
    points: pointsAt(normal, 0),
    factors: Object.freeze(factors),
  });
}

const band = (slope: bigint, offset: bigint, divisor: bigint): Band => ({
  slope,
  offset,
  divisor,
  perFen: Number(slope) / Number(divisor),
  base: Number(offset) / Number(divisor),
});

const extremeBound = ({ extreme }: DeviationPolicy, mean: bigint) =>
  extreme === null ? Number.POSITIVE_INFINITY : Number((BigInt(extreme) * mean) / (FEN * E6));

/** 给一个病例计分。`auxiliary` 是辅助目录的系数。 @throws RangeError 分值大到存不准。 */
export function priceCase(pricing: CasePricing, cost: Fen, auxiliary: Millionths = ONE): CasePrice {
  const deviation = deviationOf(pricing, cost);
  if (deviation === pricing.atNormal.deviation && auxiliary === ONE) return pricing.atNormal;
  const band = bandOf(pricing, deviation);
  return {
    deviation,
    points: pointsAt(band, cost, auxiliary),
    factors: factorsOf(pricing, band, cost, auxiliary),
  };
}

function deviationOf(pricing: CasePricing, cost: number): Deviation {
  if (pricing.terms.meanCost === null) return 'no_mean';
  if (cost < pricing.lowBelow) return 'low';
  if (cost <= pricing.highAbove) return 'normal';
  return cost > pricing.extremeAbove ? 'extreme' : 'high';
}

function bandOf(pricing: CasePricing, deviation: Deviation): Band {
  if (deviation === 'low') return pricing.low;
  if (deviation === 'high') return pricing.high;
  return deviation === 'extreme' && !pricing.deviation.coefficientInside ? pricing.high : pricing.normal;
}

// 两项都小于十亿时浮点误差不到百万分之几;离进位处远于此,浮点的取整就是精确的取整。
const SURELY_EXACT = 1e9;
const NEAR_HALF = 1e-4;

/** 一次式的值,四舍五入到整数。 */
function pointsAt(band: Band, cost: number, auxiliary: Millionths = ONE): Points {
  const variable = band.perFen * cost;
  if (auxiliary === ONE && variable < SURELY_EXACT && Math.abs(band.base) < SURELY_EXACT) {
    const shifted = variable + band.base + 0.5;
    const rounded = Math.floor(shifted);
    const fraction = shifted - rounded;
    if (fraction > NEAR_HALF && fraction < 1 - NEAR_HALF) return rounded as Points;
  }
  const value = (band.slope * BigInt(cost) + band.offset) * BigInt(auxiliary);
  return asPoints(divideHalfUp(value, band.divisor * E6));
}

function asPoints(value: bigint): Points {
  const points = Number(value);
  if (!Number.isSafeInteger(points)) throw new RangeError('分值超过九千亿,无法精确表示;请核对均费与费用');
  return points as Points;
}

function factorsOf(
  { terms, deviation: bounds, low, high }: CasePricing,
  band: Band,
  cost: number,
  auxiliary: Millionths,
): PointFactors {
  const [score, k] = [toNumber(terms.score), toNumber(terms.coefficient)];
  const factors = { score, deviation: 1, auxiliary: toNumber(auxiliary), coefficient: k };
  if (band !== low && band !== high) return factors;
  const inside = bounds.coefficientInside;
  if (inside) factors.coefficient = 1;
  const t = (cost * Number(FEN)) / terms.meanCost!;
  factors.deviation = band === low ? t : t - toNumber(bounds.high) + (inside ? k : 1);
  return factors;
}
