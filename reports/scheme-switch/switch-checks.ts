import type { MigrationOverall } from '../../sql/read-models/case-migration.read-model.ts';
import { type Check, cellOf } from '../sheets/checks.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { OVERALL_ROW } from './overall-sheet.ts';

interface SwitchTables {
  readonly overall: WrittenTable;
  readonly matrix: WrittenTable;
  readonly departments: WrittenTable;
  readonly groups: WrittenTable;
}

/** 矩阵、科室、病组各自之和相等,并等于总体影响与期间的全部病例。 */
export function switchChecks(
  { overall, matrix, departments, groups }: SwitchTables,
  sums: MigrationOverall,
  included: number,
): Check[] {
  const at = (column: 'from' | 'to', row: number) =>
    `'${overall.sheet}'!$${overall.letter(column)}$${overall.firstRow + row}`;
  const total = (table: WrittenTable, key: string) => {
    const value = table.totals.get(key);
    return cellOf(table.totalCell(key), typeof value === 'number' ? value : null);
  };
  const weight = (cases: number, value: number) => (cases > 0 ? value : null);
  return [
    {
      item: '迁移矩阵例数之和 + 试算之后存入的病例 = 期间的病例数',
      format: 'count',
      left: {
        formula: `IFERROR(${matrix.totalCell('cases')}+${sums.missing},"—")`,
        value: Number(matrix.totals.get('cases') ?? 0) + sums.missing,
      },
      right: { formula: `${included}`, value: included },
    },
    {
      item: '迁移矩阵例数之和 = 总体影响的病例数',
      format: 'count',
      left: total(matrix, 'cases'),
      right: cellOf(at('from', OVERALL_ROW.cases), sums.cases),
    },
    {
      item: '科室影响例数之和 = 迁移矩阵例数之和',
      format: 'count',
      left: total(departments, 'cases'),
      right: total(matrix, 'cases'),
    },
    {
      item: '病组影响例数之和 = 迁移矩阵例数之和',
      format: 'count',
      left: total(groups, 'cases'),
      right: total(matrix, 'cases'),
    },
    {
      item: '科室影响的组变化例数之和 = 总体影响的病组变化例数',
      format: 'count',
      left: total(departments, 'changed'),
      right: cellOf(at('to', OVERALL_ROW.changed), sums.changed),
    },
    {
      item: '迁移矩阵的新总权重之和 = 总体影响的新总权重',
      format: 'decimal',
      left: total(matrix, 'toWeight'),
      right: cellOf(at('to', OVERALL_ROW.weight), weight(sums.toWeighted, sums.toWeight)),
    },
    {
      item: '科室影响的现行总权重之和 = 总体影响的现行总权重',
      format: 'decimal',
      left: total(departments, 'fromWeight'),
      right: cellOf(at('from', OVERALL_ROW.weight), weight(sums.fromWeighted, sums.fromWeight)),
    },
  ];
}
