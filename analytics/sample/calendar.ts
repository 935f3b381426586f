/** 日历:日序(1970-01-01 为 0)与公历年月日互换,不用时钟与时区。 */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468;
}

export function civilFromDays(days: number): CivilDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

export function formatDay(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** 入院当日的周岁。 */
export function ageOn(birthDay: number, onDay: number): number {
  const birth = civilFromDays(birthDay);
  const on = civilFromDays(onDay);
  const before = on.month < birth.month || (on.month === birth.month && on.day < birth.day);
  return on.year - birth.year - (before ? 1 : 0);
}

/** 星期:0 为星期日。 */
export const weekdayOf = (days: number): number => (((days + 4) % 7) + 7) % 7;

export interface CalendarMonth {
  /** `2025-06`。 */
  label: string;
  /** 1–12。 */
  number: number;
  firstDay: number;
  length: number;
}

/** 止于 endMonth(含)的若干个月。 */
export function monthsUntil(endMonth: string, count: number): CalendarMonth[] {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(endMonth);
  if (!parts) throw new RangeError(`月份应写作 2025-06:${endMonth}`);
  const last = Number(parts[1]) * 12 + Number(parts[2]) - 1;
  return Array.from({ length: count }, (_, i) => calendarMonth(last - count + 1 + i));
}

function calendarMonth(index: number): CalendarMonth {
  const year = Math.floor(index / 12);
  const number = (index % 12) + 1;
  const firstDay = daysFromCivil(year, number, 1);
  const next = number === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, number + 1, 1);
  return { label: `${year}-${twoDigits(number)}`, number, firstDay, length: next - firstDay };
}
