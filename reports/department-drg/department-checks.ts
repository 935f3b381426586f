import { caseSide, departmentChecks } from '../sheets/case-checks.ts';
import type { CaseTally } from '../sheets/case-tally.ts';
import { type Check, cellOf } from '../sheets/checks.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { DepartmentFigures } from './department-figures.ts';

export interface PerformanceTables {
  readonly department: WrittenTable;
  readonly team: WrittenTable;
  readonly physician: WrittenTable;
  readonly cases: WrittenTable;
}

const ITEMS: readonly [name: string, key: string, format: FormatName][] = [
  ['总病例数', 'discharges', 'count'],
  ['入组病例数', 'grouped', 'count'],
  ['总权重', 'totalWeight', 'decimal'],
  ['手术例数', 'surgical', 'count'],
  ['总费用（万元）', 'fee', 'decimal'],
];

/** 三个层次各自之和相等,且等于明细逐例统计。 */
export function performanceChecks(data: DepartmentFigures, tables: PerformanceTables, tally: CaseTally): Check[] {
  const total = (table: WrittenTable, key: string) => {
    const value = table.totals.get(key);
    return cellOf(table.totalCell(key), typeof value === 'number' ? value : null);
  };
  const levels = ITEMS.flatMap(([name, key, format]): Check[] => [
    {
      item: `${name}：医疗组之和 = 科室之和`,
      format,
      left: total(tables.team, key),
      right: total(tables.department, key),
    },
    {
      item: `${name}：医师之和 = 科室之和`,
      format,
      left: total(tables.physician, key),
      right: total(tables.department, key),
    },
  ]);
  const side = caseSide(tables.cases, tally.all);
  const listed = (item: string, left: Check['left'], key: string, format: FormatName): Check => ({
    item: `${item}：明细逐例 = 科室之和`,
    format,
    left,
    right: total(tables.department, key),
  });
  return [
    ...levels,
    listed('总病例数', side.included, 'discharges', 'count'),
    listed('入组病例数', side.grouped, 'grouped', 'count'),
    listed('总权重', side.weight, 'totalWeight', 'decimal'),
    listed('总费用（万元）', side.feeWan, 'fee', 'decimal'),
    {
      item: '剔除记录：明细中「否」的条数 = 封面排除病例数',
      format: 'count',
      left: side.excluded,
      right: cellOf("'封面'!$B$16", data.set.excludedRecords),
    },
    ...departmentChecks(tables.department, tables.cases, tally, data.departments),
  ];
}
