import { typeNames } from '../../analytics/dip/region-pack.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, over, plus, times } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { DipUnitRow } from './dip-figures.ts';
import { caseFeeColumn, caseProfitColumn, moneyBases, moneyColumns, pointsBase } from './unit-columns.ts';

const text = (key: string, header: string, value: (row: DipUnitRow) => string | null): Column<DipUnitRow> => ({
  key,
  header,
  format: 'text',
  value,
});
const scoreOf = ({ label }: DipUnitRow) => (label ? Number(label.score) : null);
/** 操作表达式的第一组是主要操作,其余是相关操作。 */
const parts = ({ label }: DipUnitRow) => label?.procedures.split('+') ?? [];

/** 病种 CMI = 病种分值 ÷ 本院例均病种分值;本院例均取自测算汇总的合计。 */
function relativeScore(summary: WrittenTable): Column<DipUnitRow> {
  const value = (key: string) => Number(summary.totals.get(key) ?? 0);
  const mean = value('cases') > 0 ? value('score') / value('cases') : null;
  return {
    key: 'relative',
    header: '病种CMI',
    format: 'index4',
    live: (row, { ref }) => {
      const score = scoreOf(row);
      return {
        formula: `IFERROR(${ref('entryScore')}/(${summary.totalCell('score')}/${summary.totalCell('cases')}),"—")`,
        value: score === null || !mean ? null : score / mean,
      };
    },
  };
}

const columns = (summary: WrittenTable): Column<DipUnitRow>[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  text('code', 'DIP编码', ({ unit }) => unit.code),
  text('diagnosis', '主要诊断编码', ({ label }) => label?.diagnosis ?? null),
  text('diagnosisName', '主要诊断名称', ({ name }) => name),
  text('procedure', '主要手术操作编码', (row) => parts(row)[0] || null),
  text('procedureName', '主要手术操作名称', () => null),
  text('related', '相关手术操作', (row) => parts(row).slice(1).join('+') || null),
  { ...text('type', '病种类型', ({ label }) => label && typeNames[label.type]), repeats: true },
  { key: 'entryScore', header: '病种分值', format: 'weight', total: 'none', value: scoreOf },
  { key: 'cases', header: '例数', format: 'count', total: 'sum', value: ({ unit }) => unit.cases },
  caseFeeColumn,
  {
    key: 'meanCost',
    header: '同级均费（元）',
    format: 'money',
    total: 'none',
    value: ({ label }) => (label?.meanCost ? Number(label.meanCost) : null),
  },
  {
    key: 'ratio',
    header: '费用比',
    format: 'index',
    total: 'none',
    formula: over(column('caseFee'), column('meanCost')),
  },
  relativeScore(summary),
  {
    key: 'settled',
    header: '结算分值',
    format: 'weight',
    total: 'sum',
    formula: plus(times(column('entryScore'), column('cases')), column('adjustment')),
  },
  ...moneyColumns,
  caseProfitColumn,
  {
    key: 'adjustment',
    header: '偏差、辅助与系数调整（分值）',
    format: 'weight',
    base: true,
    total: 'sum',
    value: (row) => row.unit.points.toNumber() - (scoreOf(row) ?? 0) * row.unit.cases,
  },
  { ...pointsBase, header: '结算分值（逐例之和）' },
  ...moneyBases,
];

/** 病种明细,总费用高的在前。 */
export function writeDipEntries(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly DipUnitRow[],
  summary: WrittenTable,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '病种明细',
      title: titleOf(scope, 'DIP病种明细表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: columns(summary),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'code' },
      remarks: ['主要手术操作、相关手术操作照目录的操作表达式写；「/」是有其一即可。目录不含操作名称，该列为「—」。'],
    },
    rows,
  );
}
