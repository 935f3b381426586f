import type { MigrationOverall } from '../../sql/read-models/case-migration.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, minus, over } from '../workbook/expression.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';

interface OverallRow {
  readonly name: string;
  readonly unit: string;
  readonly format: FormatName;
  readonly from: number | null;
  readonly to: number | null;
  readonly remark: string;
}

const NO_PAYMENT = '未装载支付政策';

/** 总体影响的各行;没有支付政策的几行留在原位。 */
function overallRows(sums: MigrationOverall): OverallRow[] {
  const { cases, changed, fromGrouped, toGrouped, fromDrgs, toDrgs } = sums;
  const { fromWeighted, toWeighted, fromWeight, toWeight } = sums;
  const ratio = (top: number, bottom: number) => (bottom > 0 ? top / bottom : null);
  const row = (
    name: string,
    unit: string,
    format: FormatName,
    from: number | null,
    to: number | null,
    remark = '',
  ): OverallRow => ({ name, unit, format, from, to, remark });
  return [
    row('参加比较的病例数', '例', 'count', cases, cases, '两边是同一批病例；不含有 E 级缺陷的'),
    row('入组病例数', '例', 'count', fromGrouped, toGrouped),
    row('入组率', '', 'share', ratio(fromGrouped, cases), ratio(toGrouped, cases), '入组病例数 ÷ 病例数'),
    row('DRG组数', '组', 'count', fromDrgs, toDrgs),
    row(
      'CMI',
      '',
      'index4',
      ratio(fromWeight, fromWeighted),
      ratio(toWeight, toWeighted),
      '总权重 ÷ 有权重的入组病例数',
    ),
    row('总权重', '', 'weight', fromWeighted > 0 ? fromWeight : null, toWeighted > 0 ? toWeight : null),
    row('病组变化例数', '例', 'count', null, changed, '病组编码与现行不同'),
    row('支付额', '万元', 'money', null, null, NO_PAYMENT),
    row('盈亏（正为结余）', '万元', 'money', null, null, NO_PAYMENT),
    row('高倍率病例数', '例', 'count', null, null, NO_PAYMENT),
    row('低倍率病例数', '例', 'count', null, null, NO_PAYMENT),
  ];
}

const columns: Column<OverallRow>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '指标', format: 'text', value: (row) => row.name },
  { key: 'unit', header: '单位', format: 'label', value: (row) => row.unit || '—' },
  { key: 'from', header: '现行方案', format: (row) => row.format, width: 16, value: (row) => row.from },
  { key: 'to', header: '新方案', format: (row) => row.format, width: 16, value: (row) => row.to },
  {
    key: 'gap',
    header: '差异',
    format: (row) => row.format,
    width: 14,
    formula: minus(column('to'), column('from')),
  },
  { key: 'gapShare', header: '差异率', format: 'change', formula: over(column('gap'), column('from')) },
  { key: 'remark', header: '说明', format: 'wrapped', width: 42, value: (row) => row.remark },
];

export function writeOverall(
  book: ReportWorkbook,
  scope: ReportScope,
  sums: MigrationOverall,
  notes: readonly string[],
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '总体影响',
      title: titleOf(scope, '方案切换总体影响表'),
      notes: notesOf(scope),
      unit: '单位：见单位列',
      columns,
      nameColumns: 2,
      remarks: notes,
    },
    overallRows(sums),
  );
}

/** 总体影响各行在表里的行号,校验用。 */
export const OVERALL_ROW = { cases: 0, grouped: 1, weight: 5, changed: 6 } as const;
