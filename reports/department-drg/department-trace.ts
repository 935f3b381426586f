import { adoptedIn } from '../../analytics/performance/adoption.ts';
import type { CaseTally } from '../sheets/case-tally.ts';
import { rowsOf, type TraceEntry } from '../sheets/trace.ts';
import { type TracedColumns, type TracedRow, traceRows } from '../sheets/trace-rows.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { PerformanceTables } from './department-checks.ts';
import type { DepartmentFigures } from './department-figures.ts';
import type { Level, PerformanceRow } from './performance-columns.ts';

/** 列 → 指标编码;概念按采用的算法。 */
const INDICATOR_COLUMNS: TracedColumns = [
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
  ['surgical', 'surgicalCases'],
  ['level34SurgeryShare', 'level34SurgeryShare'],
  ['rw2Cases', 'rw2Cases'],
  ['rw2Share', 'rw2Share'],
  ['lowRiskDeaths', 'lowRiskDeaths'],
  ['lowRiskMortality', 'lowRiskMortality'],
  ['midLowRiskDeaths', 'midLowRiskDeaths'],
  ['midLowRiskMortality', 'midLowRiskMortality'],
];

/** 只在医疗组、医师两表的列;新增病组数没有合计。 */
const DETAILED_COLUMNS: TracedColumns = [['surgicalLevel4', 'level4Surgery']];
const NEW_GROUPS: TracedColumns = [['newDrgs', 'newDrgs']];

/** 三个层次的每个单位 × 指标一行,都能在系统里打开;各表的合计行是全院(或所选科室)的数。 */
export function performanceTrace(
  data: DepartmentFigures,
  tables: PerformanceTables,
  tally: CaseTally,
  department: string | undefined,
): TraceEntry[] {
  const { period, registry } = data.set;
  const columns = INDICATOR_COLUMNS.map(([key, indicator]) => [key, adoptedIn(registry, indicator)] as const);
  const levels: readonly [Level, readonly PerformanceRow[]][] = [
    ['department', data.departments],
    ['team', data.teams],
    ['physician', data.physicians],
  ];
  return levels.flatMap(([level, units]) => {
    const table = tables[level];
    const detailed = level !== 'department';
    const rows = units.map((unit, i) => tracedUnit(level, unit, table.firstRow + i, tables.cases, tally));
    const trace = (of: TracedColumns, traced: readonly TracedRow[]) => traceRows(table, of, traced, period.label);
    return [
      ...trace(detailed ? [...columns, ...DETAILED_COLUMNS] : columns, [
        ...rows,
        ...tracedTotal(table, data, tables.cases, tally, department),
      ]),
      ...(detailed ? trace(NEW_GROUPS, rows) : []),
    ];
  });
}

/** 医疗组、医师的编码在科室之内才唯一,带上科室;它们在明细里的各行未必相连。 */
function tracedUnit(
  level: Level,
  { code, name, parentCode = '', parentName = parentCode, measures }: PerformanceRow,
  row: number,
  cases: WrittenTable,
  tally: CaseTally,
): TracedRow {
  const common = { row, cases: measures.discharges };
  if (level === 'department') {
    const rows = rowsOf(cases, tally.departments.get(code));
    return { ...common, rows, filter: `出院科室=${name}，纳入=是`, within: { department: code } };
  }
  const title = level === 'team' ? '医疗组' : '主管医师';
  return {
    ...common,
    rows: rowsOf(cases, tally.within(level, parentCode, code)),
    filter: `出院科室=${parentName}，${title}=${name}，纳入=是`,
    within: { department: parentCode, [level]: code },
  };
}

function tracedTotal(
  { totalRow }: WrittenTable,
  { hospital }: DepartmentFigures,
  cases: WrittenTable,
  tally: CaseTally,
  department: string | undefined,
): TracedRow[] {
  if (!hospital || totalRow === null) return [];
  const { discharges } = hospital.measures;
  const rows = rowsOf(cases, tally.all);
  return [{ row: totalRow, filter: '合计，纳入=是', cases: discharges, rows, within: { department } }];
}
