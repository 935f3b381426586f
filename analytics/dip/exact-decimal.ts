/** 百万分之一为单位的整数:分值、均费、系数都按十进制原样存放,不经二进制小数。 */
export type Millionths = number & { readonly unit: 'millionths' };

/** 病例的分值,单位是万分之一分(四位小数)的整数。 */
export type Points = number & { readonly unit: 'ten-thousandths of a point' };

export const MILLION = 1_000_000;
export const ONE = MILLION as Millionths;

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;
const PLACES = 6;

/** 十进制文本 → 百万分之一;不是数、第七位起还有非零小数、或大到存不准(约 90 亿)时为 null。 */
export function parseMillionths(text: string): Millionths | null {
  const found = DECIMAL.exec(text.trim());
  if (!found) return null;
  const decimals = (found[3] ?? '').replace(/0+$/, '');
  if (decimals.length > PLACES) return null;
  const value = Number(found[2]) * MILLION + Number(decimals.padEnd(PLACES, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return (found[1] === '-' && value !== 0 ? -value : value) as Millionths;
}

/** 百万分之一 → 十进制文本,不留多余的零,如 `527.508`;读回来是同一个数。 */
export function formatMillionths(value: Millionths): string {
  const digits = String(Math.abs(value)).padStart(PLACES + 1, '0');
  const decimals = digits.slice(-PLACES).replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -PLACES)}${decimals && `.${decimals}`}`;
}

/** 百万分之一 → 浮点数,只供显示与不求精确的比较。 */
export const toNumber = (value: Millionths): number => value / MILLION;

/** `numerator ÷ divisor` 四舍五入到整数;被除数不为负,除数为正。 */
export const divideHalfUp = (numerator: bigint, divisor: bigint): bigint => (2n * numerator + divisor) / (2n * divisor);

/** 向上取整的除法;被除数不为负,除数为正。 */
export const divideUp = (numerator: bigint, divisor: bigint): bigint => (numerator + divisor - 1n) / divisor;

/** 几个系数连乘,每乘一次四舍五入到六位小数,与单个系数同样的精度。 */
export function productOf(factors: readonly Millionths[]): Millionths {
  const one = BigInt(MILLION);
  return Number(factors.reduce((sofar, factor) => divideHalfUp(sofar * BigInt(factor), one), one)) as Millionths;
}

/** 分值 → 四位小数的文本,如 `420.9547`。 */
export function formatPoints(points: Points): string {
  const digits = String(Math.abs(points)).padStart(5, '0');
  return `${points < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** 病例分值之和;逐例已舍入到四位小数,整数相加没有误差。 */
export function totalPoints(points: Iterable<Points>): Points {
  let total = 0;
  for (const value of points) total += value;
  if (!Number.isSafeInteger(total)) throw new RangeError(`分值之和超出可精确表示的范围:${total}`);
  return total as Points;
}
