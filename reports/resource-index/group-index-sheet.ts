import type { FigureUnit } from '../../sql/read-models/figures.read-model.ts';
import { adoptedName } from '../sheets/adopted.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { measureColumn } from '../sheets/unit-columns.ts';
import { column, type Expression, minus, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { hasIntervals, type IndexFigures } from './index-figures.ts';

type GroupColumn = Column<FigureUnit>;
const live = (key: string, header: string, format: 'money' | 'days' | 'index', formula: Expression): GroupColumn => ({
  key,
  header,
  format,
  total: 'formula',
  formula,
});
const ratio = (top: string, bottom: string) => over(column(top), column(bottom));

const columns = (): readonly GroupColumn[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'drg', header: 'DRG编码', format: 'text', value: (unit) => unit.code },
  { key: 'name', header: 'DRG名称', format: 'text', width: 46, value: (unit) => unit.name },
  { key: 'cases', header: '例数', format: 'count', total: 'sum', value: ({ measures }) => measures.grouped },
  live('ownFee', '本院次均费用（元）', 'money', ratio('benchmarkedFee', 'costRatioCases')),
  live('benchmarkFee', '标杆次均费用（元）', 'money', ratio('expectedFee', 'costRatioCases')),
  live('feeRatio', '费用比', 'index', ratio('costRatioSum', 'costRatioCases')),
  live('ownLos', '本院平均住院日（天）', 'days', ratio('benchmarkedBedDays', 'losRatioCases')),
  live('benchmarkLos', '标杆住院日（天）', 'days', ratio('expectedBedDays', 'losRatioCases')),
  live('losRatio', '时间比', 'index', ratio('losRatioSum', 'losRatioCases')),
  {
    key: 'contribution',
    header: '对费用指数贡献',
    format: 'signed4',
    total: 'sum',
    formula: over(minus(column('costRatioSum'), column('costRatioCases')), column('allCases')),
  },
  ...(
    [
      'costRatioSum',
      'costRatioCases',
      'losRatioSum',
      'losRatioCases',
      'benchmarkedFee',
      'expectedFee',
      'benchmarkedBedDays',
      'expectedBedDays',
    ] as const
  ).map((name) => measureColumn<FigureUnit>(name)),
];

/** 采用别的算法时,说明贡献合起来是哪一种指数。 */
const otherAlgorithm = (scope: ReportScope): string[] =>
  hasIntervals(scope, 'costIndex')
    ? []
    : [
        `本院采用的是「${adoptedName(scope, 'costIndex')}」，它不能拆成各病组贡献之和；上列贡献合起来是算法一的指数，与科室指数表的合计不同，差额见「公式对照」。`,
      ];

/** 病组指数:各病组与标杆之比,以及它使全院费用指数高出(低于)1 多少;各组之和 = 算法一的全院指数 − 1。 */
export function writeGroupIndices(
  book: ReportWorkbook,
  scope: ReportScope,
  { groups }: IndexFigures,
): Promise<WrittenTable> {
  const all = groups.reduce((sum, { measures }) => sum + measures.costRatioCases, 0);
  return writeTable(
    book,
    {
      sheet: '病组指数',
      title: titleOf(scope, '时间与费用消耗指数病组分析表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: [
        ...columns(),
        { key: 'allCases', header: '全院有标杆例数', format: 'count', base: true, total: 'none', value: () => all },
      ],
      nameColumns: 3,
      total: { label: '合计', labelColumn: 'name' },
      remarks: [
        `贡献 = 例数 ×（费用比 − 1）÷ 全院有标杆的例数；各组之和 = 全院费用消耗指数${hasIntervals(scope, 'costIndex') ? '' : '（算法一，各组之比按例数平均）'} − 1。没有标杆的病组不列。`,
        ...otherAlgorithm(scope),
      ],
    },
    groups,
  );
}
