import { deviationNames } from '../../analytics/dip/case-pricing.ts';
import type { DeviationCase } from '../../sql/read-models/dip/deviation-cases.read-model.ts';
import type { SettlementBasis } from '../../sql/read-models/dip/settlement.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, minus, over, times } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeLargeTable } from '../workbook/table-writer.ts';
import { insuranceName } from './dip-figures.ts';

const KIND: Readonly<Record<string, string>> = { low: '低', high: '高', extreme: '高（极端异常）' };

const columns = (
  { pointValues }: Pick<SettlementBasis, 'pointValues'>,
  departmentName: (code: string) => string,
): Column<DeviationCase>[] => [
  { key: 'no', header: '序号', format: 'serial', width: 7, value: (_, i) => i + 1 },
  { key: 'recordNo', header: '病案号', format: 'text', width: 14, value: (c) => c.recordNo },
  {
    key: 'department',
    header: '科室',
    format: 'text',
    width: 16,
    repeats: true,
    value: (c) => departmentName(c.departmentCode),
  },
  { key: 'physician', header: '医师', format: 'text', width: 10, repeats: true, value: (c) => c.physicianCode },
  { key: 'entry', header: 'DIP编码', format: 'text', width: 14, repeats: true, value: (c) => c.entry },
  { key: 'name', header: '名称', format: 'text', width: 30, repeats: true, value: (c) => c.entryName || null },
  { key: 'totalFee', header: '总费用（元）', format: 'money', width: 14, total: 'sum', value: (c) => c.totalFee },
  { key: 'meanCost', header: '同级例均（元）', format: 'money', width: 14, value: (c) => c.meanCost },
  {
    key: 'ratio',
    header: '费用比',
    format: 'index',
    width: 9,
    formula: over(column('totalFee'), column('meanCost')),
  },
  {
    key: 'kind',
    header: '偏差类型（高/低）',
    format: 'label',
    width: 14,
    repeats: true,
    value: (c) => KIND[c.deviation] ?? deviationNames[c.deviation],
  },
  { key: 'score', header: '原始分值', format: 'weight', width: 12, value: (c) => c.score },
  { key: 'factor', header: '偏差系数', format: 'index4', width: 10, value: (c) => c.deviationFactor },
  {
    key: 'adjusted',
    header: '调整后分值',
    format: 'weight',
    width: 12,
    formula: times(column('score'), column('factor')),
  },
  {
    key: 'impact',
    header: '影响金额（元）',
    format: 'profit',
    width: 14,
    total: 'sum',
    formula: times(
      times(times(minus(column('adjusted'), column('score')), column('auxiliary')), column('coefficient')),
      column('pointValue'),
    ),
  },
  {
    key: 'auxiliary',
    header: '辅助目录系数',
    format: 'index4',
    width: 10,
    base: true,
    value: (c) => c.auxiliaryFactor,
  },
  { key: 'coefficient', header: '系数', format: 'index4', width: 10, base: true, value: (c) => c.coefficient },
  {
    key: 'pointValue',
    header: '点值（元）',
    format: 'index4',
    width: 10,
    base: true,
    value: (c) => {
      const outcome = pointValues.get(c.insurance)!;
      return outcome.ok ? outcome.term.range.base.toNumber() : null;
    },
  },
  { key: 'insurance', header: '险种', format: 'text', width: 10, base: true, value: (c) => insuranceName(c.insurance) },
];

/** 偏差病例:费用极低、极高的,逐例。 */
export function writeDeviations(
  book: ReportWorkbook,
  scope: ReportScope,
  basis: SettlementBasis,
  departmentName: (code: string) => string,
  pages: AsyncIterable<readonly DeviationCase[]>,
): Promise<WrittenTable> {
  return writeLargeTable(
    book,
    {
      sheet: '偏差病例',
      title: titleOf(scope, 'DIP偏差病例表'),
      notes: notesOf(scope),
      unit: '单位：元',
      columns: columns(basis, departmentName),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'recordNo' },
      remarks: [
        '影响金额 =（调整后分值 − 原始分值）× 辅助目录系数 × 系数 × 点值；正为多付，负为少付。极端异常的应提请特病单议。',
      ],
    },
    pages,
  );
}
