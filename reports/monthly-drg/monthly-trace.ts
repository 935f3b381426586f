import { adoptedIn, type Registry } from '../../analytics/performance/adoption.ts';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { yearToDate } from '../../analytics/period.ts';
import type { CaseTally } from '../sheets/case-tally.ts';
import { lastDay, monthOf, previousMonth, type ReportScope, sameMonthLastYear } from '../sheets/scope.ts';
import { rowsOf, type TraceEntry } from '../sheets/trace.ts';
import { departmentRows, type TracedColumns, traceRows } from '../sheets/trace-rows.ts';
import type { UnitRow } from '../sheets/unit-columns.ts';
import type { MonthlyTables } from './monthly-checks.ts';
import type { MonthlyFigures } from './monthly-figures.ts';
import { trendRowsOf } from './trend-sheet.ts';

/** 运行概况、全年环比、科室统计各指标格的来历。 */
export function monthlyTrace(
  scope: ReportScope,
  data: MonthlyFigures,
  tables: MonthlyTables,
  tally: CaseTally,
): TraceEntry[] {
  return [
    ...overviewTrace(scope, data, tables, tally),
    ...trendTrace(scope, data, tables),
    ...departmentTrace(scope, data, tables, tally),
  ];
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

/** 全年环比各月的数;没有数据的月份不列。 */
function trendTrace({ request, registry }: ReportScope, data: MonthlyFigures, { trend }: MonthlyTables): TraceEntry[] {
  const months = [...data.months].map(([period, unit]) => ({ period, unit, key: `m${Number(period.slice(5, 7))}` }));
  return trendRowsOf(data).flatMap(({ indicator }, i) =>
    indicator === undefined
      ? []
      : months.map(({ period, unit, key }) => ({
          sheet: trend.sheet,
          cell: `${trend.letter(key)}${trend.firstRow + i}`,
          indicator,
          filter: `出院月份 ${period}，纳入=是`,
          cases: casesOf(unit),
          rows: null,
          place: isDefinedIn(registry, indicator, period) ? { period, department: request.department } : undefined,
        })),
  );
}

/** 本院的指标在那个月有没有生效;没有的,那个月的登记表里没有它,系统里打不开。 */
const isDefinedIn = (registry: Registry, indicator: string, month: string) =>
  INDICATORS.has(indicator) || registry.get(indicator)!.effectiveFrom.slice(0, 7) <= month;

/** 科室统计的指标列;概念按采用的算法。 */
const DEPARTMENT_INDICATORS: TracedColumns = [
  ['discharges', 'discharges'],
  ['grouped', 'groupedCases'],
  ['groupingRate', 'groupingRate'],
  ['drgCount', 'drgCount'],
  ['totalWeight', 'totalWeight'],
  ['cmi', 'cmi'],
  ['rw2Share', 'rw2Share'],
  ['surgeryShare', 'surgeryShare'],
  ['meanFee', 'meanFee'],
  ['meanLos', 'meanLos'],
  ['costIndex', 'costIndex'],
  ['timeIndex', 'timeIndex'],
  ['drugShare', 'drugShare'],
  ['materialShare', 'materialShare'],
];

/** 科室统计一个科室一行,合计行是全院(或所选科室)。 */
function departmentTrace(
  { period, registry, request }: ReportScope,
  data: MonthlyFigures,
  { departments, cases }: MonthlyTables,
  tally: CaseTally,
): TraceEntry[] {
  const columns = DEPARTMENT_INDICATORS.map(([key, indicator]) => [key, adoptedIn(registry, indicator)] as const);
  const total = { cases: casesOf(data.now), department: request.department };
  const rows = departmentRows(departments, data.departments, total).map((row) => {
    const line = row.row === departments.totalRow ? tally.all : tally.departments.get(row.within.department ?? '');
    return { ...row, rows: rowsOf(cases, line) };
  });
  return traceRows(departments, columns, rows, period.label);
}
