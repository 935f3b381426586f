import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { TraceEntry, TracePlace } from './trace.ts';

/** 列键 → 指标编码。 */
export type TracedColumns = readonly (readonly [key: string, indicator: IndicatorId])[];

/** 表中的一行:第几行、筛选条件、病例数、在明细里的行范围(没有明细为 null),与它是哪个单位。 */
export interface TracedRow {
  readonly row: number;
  readonly filter: string;
  readonly cases: number | null;
  readonly rows: string | null;
  readonly within: Omit<TracePlace, 'period'>;
}

/** 各行 × 各指标列,一格一条来历。 */
export const traceRows = (
  table: WrittenTable,
  columns: TracedColumns,
  rows: readonly TracedRow[],
  period: string,
): TraceEntry[] =>
  rows.flatMap(({ row, within, ...traced }) =>
    columns.map(([key, indicator]) => ({
      ...traced,
      sheet: table.sheet,
      cell: `${table.letter(key)}${row}`,
      indicator,
      place: { period, ...within },
    })),
  );

interface TracedUnit {
  readonly code: string;
  readonly name: string;
  readonly measures: { readonly discharges: number };
}

/** 没有明细的表:一个科室一行,合计行是全院(或所选科室)。 */
export const departmentRows = (
  table: WrittenTable,
  departments: readonly TracedUnit[],
  total: { readonly cases: number | null; readonly department: string | undefined },
): TracedRow[] => [
  ...departments.map(({ code, name, measures }, i) => ({
    row: table.firstRow + i,
    filter: `出院科室=${name}，纳入=是`,
    cases: measures.discharges,
    rows: null,
    within: { department: code },
  })),
  ...(table.totalRow === null || total.cases === null
    ? []
    : [
        {
          row: table.totalRow,
          filter: '合计，纳入=是',
          cases: total.cases,
          rows: null,
          within: { department: total.department },
        },
      ]),
];
