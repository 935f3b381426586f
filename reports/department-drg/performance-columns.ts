import type { Registry } from '../../analytics/performance/adoption.ts';
import type { RankRange } from '../../analytics/performance/intervals.ts';
import { rankText } from '../sheets/rank-text.ts';
import { thresholds } from '../sheets/thresholds.ts';
import {
  adoptedFigure,
  adoptedRatio,
  figureColumn,
  pendingBase,
  pendingColumn,
  ratioColumn,
  type UnitRow,
  withBases,
} from '../sheets/unit-columns.ts';
import { column, minus, number, over, tenThousand, times } from '../workbook/expression.ts';
import type { Column, RowPlace } from '../workbook/table.ts';

/** 绩效表的一行:单位的指标,加上总分、名次与新增病组数。 */
export interface PerformanceRow extends UnitRow {
  readonly score: number | null;
  /** 名次的范围;不评级为 null。 */
  readonly rank: RankRange | null;
  readonly newDrgs: number | null;
}

export type Level = 'department' | 'team' | 'physician';
type C = Column<PerformanceRow>;

const code: Column<PerformanceRow>['value'] = (row) => row.code || null;

/** 名称列:科室之后插入医疗组,或医师工号、姓名、职称。 */
function identity(level: Level): C[] {
  const own: C[] = [
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    {
      key: 'departmentCode',
      header: '科室编码',
      format: 'text',
      width: 10,
      value: (row) => (level === 'department' ? row.code : row.parentCode) || null,
    },
    {
      key: 'department',
      header: '科室',
      format: 'text',
      value: (row) => (level === 'department' ? row.name : (row.parentName ?? null)),
    },
  ];
  if (level === 'team') {
    return [
      ...own,
      { key: 'teamCode', header: '医疗组编码', format: 'text', width: 13, value: code },
      { key: 'team', header: '医疗组', format: 'text', value: (row) => row.name },
    ];
  }
  if (level === 'department') return own;
  return [
    ...own,
    { key: 'physicianCode', header: '医师工号', format: 'text', width: 13, value: code },
    { key: 'physician', header: '医师姓名', format: 'text', value: (row) => (row.name === row.code ? null : row.name) },
    { key: 'physicianTitle', header: '职称', format: 'text', value: () => null },
  ];
}

/** 可信度:例数与「口径说明」上的阈值比较。 */
function reliability({ ref, number: value }: RowPlace) {
  const [unrated, small] = [thresholds.unratedSample, thresholds.smallSample];
  const cases = value('discharges') ?? 0;
  return {
    formula: `IF(${ref('discharges')}<${unrated.name},"不评级（例数过少）",IF(${ref('discharges')}<${small.name},"例数不足，仅供参考","可信"))`,
    value: cases < unrated.value ? '不评级（例数过少）' : cases < small.value ? '例数不足，仅供参考' : '可信',
  };
}

/** 绩效表的列,三个层次同一套指标;概念取登记表采用的算法。 */
export function performanceColumns(level: Level, registry: Registry): Column<PerformanceRow>[] {
  const detailed = level !== 'department';
  const newDrgs: C = {
    key: 'newDrgs',
    header: '新增DRG组数',
    format: 'count',
    total: 'none',
    value: (row) => row.newDrgs,
  };
  return withBases<PerformanceRow>([
    ...identity(level),
    figureColumn('discharges', '总病例数', 'count', 'sum'),
    figureColumn('groupedCases', '入组病例数', 'count', 'sum', 'grouped'),
    ratioColumn('groupingRate', '入组率', 'share'),
    figureColumn('drgCount', 'DRG组数', 'count', 'given'),
    ...(detailed ? [newDrgs] : []),
    figureColumn('totalWeight', '总权重', 'weight', 'sum'),
    adoptedRatio(registry, 'cmi', 'CMI', 'index'),
    adoptedFigure(registry, 'costIndex', '费用消耗指数', 'index'),
    adoptedFigure(registry, 'timeIndex', '时间消耗指数', 'index'),
    ratioColumn('meanFee', '次均费用（元）', 'money'),
    ratioColumn('meanLos', '平均住院日（天）', 'days'),
    ratioColumn('drugShare', '药占比', 'share'),
    ratioColumn('materialShare', '耗占比', 'share'),
    figureColumn('surgicalCases', '手术例数', 'count', 'sum', 'surgical'),
    ratioColumn('level34SurgeryShare', '三四级手术占比', 'share'),
    ...(detailed
      ? [figureColumn<PerformanceRow>('level4Surgery', '四级手术例数', 'count', 'sum', 'surgicalLevel4')]
      : []),
    figureColumn('rw2Cases', 'RW≥2例数', 'count', 'sum'),
    ratioColumn('rw2Share', 'RW≥2占比', 'share'),
    figureColumn('lowRiskDeaths', '低风险组死亡例数', 'count', 'sum'),
    ratioColumn('lowRiskMortality', '低风险组死亡率', 'share'),
    figureColumn('midLowRiskDeaths', '中低风险组死亡例数', 'count', 'sum'),
    ratioColumn('midLowRiskMortality', '中低风险组死亡率', 'share'),
    pendingColumn('highOutliers', '高倍率例数', 'count'),
    pendingColumn('lowOutliers', '低倍率例数', 'count'),
    { key: 'fee', header: '总费用（万元）', format: 'money', total: 'formula', formula: tenThousand('totalFee') },
    { key: 'standard', header: '支付标准（万元）', format: 'money', total: 'formula', formula: tenThousand('payment') },
    {
      key: 'profit',
      header: '盈亏（万元，正为结余）',
      format: 'profit',
      total: 'formula',
      formula: minus(column('standard'), column('fee')),
    },
    {
      key: 'profitPerCase',
      header: '例均盈亏（元）',
      format: 'profit',
      total: 'formula',
      formula: over(times(column('profit'), number(10_000)), column('grouped')),
    },
    { key: 'score', header: '综合绩效指数', format: 'index', total: 'none', value: (row) => row.score },
    { key: 'rank', header: '院内排名', format: 'label', total: 'none', width: 9, value: (row) => rankText(row.rank) },
    { key: 'reliability', header: '可信度', format: 'text', width: 20, live: (_, place) => reliability(place) },
    pendingBase('payment', '支付标准（元）', 'money'),
  ]);
}
