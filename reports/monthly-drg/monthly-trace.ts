import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { yearToDate } from '../../analytics/period.ts';
import type { CaseTally } from '../sheets/case-tally.ts';
import { lastDay, monthOf, previousMonth, type ReportScope, sameMonthLastYear } from '../sheets/scope.ts';
import { rowsOf, type TraceEntry } from '../sheets/trace.ts';
import type { UnitRow } from '../sheets/unit-columns.ts';
import type { MonthlyTables } from './monthly-checks.ts';
import type { MonthlyFigures } from './monthly-figures.ts';

/** 运行概况每格、科室统计每行的来历。 */
export function monthlyTrace(
  scope: ReportScope,
  data: MonthlyFigures,
  tables: MonthlyTables,
  tally: CaseTally,
): TraceEntry[] {
  return [...overviewTrace(scope, data, tables, tally), ...departmentTrace(scope, data, tables, tally)];
}

/** 上期的登记表里没有这个指标(本院后来才定的):系统里也打不开。 */
const isUnknown = (unit: UnitRow | undefined, indicator: string) => unit !== undefined && !(indicator in unit.figures);
const casesOf = (unit: UnitRow | undefined) => unit?.measures.discharges ?? null;

function overviewTrace(
  scope: ReportScope,
  data: MonthlyFigures,
  { overview, cases }: MonthlyTables,
  tally: CaseTally,
): TraceEntry[] {
  const month = monthOf(scope);
  const { department } = scope.request;
  const [previous, lastYear] = [previousMonth(month), sameMonthLastYear(month)];
  const days = `出院日期 ${scope.period.from} 至 ${lastDay(scope.period)}，纳入=是`;
  const periods: [key: string, period: string, filter: string, unit: UnitRow | undefined, rows: string | null][] = [
    ['now', month, days, data.now, rowsOf(cases, tally.all)],
    ['previous', previous, `出院月份 ${previous}，纳入=是`, data.previous, null],
    ['lastYear', lastYear, `出院月份 ${lastYear}，纳入=是`, data.lastYear, null],
    ['yearToDate', yearToDate(month).label, `${month.slice(0, 4)}年1月至本月，纳入=是`, data.yearToDate, null],
  ];
  return data.rows.flatMap((row, i) =>
    row.indicator === undefined
      ? []
      : periods.map(([key, period, filter, unit, rows]) => ({
          sheet: overview.sheet,
          cell: `${overview.letter(key)}${overview.firstRow + i}`,
          indicator: row.indicator!,
          filter,
          cases: casesOf(unit),
          rows,
          place: isUnknown(unit, row.indicator!) ? undefined : { period, department },
        })),
  );
}

/** 科室统计的指标列;一个科室一行,列出全部列。 */
const DEPARTMENT_INDICATORS: readonly [key: string, indicator: string][] = [
  ['discharges', 'discharges'],
  ['grouped', 'groupedCases'],
  ['totalWeight', 'totalWeight'],
  ['cmi', 'cmi'],
  ['meanFee', 'meanFee'],
  ['costIndex', 'costIndex'],
  ['timeIndex', 'timeIndex'],
];

function departmentTrace(
  { period, registry }: ReportScope,
  data: MonthlyFigures,
  { departments, cases }: MonthlyTables,
  tally: CaseTally,
): TraceEntry[] {
  return data.departments.flatMap((unit, i) =>
    DEPARTMENT_INDICATORS.map(([key, indicator]) => ({
      sheet: departments.sheet,
      cell: `${departments.letter(key)}${departments.firstRow + i}`,
      indicator: adoptedIn(registry, indicator),
      filter: `出院科室=${unit.name}，纳入=是`,
      cases: casesOf(unit),
      rows: rowsOf(cases, tally.departments.get(unit.code)),
      place: { period: period.label, department: unit.code },
    })),
  );
}
