import { adoptedIn } from '../../analytics/performance/adoption.ts';
import type { CaseTally, TallyLine } from '../sheets/case-tally.ts';
import { rowsOf, type TraceEntry, type TracePlace } from '../sheets/trace.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { PerformanceTables } from './department-checks.ts';
import type { DepartmentFigures } from './department-figures.ts';
import type { Level, PerformanceRow } from './performance-columns.ts';

/** 列 → 指标编码;概念按采用的算法。 */
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
  ['surgical', 'surgicalCases'],
  ['level34SurgeryShare', 'level34SurgeryShare'],
  ['rw2Cases', 'rw2Cases'],
  ['rw2Share', 'rw2Share'],
  ['lowRiskDeaths', 'lowRiskDeaths'],
  ['lowRiskMortality', 'lowRiskMortality'],
  ['midLowRiskDeaths', 'midLowRiskDeaths'],
  ['midLowRiskMortality', 'midLowRiskMortality'],
];

/** 三个层次的每个单位 × 指标一行,都能在系统里打开;各表的合计行是全院(或所选科室)的数。 */
export function performanceTrace(
  data: DepartmentFigures,
  tables: PerformanceTables,
  tally: CaseTally,
  department: string | undefined,
): TraceEntry[] {
  const levels: readonly [Level, readonly PerformanceRow[]][] = [
    ['department', data.departments],
    ['team', data.teams],
    ['physician', data.physicians],
  ];
  return levels.flatMap(([level, units]) => {
    const table = tables[level];
    const line = (row: number, traced: Traced) => unitTrace(table, row, traced, data, tables);
    const rows = units.flatMap((unit, i) => line(table.firstRow + i, tracedUnit(level, unit, tally)));
    if (!data.hospital || table.totalRow === null) return rows;
    const total = { unit: data.hospital, filter: '合计，纳入=是', within: { department }, cases: tally.all };
    return [...rows, ...line(table.totalRow, total)];
  });
}

/** 表中的一行:单位、筛选条件、在系统里的位置,与它在明细里的各行。 */
interface Traced {
  readonly unit: PerformanceRow;
  readonly filter: string;
  readonly within: Omit<TracePlace, 'period'>;
  readonly cases: TallyLine | undefined;
}

function tracedUnit(level: Level, unit: PerformanceRow, tally: CaseTally): Traced {
  const { code, name, parentCode = '', parentName } = unit;
  if (level === 'department') {
    return {
      unit,
      filter: `出院科室=${name}，纳入=是`,
      within: { department: code },
      cases: tally.departments.get(code),
    };
  }
  return {
    unit,
    filter: `出院科室=${parentName ?? parentCode}，${level === 'team' ? '医疗组' : '主管医师'}=${name}，纳入=是`,
    within: { department: parentCode, [level]: code },
    cases: tally.within(level, parentCode, code),
  };
}

function unitTrace(
  table: WrittenTable,
  row: number,
  { unit, filter, within, cases }: Traced,
  { set: { period, registry } }: DepartmentFigures,
  tables: PerformanceTables,
): TraceEntry[] {
  return INDICATOR_COLUMNS.map(([key, indicator]) => ({
    sheet: table.sheet,
    cell: `${table.letter(key)}${row}`,
    indicator: adoptedIn(registry, indicator),
    filter,
    cases: unit.measures.discharges,
    rows: rowsOf(tables.cases, cases),
    place: { period: period.label, ...within },
  }));
}
