import { type FigureInterval, samplingInterval } from '../figure-interval.ts';
import type { Figure, Indicator, IndicatorId } from '../indicator.ts';
import type { Spread } from '../intervals.ts';
import type { AssessmentPlan } from './assessment-plan.ts';
import type { ItemValues } from './item-score.ts';

/** 方案里的全部考核项。 */
export const itemsOf = ({ dimensions }: AssessmentPlan) => dimensions.flatMap(({ items }) => items);

/** 方案用到的登记指标,不重复。 */
export const indicatorsOf = (plan: AssessmentPlan): IndicatorId[] => [
  ...new Set(itemsOf(plan).flatMap(({ indicator }) => indicator ?? [])),
];

/** 由职能部门填报的项。 */
export const filledIn = (plan: AssessmentPlan) => itemsOf(plan).filter(({ indicator }) => indicator === null);

/** 一个单位由指标得来的各项的值(单位同指标);填报的项不在其中。 */
export function measuredValues(plan: AssessmentPlan, figures: Figures): ItemValues {
  return Object.fromEntries(measured(plan, figures).map(({ id, figure }) => [id, figure.value]));
}

/**
 * 这些值的 95% 区间;没有抽样误差的项不在其中。
 * `spreadOf` 给出「各例之值的平均」的指标逐例的值;不是这类指标的返回 null。
 */
export function measuredIntervals(
  plan: AssessmentPlan,
  registry: ReadonlyMap<IndicatorId, Indicator>,
  figures: Figures,
  spreadOf: (indicator: IndicatorId) => Spread | null,
): Readonly<Record<string, FigureInterval>> {
  return Object.fromEntries(
    measured(plan, figures).flatMap(({ id, indicator, figure }) => {
      const interval = samplingInterval(registry.get(indicator)!, figure, spreadOf(indicator));
      return interval ? [[id, interval]] : [];
    }),
  );
}

type Figures = Readonly<Record<IndicatorId, Figure>>;

const measured = (plan: AssessmentPlan, figures: Figures) =>
  itemsOf(plan).flatMap(({ id, indicator }) => {
    const figure = indicator === null ? undefined : figures[indicator];
    return indicator !== null && figure ? [{ id, indicator, figure }] : [];
  });
