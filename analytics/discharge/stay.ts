import { calendarNumber, dayNumber } from './day.ts';

/** 入院时的年龄:周岁;不满一岁另给日龄。新生儿为日龄不超过 28 天(in.age)。 */
export interface Age {
  readonly years: number;
  readonly days: number | null;
  readonly newborn: boolean;
}

export const NEWBORN_MAX_DAYS = 28;

/** 住院天数(in.los):出院日与入院日相差的日历天数,同日算 1;缺一个日期返回 null,倒置时为负数。 */
export function lengthOfStay(admittedAt: string | null, dischargedAt: string | null): number | null {
  if (admittedAt === null || dischargedAt === null) return null;
  return dayNumber(dischargedAt) - dayNumber(admittedAt) || 1;
}

/** 一次住院由日期算出的数;缺日期为 null。 */
export interface StayNumbers {
  /** 住院天数;倒置时为负数。 */
  readonly los: number | null;
  /** 周岁与日龄;出生晚于入院时为 null。 */
  readonly ageYears: number | null;
  readonly ageDays: number | null;
}

/** 算出一次住院的各数。检查、分组、存储都要用,逐行导入时算一次传下去。 */
export function stayNumbers(record: {
  birthDate: string | null;
  admittedAt: string | null;
  dischargedAt: string | null;
}): StayNumbers {
  const { birthDate, admittedAt, dischargedAt } = record;
  return {
    los: lengthOfStay(admittedAt, dischargedAt),
    ageYears: ageInYears(birthDate, admittedAt),
    ageDays: ageInDays(birthDate, admittedAt),
  };
}

/** 入院日的日龄(天);缺日期或出生晚于入院返回 null。 */
export function ageInDays(birthDate: string | null, admittedAt: string | null): number | null {
  if (birthDate === null || admittedAt === null) return null;
  const days = dayNumber(admittedAt) - dayNumber(birthDate);
  return days >= 0 ? days : null;
}

/** 入院日的周岁:生日当天满岁;缺日期或出生晚于入院返回 null。2 月 29 日生者平年在 3 月 1 日满岁。 */
export function ageInYears(birthDate: string | null, admittedAt: string | null): number | null {
  if (birthDate === null || admittedAt === null) return null;
  // 年月日拼成一个整数,差除以一万就是满的年数:20250601 − 19700520 = 550081。
  const years = Math.floor((calendarNumber(admittedAt) - calendarNumber(birthDate)) / 10_000);
  return years >= 0 ? years : null;
}

/** 入院时的年龄(in.age);日期不全或倒置返回 null。 */
export function ageAt(birthDate: string | null, admittedAt: string | null): Age | null {
  const years = ageInYears(birthDate, admittedAt);
  const days = ageInDays(birthDate, admittedAt);
  if (years === null || days === null) return null;
  return { years, days: years === 0 ? days : null, newborn: days <= NEWBORN_MAX_DAYS };
}
