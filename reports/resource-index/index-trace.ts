import { adoptedIn } from '../../analytics/performance/adoption.ts';
import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { TraceEntry } from '../sheets/trace.ts';
import { departmentRows, type TracedColumns, traceRows } from '../sheets/trace-rows.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { comparedIndicators } from './formula-comparison-sheet.ts';
import type { IndexTables } from './index-checks.ts';
import type { IndexFigures } from './index-figures.ts';

/** 病组表的费用比、时间比就是该病组按算法一的两个指数,与采用哪一种无关。 */
const GROUP_COLUMNS: TracedColumns = [
  ['cases', 'groupedCases'],
  ['feeRatio', 'costIndex'],
  ['losRatio', 'timeIndex'],
];

/** 科室、病组、公式对照三张表的每个指标格一行;本簿没有明细,都在系统里打开。 */
export function indexTrace(data: IndexFigures, tables: IndexTables, department: string | undefined): TraceEntry[] {
  const { registry, period } = data.set;
  const adopted = (id: IndicatorId) => [id, adoptedIn(registry, id)] as const;
  const ofDepartments: TracedColumns = [
    ['grouped', 'groupedCases'],
    ['drgCount', 'drgCount'],
    ...['cmi', 'costIndex', 'timeIndex'].map(adopted),
  ];
  const ofComparison: TracedColumns = comparedIndicators(registry).map(({ id }) => [id, id]);
  const total = { cases: data.hospital?.measures.discharges ?? null, department };
  const departments = (table: WrittenTable, columns: TracedColumns) =>
    traceRows(table, columns, departmentRows(table, data.departments, total), period.label);
  return [
    ...departments(tables.departments, ofDepartments),
    ...traceRows(tables.groups, GROUP_COLUMNS, groupRows(tables.groups, data, department), period.label),
    ...departments(tables.comparison, ofComparison),
  ];
}

const groupRows = (table: WrittenTable, { groups }: IndexFigures, department: string | undefined) =>
  groups.map(({ code, measures }, i) => ({
    row: table.firstRow + i,
    filter: `病组=${code}，纳入=是`,
    cases: measures.discharges,
    rows: null,
    within: { department, drg: code },
  }));
