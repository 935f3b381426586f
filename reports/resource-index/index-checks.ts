import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { type Check, cellOf } from '../sheets/checks.ts';
import { figureOf } from '../sheets/unit-columns.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { IndexFigures } from './index-figures.ts';

export interface IndexTables {
  readonly departments: WrittenTable;
  readonly groups: WrittenTable;
  readonly comparison: WrittenTable;
}

/** 科室、病组、公式对照三张表各自从不同的汇总来,合计须相同。 */
export function indexChecks({ hospital, departments, groups, set }: IndexFigures, tables: IndexTables): Check[] {
  const value = (id: string) => (hospital ? figureOf(hospital, id) : null);
  const grouped = departments.reduce((sum, { measures }) => sum + measures.grouped, 0);
  const contribution = groups.reduce((sum, { measures: m }) => sum + m.costRatioSum - m.costRatioCases, 0);
  const all = groups.reduce((sum, { measures }) => sum + measures.costRatioCases, 0);
  const mean = value('costIndex');
  const compared = (name: string, id: 'costIndex' | 'timeIndex'): Check => {
    const adopted = adoptedIn(set.registry, id);
    return {
      item: `${name}：科室表合计 = 公式对照表合计（采用的算法）`,
      format: 'index4',
      left: cellOf(tables.departments.totalCell(id), value(adopted)),
      right: cellOf(tables.comparison.totalCell(adopted), value(adopted)),
    };
  };
  return [
    compared('费用消耗指数', 'costIndex'),
    compared('时间消耗指数', 'timeIndex'),
    {
      item: '病组贡献之和 = 全院费用消耗指数（算法一）− 1',
      format: 'signed4',
      left: cellOf(tables.groups.totalCell('contribution'), all === 0 ? null : contribution / all),
      right: {
        formula: `IFERROR(${tables.comparison.totalCell('costIndex')}-1,"—")`,
        value: mean === null ? null : mean - 1,
      },
    },
    {
      item: '入组例数：科室之和 = 全院',
      format: 'count',
      left: cellOf(tables.departments.totalCell('grouped'), grouped),
      right: { formula: String(hospital?.measures.grouped ?? 0), value: hospital?.measures.grouped ?? 0 },
    },
  ];
}
