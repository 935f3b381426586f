import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { DipUnitRow } from './dip-figures.ts';
import { caseFeeColumn, moneyBases, moneyColumns, pointsBase, ratioBases } from './unit-columns.ts';

const columns: readonly Column<DipUnitRow>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '科室', format: 'text', value: ({ name }) => name },
  { key: 'cases', header: '入组例数', format: 'count', total: 'sum', value: ({ unit }) => unit.cases },
  { key: 'entries', header: '病种数', format: 'count', total: 'none', value: ({ unit }) => unit.entries },
  { key: 'score', header: '总分值', format: 'weight', total: 'sum', value: ({ unit }) => unit.score.toNumber() },
  {
    key: 'caseScore',
    header: '例均分值',
    format: 'weight',
    total: 'formula',
    formula: over(column('score'), column('cases')),
  },
  caseFeeColumn,
  {
    key: 'ratio',
    header: '费用比',
    format: 'index',
    total: 'formula',
    formula: over(column('comparedFee'), column('meanFee')),
  },
  { key: 'highCases', header: '偏高例数', format: 'count', total: 'sum', value: ({ unit }) => unit.highCases },
  { key: 'lowCases', header: '偏低例数', format: 'count', total: 'sum', value: ({ unit }) => unit.lowCases },
  ...moneyColumns,
  pointsBase,
  ...moneyBases,
  ...ratioBases,
];

/** 科室汇总,总费用高的在前。 */
export function writeDipDepartments(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly DipUnitRow[],
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '科室汇总',
      title: titleOf(scope, 'DIP科室汇总表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns,
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name' },
      remarks: ['总分值为病种分值之和，结算分值（已乘各系数）、支付额的低与高见右侧底数；费用比以有同级均费的病例计。'],
    },
    rows,
  );
}
