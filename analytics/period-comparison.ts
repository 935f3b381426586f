import { addDays, addMonths, daysIn, earlier, isDay, type Period, parsePeriod, periodKind } from './period.ts';

/** 一次比较:本期与基期。两者天数对不上整期时(本期还没过完),都截到同样的天数。 */
export interface ComparedPeriods {
  readonly current: Period;
  readonly base: Period;
  /** 本期只有部分数据,按同样的天数比。 */
  readonly partial: boolean;
}

const MONTHS_OF = { month: 1, quarter: 3, half: 6, year: 12 } as const;
const isMonthStart = (day: string) => day.endsWith('-01');
const range = (from: string, before: string): Period => ({ from, before, label: `${from}/${before}` });
const shiftMonths = (day: string, count: number) => `${addMonths(day.slice(0, 7), count)}-01`;

/** 同长的前一期(环比);整月的期间按月往前,其余按天。 */
export function previousPeriod(period: Period): Period {
  const kind = periodKind(period);
  const { from, before } = period;
  if (kind === 'day') return parsePeriod(addDays(from, -1))!;
  if (kind === 'week') return weekOf(addDays(from, -7));
  if (kind !== 'range') return named(kind, shiftMonths(from, -MONTHS_OF[kind]));
  if (!isMonthStart(from) || !isMonthStart(before)) return range(addDays(from, -daysIn(period)), from);
  return range(shiftMonths(from, -monthsBetween(from, before)), from);
}

/** 上年同期(同比);上年没有这一天(2 月 29 日)或这一周(第 53 周)时为 null。 */
export function samePeriodLastYear(period: Period): Period | null {
  const kind = periodKind(period);
  const { from, before, label } = period;
  if (kind === 'week') return parsePeriod(`${Number(label.slice(0, 4)) - 1}${label.slice(4)}`);
  if (kind !== 'day' && kind !== 'range') return named(kind, shiftMonths(from, -12));
  if (kind === 'range' && isMonthStart(from) && isMonthStart(before)) {
    return range(shiftMonths(from, -12), shiftMonths(before, -12));
  }
  const start = yearBefore(from);
  if (!start) return null;
  return kind === 'day' ? parsePeriod(start) : range(start, addDays(start, daysIn(period)));
}

/** 从年初到期末(年累计);期末所在的年。 */
export function yearToDateOf({ before }: Period): Period {
  return range(`${addDays(before, -1).slice(0, 4)}-01-01`, before);
}

/**
 * 要比的两段:数据只到 `dataBefore`(不含)而本期还没过完时,本期与基期都取头几天,天数相同。
 * 本期还没有数据时不比,为 null。
 */
export function compared(period: Period, base: Period | null, dataBefore: string): ComparedPeriods | null {
  if (!base || dataBefore <= period.from) return null;
  if (dataBefore >= period.before) return { current: period, base, partial: false };
  const days = daysIn({ from: period.from, before: dataBefore });
  const until = addDays(base.from, days);
  return {
    current: range(period.from, dataBefore),
    base: range(base.from, earlier(until, base.before)),
    partial: true,
  };
}

function named(kind: keyof typeof MONTHS_OF, from: string): Period {
  const year = from.slice(0, 4);
  const month = Number(from.slice(5, 7));
  const part = {
    month: `-${from.slice(5, 7)}`,
    quarter: `-Q${Math.ceil(month / 3)}`,
    half: `-H${month <= 6 ? 1 : 2}`,
    year: '',
  }[kind];
  return parsePeriod(`${year}${part}`)!;
}

/** 周一所在的 ISO 周;属于其周四所在的年。 */
function weekOf(monday: string): Period {
  const thursday = addDays(monday, 3);
  const week = Math.floor((daysIn({ from: `${thursday.slice(0, 4)}-01-01`, before: thursday }) + 7) / 7);
  return parsePeriod(`${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`)!;
}

const monthsBetween = (from: string, before: string) =>
  (Number(before.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(before.slice(5, 7)) - Number(from.slice(5, 7));

function yearBefore(day: string): string | null {
  const same = `${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}${day.slice(4)}`;
  return isDay(same) ? same : null;
}
