import type { MigrationCell, MigrationOverall } from '../../sql/read-models/case-migration.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { baseColumns, feeColumn, paymentColumns, weightColumns } from './switch-row.ts';

type Row = MigrationCell & { readonly all: number };

const UNGROUPED = '未入组';

const columns: Column<Row>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'from', header: '原DRG', format: 'text', value: (cell) => cell.from || UNGROUPED },
  { key: 'fromName', header: '原名称', format: 'text', width: 30, value: (cell) => cell.fromName ?? '' },
  { key: 'to', header: '新DRG', format: 'text', value: (cell) => cell.to || UNGROUPED },
  { key: 'toName', header: '新名称', format: 'text', width: 30, value: (cell) => cell.toName ?? '' },
  { key: 'cases', header: '例数', format: 'count', total: 'sum', value: (cell) => cell.cases },
  { key: 'share', header: '占比', format: 'share', total: 'formula', formula: over(column('cases'), column('all')) },
  ...paymentColumns<Row>().map((each) => ({ ...each, header: each.header.replace('现行', '原') })),
  ...weightColumns<Row>().map((each) => ({ ...each, header: each.header.replace('现行', '原') })),
  feeColumn<Row>(),
  { key: 'all', header: '全部例数', format: 'count', base: true, total: 'given', value: (cell) => cell.all },
  ...baseColumns<Row>(),
];

/** 病例迁移矩阵:一行是一格(从原病组到新病组),例数多的在前;没有变的也在,各行之和是全部病例。 */
export function writeMatrix(
  book: ReportWorkbook,
  scope: ReportScope,
  cells: readonly MigrationCell[],
  overall: MigrationOverall,
): Promise<WrittenTable> {
  const all = overall.cases;
  const total: Row = { ...overall, from: '', fromName: '', to: '', toName: '', all };
  return writeTable(
    book,
    {
      sheet: '病例迁移矩阵',
      title: titleOf(scope, '病例迁移矩阵'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns,
      nameColumns: 4,
      total: { label: '合计', labelColumn: 'from', unit: total },
      highlights: [{ column: 'weightGap', when: (c) => `AND(ISNUMBER(${c}),${c}<0)`, look: 'red' }],
    },
    cells.map((cell) => ({ ...cell, all })),
  );
}
