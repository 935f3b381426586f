import { dayNumber, dayText } from './discharge/day.ts';

/** 统计期间:按出院日期,半开区间 `from ≤ 日 < before`,日期写作 YYYY-MM-DD。 */
export interface Period {
  readonly from: string;
  readonly before: string;
  /** 期间的写法:`2025-06-03`、`2025-W23`(ISO 周)、`2025-06`、`2025-Q2`、`2025-H1`、`2025`,或 `2025-01-01/2025-03-01`。 */
  readonly label: string;
}

const pad = (n: number) => String(n).padStart(2, '0');
const monthStart = (year: number, month: number) => {
  const index = year * 12 + month - 1;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${pad((index % 12) + 1)}-01`;
};
const months = (year: number, first: number, count: number, label: string): Period => ({
  from: monthStart(year, first),
  before: monthStart(year, first + count),
  label,
});

/** 是写作 YYYY-MM-DD 的一天。 */
export const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/** 往前(负)或往后(正)数若干天。 */
export const addDays = (day: string, count: number): string => dayText(dayNumber(day) + count);

/** 两天(或两个月)里早的一个;写法相同,按文字比。 */
export const earlier = (a: string, b: string): string => [a, b].sort()[0]!;

/** 期间有几天。 */
export const daysIn = ({ from, before }: Pick<Period, 'from' | 'before'>): number =>
  dayNumber(before) - dayNumber(from);

/** ISO 周:周一起,属于其周四所在的年。该年没有这一周时为 null。 */
function isoWeek(year: number, week: number, label: string): Period | null {
  // 1 月 4 日总在第一周;1970-01-01(第 0 日)是周四。
  const fourth = dayNumber(`${String(year).padStart(4, '0')}-01-04`);
  const monday = fourth - ((fourth + 3) % 7) + (week - 1) * 7;
  const period = { from: dayText(monday), before: dayText(monday + 7), label };
  return week >= 1 && dayText(monday + 3).startsWith(String(year)) ? period : null;
}

/** 读期间;写法不认识时返回 null。 */
export function parsePeriod(text: string): Period | null {
  const range = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(text);
  if (range) {
    const [, from, before] = range as unknown as [string, string, string];
    return isDay(from) && isDay(before) && from < before ? { from, before, label: text } : null;
  }
  if (isDay(text)) return { from: text, before: addDays(text, 1), label: text };
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) return isoWeek(Number(week[1]), Number(week[2]), text);
  const parts = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  if (year < 1900) return null;
  if (parts[2]) {
    const month = Number(parts[2]);
    return month >= 1 && month <= 12 ? months(year, month, 1, text) : null;
  }
  if (parts[3]) return months(year, Number(parts[3]) * 3 - 2, 3, text);
  if (parts[4]) return months(year, Number(parts[4]) * 6 - 5, 6, text);
  return months(year, 1, 12, text);
}

/** 读已校验过的期间;写法不对时抛出 RangeError。 */
export function requirePeriod(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new RangeError(`不是期间:${text}`);
  return period;
}

/** 期间的种类;`range` 是任意起止日。 */
export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'range';

export function periodKind({ label }: Period): PeriodKind {
  if (label.includes('/')) return 'range';
  if (label.includes('Q')) return 'quarter';
  if (label.includes('H')) return 'half';
  if (label.includes('W')) return 'week';
  if (label.length === 10) return 'day';
  return label.length === 4 ? 'year' : 'month';
}

/** 月份 `2025-06` 的期间;写法不对时抛出 RangeError(调用者已校验)。 */
export function monthPeriod(month: string): Period {
  const period = /^\d{4}-\d{2}$/.test(month) ? parsePeriod(month) : null;
  if (!period) throw new RangeError(`不是月份:${month}`);
  return period;
}

/** 往前(负)或往后(正)数若干个月的月份,如 `addMonths('2025-01', -1)` 是 `2024-12`。 */
export function addMonths(month: string, count: number): string {
  return monthStart(Number(month.slice(0, 4)), Number(month.slice(5, 7)) + count).slice(0, 7);
}

/** 从年初到该月末的期间(年累计)。 */
export function yearToDate(month: string): Period {
  const { before } = monthPeriod(month);
  return { from: `${month.slice(0, 4)}-01-01`, before, label: `${month.slice(0, 4)}-01-01/${before}` };
}

/** 期间触及的各月(`2025-06`),按时间。 */
export function monthsTouched({ from, before }: Pick<Period, 'from' | 'before'>): string[] {
  const touched: string[] = [];
  for (let month = from.slice(0, 7); `${month}-01` < before; month = addMonths(month, 1)) touched.push(month);
  return touched;
}
