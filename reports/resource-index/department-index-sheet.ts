import type { Registry } from '../../analytics/performance/adoption.ts';
import type { MeasureName } from '../../analytics/performance/measures.ts';
import { adoptedName, adoptedNotes } from '../sheets/adopted.ts';
import { rankText } from '../sheets/rank-text.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { indexHighlights } from '../sheets/thresholds.ts';
import { adoptedRatio, figureColumn, withBases } from '../sheets/unit-columns.ts';
import { column, over, tenThousand } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, RowPlace, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { hasIntervals, type IndexFigures, type IndexRow, intervalText, type MeanIndex } from './index-figures.ts';

type IndexColumn = Column<IndexRow>;
const quotient = (key: string, header: string, format: 'money' | 'days', top: string, bottom: string): IndexColumn => ({
  key,
  header,
  format,
  total: 'formula',
  formula: over(column(top), column(bottom)),
});

/** 高出标杆的部分;低于标杆时没有可节约的,为 0。 */
const excess = (
  key: string,
  header: string,
  format: 'money' | 'days',
  actual: MeasureName,
  expected: MeasureName,
): IndexColumn => ({
  key,
  header,
  format,
  base: true,
  total: 'sum',
  value: ({ measures }) => Math.max(0, measures[actual] - measures[expected]),
});

/** 费用与时间各比 1 高还是不高。 */
function quadrant(_: IndexRow, { ref, number }: RowPlace) {
  const [cost, time] = [number('costIndex'), number('timeIndex')];
  const words = (high: boolean, [yes, no]: readonly [string, string]) => (high ? yes : no);
  const [COST, TIME] = [
    ['费用高', '费用低'],
    ['时间长', '时间短'],
  ] as const;
  const side = (cell: string, [yes, no]: readonly [string, string]) => `IF(${cell}>1,"${yes}","${no}")`;
  const [c, t] = [ref('costIndex'), ref('timeIndex')];
  return {
    formula: `IF(AND(ISNUMBER(${c}),ISNUMBER(${t})),${side(c, COST)}&"·"&${side(t, TIME)},"—")`,
    value: cost === null || time === null ? null : `${words(cost > 1, COST)}·${words(time > 1, TIME)}`,
  };
}

const columns = (registry: Registry): readonly IndexColumn[] =>
  withBases<IndexRow>([
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name },
    figureColumn('groupedCases', '入组例数', 'count', 'sum', 'grouped'),
    figureColumn('drgCount', 'DRG组数', 'count', 'given'),
    adoptedRatio(registry, 'cmi', 'CMI', 'index'),
    quotient('groupedMeanFee', '次均费用（元）', 'money', 'groupedFee', 'grouped'),
    quotient('expectedMeanFee', '标化次均费用（元）', 'money', 'expectedFee', 'costRatioCases'),
    adoptedRatio(registry, 'costIndex', '费用消耗指数', 'index'),
    {
      key: 'costInterval',
      header: '费用指数区间（95%）',
      format: 'label',
      width: 13,
      value: (r) => intervalText(r.costInterval),
    },
    {
      key: 'costRank',
      header: '费用指数名次（低者在前）',
      format: 'label',
      width: 13,
      value: (r) => rankText(r.costRank),
    },
    quotient('groupedMeanLos', '平均住院日（天）', 'days', 'groupedBedDays', 'grouped'),
    quotient('expectedMeanLos', '标化住院日（天）', 'days', 'expectedBedDays', 'losRatioCases'),
    adoptedRatio(registry, 'timeIndex', '时间消耗指数', 'index'),
    {
      key: 'timeInterval',
      header: '时间指数区间（95%）',
      format: 'label',
      width: 13,
      value: (r) => intervalText(r.timeInterval),
    },
    { key: 'quadrant', header: '象限（费用×时间）', format: 'label', width: 16, live: quadrant },
    {
      key: 'saveableFee',
      header: '可节约费用（万元）',
      format: 'money',
      total: 'formula',
      formula: tenThousand('excessFee'),
    },
    {
      key: 'saveableDays',
      header: '可节约床日（天）',
      format: 'days',
      total: 'formula',
      formula: column('excessDays'),
    },
    {
      key: 'highGroups',
      header: '主要偏高病组（前3）',
      format: 'text',
      width: 64,
      value: (r) => r.highGroups.join('、') || null,
    },
    excess('excessFee', '高出标杆的费用（元）', 'money', 'benchmarkedFee', 'expectedFee'),
    excess('excessDays', '高出标杆的床日（天）', 'days', 'benchmarkedBedDays', 'expectedBedDays'),
  ]);

const MEAN_INDICES: Record<MeanIndex, string> = { costIndex: '费用指数的区间与名次', timeIndex: '时间指数的区间' };

/** 没有区间的那一列为什么是「—」。 */
const withoutIntervals = (scope: ReportScope): string[] =>
  (Object.keys(MEAN_INDICES) as MeanIndex[]).flatMap((id) =>
    hasIntervals(scope, id)
      ? []
      : [
          `${MEAN_INDICES[id]}显示「—」：只有各组之比按例数平均的算法能由逐例之值求区间，本院采用的「${adoptedName(scope, id)}」不是。`,
        ],
  );

/** 科室指数:两个指数、区间、名次范围,与高出标杆的费用和床日。 */
export function writeDepartmentIndices(
  book: ReportWorkbook,
  scope: ReportScope,
  { departments, hospital }: IndexFigures,
): Promise<WrittenTable> {
  const unit = hospital && { ...hospital, costInterval: null, timeInterval: null, costRank: null, highGroups: [] };
  return writeTable(
    book,
    {
      sheet: '科室指数',
      title: titleOf(scope, '时间与费用消耗指数科室分析表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: columns(scope.registry),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name', ...(unit ? { unit } : {}) },
      highlights: [...indexHighlights('costIndex'), ...indexHighlights('timeIndex')],
      remarks: [
        '区间：例数不多时用自助法（固定种子，1000 次重抽），例数多时用标准误；例数不足以评级的科室不给区间、不排名。',
        '名次只在区间不相交时才分先后；写作「2–5」的，与相邻科室的差别在偶然波动之内，不宜据以奖惩。',
        '可节约费用（床日）= 高出标杆的部分，低于标杆记 0；合计为各科室之和，不等于全院净差。',
        ...adoptedNotes(scope),
        ...withoutIntervals(scope),
      ],
    },
    departments,
  );
}
