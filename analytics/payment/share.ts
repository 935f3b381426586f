import { Decimal } from 'decimal.js';
import { type Fen, fen } from '../money.ts';

/** 金额(分)连乘若干系数后四舍五入到整分;系数按十进制相乘,不经二进制小数。 */
export function share(amount: number, ...factors: readonly number[]): Fen {
  const product = factors.reduce((value, factor) => value.times(factor), new Decimal(amount));
  return fen(product.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
}
