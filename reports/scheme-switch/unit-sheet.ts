import type { MigrationUnit } from '../../sql/read-models/case-migration.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { baseColumns, changeColumns, cmiColumns, feeColumn, paymentColumns, weightColumns } from './switch-row.ts';

const serial: Column<MigrationUnit> = { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 };
const department: Column<MigrationUnit>[] = [
  { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name ?? unit.code },
];
const drg: Column<MigrationUnit>[] = [
  { key: 'name', header: 'DRG编码', format: 'text', value: (unit) => unit.code || '未入组' },
  { key: 'drgName', header: 'DRG名称', format: 'text', width: 34, value: (unit) => unit.name ?? '' },
];
const measures: Column<MigrationUnit>[] = [
  { key: 'cases', header: '例数', format: 'count', total: 'sum', value: (unit) => unit.cases },
  ...paymentColumns<MigrationUnit>(),
  { key: 'fromBalance', header: '现行盈亏（万元）', format: 'profit', total: 'none', value: () => null },
  { key: 'toBalance', header: '新盈亏（万元）', format: 'profit', total: 'none', value: () => null },
  ...cmiColumns<MigrationUnit>(),
  ...changeColumns<MigrationUnit>(),
  ...weightColumns<MigrationUnit>(),
  feeColumn<MigrationUnit>(),
  ...baseColumns<MigrationUnit>(),
];

/** 科室影响、病组影响:病组按现行的病组看它的病例到了哪里。 */
export function writeUnits(
  book: ReportWorkbook,
  scope: ReportScope,
  by: 'department' | 'drg',
  units: readonly MigrationUnit[],
): Promise<WrittenTable> {
  const names = by === 'department' ? department : drg;
  return writeTable(
    book,
    {
      sheet: by === 'department' ? '科室影响' : '病组影响',
      title: titleOf(scope, by === 'department' ? '方案切换科室影响表' : '方案切换病组影响表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: [serial, ...names, ...measures],
      nameColumns: names.length + 1,
      total: { label: '合计', labelColumn: 'name' },
      highlights: [{ column: 'weightGap', when: (c) => `AND(ISNUMBER(${c}),${c}<0)`, look: 'red' }],
    },
    units,
  );
}
