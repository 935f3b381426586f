import type { LowRiskDeaths } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import type { TraceEntry } from '../sheets/trace.ts';
import { type TracedColumns, type TracedRow, traceRows } from '../sheets/trace-rows.ts';
import type { WrittenTable } from '../workbook/table.ts';

const LOW: TracedColumns = [
  ['lowCases', 'lowRiskCases'],
  ['lowRiskDeaths', 'lowRiskDeaths'],
  ['lowRate', 'lowRiskMortality'],
];
const MID_LOW: TracedColumns = [
  ['midLowCases', 'midLowRiskCases'],
  ['midLowDeaths', 'midLowRiskDeaths'],
  ['midLowRate', 'midLowRiskMortality'],
];

/** 汇总表每个科室、合计的低风险与中低风险组各数;病例数是该风险组的例数。须是按装载的分级统计的。 */
export function riskTrace({ period, summary }: LowRiskDeaths, table: WrittenTable): TraceEntry[] {
  const total = (of: (row: (typeof summary)[number]) => number) => summary.reduce((sum, row) => sum + of(row), 0);
  const trace = (columns: TracedColumns, tier: string, casesOf: (row: (typeof summary)[number]) => number) => {
    const rows = summary.map(
      (unit, i): TracedRow => ({
        row: table.firstRow + i,
        filter: `出院科室=${unit.name}，死亡风险等级=${tier}`,
        cases: casesOf(unit),
        rows: null,
        within: { department: unit.department },
      }),
    );
    const all = { filter: `合计，死亡风险等级=${tier}`, cases: total(casesOf), rows: null, within: {} };
    const totals = table.totalRow === null ? [] : [{ ...all, row: table.totalRow }];
    return traceRows(table, columns, [...rows, ...totals], period.label);
  };
  return [...trace(LOW, '低风险', (row) => row.lowCases), ...trace(MID_LOW, '中低风险', (row) => row.midLowCases)];
}
