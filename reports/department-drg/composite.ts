import { compositeScore as scoreOf } from '../../analytics/performance/comparison.ts';
import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { Remark } from '../sheets/definitions.ts';
import { figureOf, type UnitRow } from '../sheets/unit-columns.ts';

/** 综合绩效指数的一项:最差与最好之间线性给分,方向由两端的大小决定。 */
interface CompositeItem {
  readonly indicator: IndicatorId;
  readonly name: string;
  readonly weight: number;
  readonly worst: number;
  readonly best: number;
  /** 与全院值相除后再给分(CMI 因专科而异,比绝对值无意义)。 */
  readonly relative?: boolean;
}

/** 默认口径,供内部参考;医院有自己的方案时改这里。 */
export const compositeItems: readonly CompositeItem[] = [
  { indicator: 'cmi', name: 'CMI ÷ 全院CMI', weight: 25, worst: 0.5, best: 1.5, relative: true },
  { indicator: 'costIndex', name: '费用消耗指数', weight: 25, worst: 1.3, best: 0.7 },
  { indicator: 'timeIndex', name: '时间消耗指数', weight: 25, worst: 1.3, best: 0.7 },
  { indicator: 'groupingRate', name: '入组率', weight: 15, worst: 0.9, best: 1 },
  { indicator: 'lowRiskMortality', name: '低风险组死亡率', weight: 10, worst: 0.005, best: 0 },
];
/** 可得各项的权重之和不到这个比例时不给总分。 */
const MIN_SHARE = 0.6;

/** 按默认口径求综合分(算法见 comparison.ts),只算可得的项;缺得太多为 null。 */
export function compositeScore(unit: UnitRow, hospital: UnitRow | undefined): number | null {
  const items = compositeItems.map((item) => ({
    ...item,
    key: item.indicator,
    value: itemValue(item, unit, hospital),
  }));
  const weightOf = (given: readonly { weight: number }[]) => given.reduce((sum, { weight }) => sum + weight, 0);
  const available = items.filter(({ value }) => value !== null);
  return weightOf(available) / weightOf(items) < MIN_SHARE ? null : scoreOf(items).composite;
}

function itemValue({ indicator, relative }: CompositeItem, unit: UnitRow, hospital: UnitRow | undefined) {
  const value = figureOf(unit, indicator);
  if (value === null || !relative) return value;
  const base = hospital ? figureOf(hospital, indicator) : null;
  return base ? value / base : null;
}

/** 印在口径说明上的一段。 */
export function compositeRemark(): Remark {
  const items = compositeItems.map(
    ({ name, weight, worst, best }) => `${name}（权重 ${weight}，最差 ${worst}、最好 ${best}）`,
  );
  return [
    '综合绩效指数',
    `100 × Σ 权重×得分 ÷ Σ 权重，得分 =（指标值 − 最差）÷（最好 − 最差），限在 0–1；只算可得的项，可得权重不足 ${MIN_SHARE * 100}% 或例数不足以评级时不给出。各项：${items.join('；')}。为系统默认的内部参考口径，不是上级考核口径，医院可按本院方案调整。`,
  ];
}

/** 名次:分数由高到低,同分同名次;没有分数的不排。 */
export function ranks(scores: readonly (number | null)[]): (number | null)[] {
  return scores.map((score) =>
    score === null ? null : 1 + scores.filter((other) => other !== null && other > score).length,
  );
}
