import type { Registry } from '../../analytics/performance/adoption.ts';
import { adoptedNotes } from '../sheets/adopted.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { groupingRateHighlight, indexHighlights } from '../sheets/thresholds.ts';
import {
  adoptedFigure,
  adoptedRatio,
  figureColumn,
  pendingBase,
  ratioColumn,
  type UnitRow,
  withBases,
} from '../sheets/unit-columns.ts';
import { column, minus, over, tenThousand } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { MonthlyFigures } from './monthly-figures.ts';

/** 科室统计的列;支付类的公式已就位,底数到位即有值。 */
export const departmentColumns = (registry: Registry): readonly Column<UnitRow>[] =>
  withBases<UnitRow>([
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name },
    figureColumn('discharges', '出院人次', 'count', 'sum'),
    figureColumn('groupedCases', '入组病例数', 'count', 'sum', 'grouped'),
    ratioColumn('groupingRate', '入组率', 'share'),
    figureColumn('drgCount', 'DRG组数', 'count', 'given'),
    figureColumn('totalWeight', '总权重', 'weight', 'sum'),
    adoptedRatio(registry, 'cmi', 'CMI', 'index'),
    ratioColumn('rw2Share', 'RW≥2占比', 'share'),
    ratioColumn('surgeryShare', '手术占比', 'share'),
    ratioColumn('meanFee', '次均费用（元）', 'money'),
    ratioColumn('meanLos', '平均住院日（天）', 'days'),
    adoptedFigure(registry, 'costIndex', '费用消耗指数', 'index'),
    adoptedFigure(registry, 'timeIndex', '时间消耗指数', 'index'),
    ratioColumn('drugShare', '药占比', 'share'),
    ratioColumn('materialShare', '耗占比', 'share'),
    {
      key: 'accuracy',
      header: '控费准确率',
      format: 'share',
      total: 'formula',
      formula: over(column('accurateCases'), column('grouped')),
    },
    { key: 'fee', header: '总费用（万元）', format: 'money', total: 'formula', formula: tenThousand('totalFee') },
    { key: 'income', header: 'DRG收入（万元）', format: 'money', total: 'formula', formula: tenThousand('payment') },
    {
      key: 'profit',
      header: '盈亏（万元，正为结余）',
      format: 'profit',
      total: 'formula',
      formula: minus(column('income'), column('fee')),
    },
    {
      key: 'profitRate',
      header: '盈亏率',
      format: 'profitShare',
      total: 'formula',
      formula: over(column('profit'), column('income')),
    },
    {
      key: 'profitChange',
      header: '环比盈亏（万元）',
      format: 'profit',
      total: 'formula',
      formula: minus(column('profit'), column('previousProfit')),
    },
    pendingBase('accurateCases', '控费准确例数', 'count'),
    pendingBase('payment', 'DRG收入（元）', 'money'),
    pendingBase('previousProfit', '上月盈亏（万元）', 'profit'),
  ]);

export function writeDepartments(
  book: ReportWorkbook,
  scope: ReportScope,
  data: MonthlyFigures,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '科室统计',
      title: titleOf(scope, 'DRG科室统计表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: departmentColumns(scope.registry),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name', ...(data.now ? { unit: data.now } : {}) },
      highlights: [groupingRateHighlight, ...indexHighlights('costIndex'), ...indexHighlights('timeIndex')],
      remarks: [
        '按总费用由高到低排列；DRG组数与两个消耗指数的合计为全院值，不是各行之和。▲▲ 偏高，▲ 关注（阈值见「口径说明」）。',
        ...adoptedNotes(scope),
      ],
    },
    data.departments,
  );
}
