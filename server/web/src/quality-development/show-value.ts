import { decimal, NONE } from '../format.ts';
import type { OfficialRow } from './quality-types.ts';

type Shown = Pick<OfficialRow, 'format' | 'precision'>;

/** 一个指标值的写法;比例写成百分数。 */
export function showValue({ format, precision }: Shown, value: number | null): string {
  if (value === null) return NONE;
  return format === 'share' ? `${decimal(value * 100, precision)}%` : decimal(value, precision);
}

/** 数量与金额:整数不带小数。 */
export const showAmount = (value: number | null): string =>
  value === null ? NONE : decimal(value, Number.isInteger(value) ? 0 : 2);

export const share = (value: number | null): string => (value === null ? NONE : `${decimal(value * 100, 2)}%`);

/** 填写与存储之间:比例填百分数,存 0–1 的小数。 */
export const toField = (percent: boolean, value: number | null): number | null =>
  value === null || !percent ? value : Number((value * 100).toFixed(6));
export const fromField = (percent: boolean, value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : percent ? Number((value / 100).toFixed(8)) : value;

export const ARROWS = { up: '↑', down: '↓', monitor: '' } as const;
