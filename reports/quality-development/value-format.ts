import type { OfficialIndicator } from '../../analytics/performance/quality-development/definition.ts';
import type { FormatName } from '../workbook/formats.ts';

/** 指标值的数字格式:小数位按指标的精度就近取。 */
export function valueFormat({ format, precision, unit }: OfficialIndicator): FormatName {
  switch (format) {
    case 'share':
      return 'share';
    case 'count':
      return 'count';
    case 'money':
      return 'money';
    case 'days':
      return unit === '天' ? 'index' : 'days';
    case 'text':
      return 'label';
    default:
      return precision >= 4 ? 'index4' : 'index';
  }
}

/** 分子、分母与构成:整数不带小数。 */
export const amountFormat = (value: number | null): FormatName =>
  value === null || Number.isInteger(value) ? 'count' : 'decimal';

export const DIRECTIONS = { up: '↑', down: '↓', monitor: '监测' } as const;
