import type { OfficialRow } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import type { TraceEntry } from '../sheets/trace.ts';
import { departmentRows, type TracedColumns, traceRows } from '../sheets/trace-rows.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { keyOf } from './national-sheet.ts';
import type { QualityFigures } from './quality-figures.ts';

/** 科室分解的列 → 指标登记表的指标。 */
const DEPARTMENT_COLUMNS: TracedColumns = [
  ['discharges', 'discharges'],
  ['surgical', 'surgicalCases'],
  ['electiveSurgical', 'electiveSurgicalCases'],
  ...[
    'surgeryShare',
    'level34SurgeryShare',
    'level4SurgeryShare',
    'minimallyInvasiveShare',
    'daySurgeryShare',
    'electiveComplicationShare',
    'cleanIncisionInfectionShare',
    'lowRiskMortality',
    'cmi',
    'costIndex',
    'timeIndex',
    'meanLos',
    'meanFee',
    'serviceShare',
    'herbUseShare',
  ].map((id) => [id, id] as const),
];

/** 总表、国家监测表的每个指标值与科室分解的每个指标格一行,都在系统里打开。 */
export function qualityTrace(
  { set, table, national, trend, departments, hospital }: QualityFigures,
  tables: { readonly summary: WrittenTable; readonly national: WrittenTable; readonly departments: WrittenTable },
): TraceEntry[] {
  const total = { cases: hospital?.measures.discharges ?? null, department: undefined };
  return [
    ...officialEntries(tables.summary, 'value', table.rows, table.year.year),
    ...trend.years.flatMap((year) => officialEntries(tables.national, keyOf(year), national.rows, year)),
    ...traceRows(
      tables.departments,
      DEPARTMENT_COLUMNS,
      departmentRows(tables.departments, departments, total),
      set.period.label,
    ),
  ];
}

/** 清单里的一个指标一条:全院、全年。 */
const officialEntries = (table: WrittenTable, key: string, rows: readonly OfficialRow[], year: number): TraceEntry[] =>
  rows.map(({ indicator, dataSource }, i) => ({
    sheet: table.sheet,
    cell: `${table.letter(key)}${table.firstRow + i}`,
    indicator: indicator.id,
    filter: `全院，${year}年，数据来源=${dataSource}`,
    cases: null,
    rows: null,
    place: { period: String(year) },
  }));
