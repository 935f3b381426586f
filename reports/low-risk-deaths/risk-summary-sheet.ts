import type { LowRiskDeaths, RiskSummary } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { lowRiskDeathHighlight } from '../sheets/thresholds.ts';
import { column, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';

type C = Column<RiskSummary>;
const count = (key: string, header: string, value: (row: RiskSummary) => number | null): C => ({
  key,
  header,
  format: 'count',
  total: 'sum',
  value,
});
const rate = (key: string, header: string, deaths: string, cases: string): C => ({
  key,
  header,
  format: 'share',
  total: 'formula',
  formula: over(column(deaths), column(cases)),
});

const columns: C[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '科室', format: 'text', width: 22, value: (row) => row.name },
  count('lowCases', '低风险组例数', (row) => row.lowCases),
  count('lowRiskDeaths', '低风险组死亡例数', (row) => row.lowDeaths),
  rate('lowRate', '低风险组死亡率', 'lowRiskDeaths', 'lowCases'),
  count('midLowCases', '中低风险组例数', (row) => row.midLowCases),
  count('midLowDeaths', '中低风险组死亡例数', (row) => row.midLowDeaths),
  rate('midLowRate', '中低风险组死亡率', 'midLowDeaths', 'midLowCases'),
  count('lastYear', '上年同期低风险组死亡例数', (row) => row.lowDeathsLastYear),
];

export function writeRiskSummary(book: ReportWorkbook, scope: ReportScope, data: LowRiskDeaths): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '汇总',
      title: titleOf(scope, '低风险组死亡汇总表'),
      notes: notesOf(scope),
      unit: '单位：例',
      columns,
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name' },
      highlights: [lowRiskDeathHighlight],
      paragraph: data.source.note,
    },
    data.summary,
  );
}
