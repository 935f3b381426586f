import type { Figure, Indicator } from './api/types.ts';

/** 没有数值时的写法。 */
export const NONE = '—';

const fixed = new Map<number, Intl.NumberFormat>();

/** 千分位、固定小数位、四舍五入。 */
export function decimal(value: number, digits: number): string {
  let format = fixed.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    fixed.set(digits, format);
  }
  return format.format(value);
}

export const count = (value: number): string => decimal(value, 0);

/** 金额文字(元,两位小数)加千分位;接口给的是十进制文字,不经浮点。 */
export function yuan(amount: string | null): string {
  if (amount === null) return NONE;
  const [whole = '', cents] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return cents === undefined ? grouped : `${grouped}.${cents}`;
}

const isTotalMoney = ({ format, denominator }: Indicator) => format === 'money' && denominator === null;

/** 显示的单位:总额用万元,例均用元;百分号写在数里。 */
export function unitOf(indicator: Indicator): string {
  if (isTotalMoney(indicator)) return '万元';
  return indicator.format === 'share' ? '' : indicator.unit;
}

/** 一个指标值的写法。 */
export function indicatorValue(indicator: Indicator, value: number | null): string {
  if (value === null) return NONE;
  if (indicator.format === 'share') return `${decimal(value * 100, indicator.precision)}%`;
  if (isTotalMoney(indicator)) return decimal(value / 10_000, 2);
  return decimal(value, indicator.precision);
}

export interface Change {
  text: string;
  /** 对医院是好事还是坏事;只监测的指标不评判。 */
  mood: 'better' | 'worse' | 'neutral';
}

/** 与基期相比:比例以百分点计,其余为相对变化(本期 ÷ 基期 − 1)。没有可比的数时为 null。 */
export function changeOf(indicator: Indicator, current: Figure | undefined, base: Figure | undefined): Change | null {
  const now = current?.value ?? null;
  const then = base?.value ?? null;
  if (now === null || then === null) return null;
  const isShare = indicator.format === 'share';
  if (!isShare && then === 0) return null;
  const size = (isShare ? now - then : now / then - 1) * 100;
  const shown = decimal(Math.abs(size), 2);
  if (Number(shown) === 0) return { text: '持平', mood: 'neutral' };
  return { text: `${size > 0 ? '▲' : '▼'}${shown}${isShare ? '百分点' : '%'}`, mood: moodOf(indicator, size > 0) };
}

function moodOf({ direction }: Indicator, rose: boolean): Change['mood'] {
  if (direction === 'monitor') return 'neutral';
  return rose === (direction === 'up') ? 'better' : 'worse';
}

/** `2025-06` → `2025 年 6 月`。 */
export const monthName = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5, 7))} 月`;

/** 期间的写法:月、季、半年、年;其余原样。 */
export function periodName(label: string): string {
  const [, year, part] = /^(\d{4})(?:-(\d{2}|Q\d|H\d))?$/.exec(label) ?? [];
  if (!year) return label;
  if (!part) return `${year} 年`;
  if (part.startsWith('Q')) return `${year} 年第 ${part[1]} 季度`;
  if (part.startsWith('H')) return `${year} 年${part[1] === '1' ? '上' : '下'}半年`;
  return monthName(label);
}

/** 往前(负)或往后(正)若干个月。 */
export function addMonths(month: string, n: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

const moment = new Intl.DateTimeFormat('zh-CN', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
/** 时刻,按浏览器所在时区,到分。 */
export const time = (iso: string | null): string =>
  iso === null ? NONE : moment.format(new Date(iso)).replaceAll('/', '-');

export function bytes(size: number): string {
  if (size < 1024) return `${size} 字节`;
  return size < 1024 ** 2 ? `${decimal(size / 1024, 1)} KB` : `${decimal(size / 1024 ** 2, 1)} MB`;
}

/** 编码与名称并排;名称缺失或与编码相同时只写编码。 */
export function codeAndName(code: string | null, name: string | null | undefined): string {
  if (!code) return name || NONE;
  return name && name !== code ? `${code} ${name}` : code;
}
