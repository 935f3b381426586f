import type { CaseTally } from '../sheets/case-tally.ts';
import { rowsOf, type TraceEntry } from '../sheets/trace.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { PerformanceTables } from './department-checks.ts';
import type { DepartmentFigures } from './department-figures.ts';
import type { PerformanceRow } from './performance-columns.ts';

/** 列 → 指标编码。 */
const INDICATOR_COLUMNS: readonly [key: string, indicator: string][] = [
  ['discharges', 'discharges'],
  ['grouped', 'groupedCases'],
  ['groupingRate', 'groupingRate'],
  ['drgCount', 'drgCount'],
  ['totalWeight', 'totalWeight'],
  ['cmi', 'cmi'],
  ['costIndex', 'costIndex'],
  ['timeIndex', 'timeIndex'],
  ['meanFee', 'meanFee'],
  ['meanLos', 'meanLos'],
  ['drugShare', 'drugShare'],
  ['materialShare', 'materialShare'],
];

/** 科室一格一行;医疗组、医师按整列给出筛选条件(同列各行只差单位)。 */
export function performanceTrace(data: DepartmentFigures, tables: PerformanceTables, tally: CaseTally): TraceEntry[] {
  return [
    ...data.departments.flatMap((unit, i) => departmentRow(unit, i, data, tables, tally)),
    ...wholeColumns(tables.team, '出院科室、医疗组=本行，纳入=是', data, tables, tally),
    ...wholeColumns(tables.physician, '出院科室、主管医师=本行，纳入=是', data, tables, tally),
  ];
}

function departmentRow(
  unit: PerformanceRow,
  i: number,
  data: DepartmentFigures,
  tables: PerformanceTables,
  tally: CaseTally,
): TraceEntry[] {
  const { department, cases } = tables;
  return INDICATOR_COLUMNS.map(([key, indicator]) => ({
    sheet: department.sheet,
    cell: `${department.letter(key)}${department.firstRow + i}`,
    indicator,
    filter: `出院科室=${unit.name}，纳入=是`,
    cases: unit.measures.discharges,
    rows: rowsOf(cases, tally.departments.get(unit.code)),
    place: { period: data.set.period.label, department: unit.code },
  }));
}

function wholeColumns(
  table: WrittenTable,
  filter: string,
  data: DepartmentFigures,
  { cases }: PerformanceTables,
  tally: CaseTally,
): TraceEntry[] {
  if (table.lastRow < table.firstRow) return [];
  return INDICATOR_COLUMNS.map(([key, indicator]) => ({
    sheet: table.sheet,
    cell: `${table.letter(key)}${table.firstRow}:${table.letter(key)}${table.lastRow}`,
    indicator,
    filter,
    cases: data.hospital?.measures.discharges ?? null,
    rows: rowsOf(cases, tally.all),
  }));
}
