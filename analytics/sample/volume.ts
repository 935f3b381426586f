import { cumulative } from '../random.ts';
import { type CalendarMonth, weekdayOf } from './calendar.ts';
import type { CompiledPattern } from './compile-patterns.ts';

/** 各月的工作量:春节所在的二月偏低,秋冬略高。 */
const season = [1.02, 0.86, 1.06, 1.03, 1.01, 1.0, 1.03, 1.0, 0.99, 0.97, 1.01, 1.02];
/** 每月增长。 */
const monthlyGrowth = 0.004;
/** 星期日到星期六的出院量。 */
const weekday = [0.55, 1.05, 1.1, 1.1, 1.1, 1.25, 0.85];

export interface DayVolume {
  day: number;
  monthIndex: number;
  cases: number;
}

/** 把总例数按月、按日分完:累积取整,合计恰为 cases。 */
export function* dailyVolumes(months: readonly CalendarMonth[], cases: number): Generator<DayVolume> {
  const days = months.flatMap((month, monthIndex) =>
    Array.from({ length: month.length }, (_, i) => ({ day: month.firstDay + i, monthIndex, month })),
  );
  const sums = cumulative(days.map(({ day, month, monthIndex }) => dayWeight(day, month, monthIndex)));
  const total = sums[sums.length - 1]!;
  let given = 0;
  for (let i = 0; i < days.length; i++) {
    const until = i === days.length - 1 ? cases : Math.floor((sums[i]! / total) * cases);
    yield { day: days[i]!.day, monthIndex: days[i]!.monthIndex, cases: until - given };
    given = until;
  }
}

function dayWeight(day: number, month: CalendarMonth, monthIndex: number): number {
  return season[month.number - 1]! * (1 + monthlyGrowth * monthIndex) * weekday[weekdayOf(day)]!;
}

/** 一种诊疗在一个科室:抽病例时的最小单位。 */
export interface CaseSource {
  pattern: CompiledPattern;
  department: number;
}

/** 病例来源与各月的累积权重(冬季病有季节性)。 */
export function caseSources(patterns: readonly CompiledPattern[], months: readonly CalendarMonth[]) {
  const sources: CaseSource[] = [];
  const frequencies: number[] = [];
  for (const pattern of patterns) {
    const all = pattern.departments.reduce((sum, dept) => sum + dept.weight, 0);
    for (const dept of pattern.departments) {
      sources.push({ pattern, department: dept.index });
      frequencies.push((pattern.spec.frequency * dept.weight) / all);
    }
  }
  const byMonth = months.map((month) =>
    cumulative(
      sources.map((source, i) => frequencies[i]! * winterFactor(source.pattern.spec.winter ?? 0, month.number)),
    ),
  );
  return { sources, byMonth };
}

/** 余弦:一月最高,七月最低。 */
const winterFactor = (amplitude: number, month: number): number =>
  1 + amplitude * Math.cos(((month - 1) / 12) * 2 * Math.PI);
