import type { IndicatorId } from '../../analytics/performance/indicator.ts';
import { NO_SPREAD, type Spread } from '../../analytics/performance/intervals.ts';
import type { Db } from '../database.ts';
import { departmentSuccession } from '../stores/department-history.store.ts';
import { isMean } from './measure-terms.ts';
import { type SpreadQuery, unitSpreads } from './unit-spread.read-model.ts';

/** 一个单位、一个指标逐例的值;不是「各例之值的平均」的指标为 null。 */
export type SpreadLookup = (unit: string, indicator: IndicatorId) => Spread | null;

/**
 * 这些指标在各单位逐例的值;其中没有「各例之值的平均」时不查病例。
 * 单位的键同 `unitSpreads`;`as` 为 now 时把变动过的科室归到现在的科室。须先已定下各月的权重与看板汇总。
 */
export async function indicatorSpreads(
  db: Db,
  query: SpreadQuery & { readonly as?: 'then' | 'now'; readonly indicators: readonly IndicatorId[] },
): Promise<SpreadLookup> {
  const { as, indicators, ...rest } = query;
  const means = indicators.filter(isMean);
  if (means.length === 0) return () => null;
  const succession = as === 'now' ? await departmentSuccession(db, query.hospitalId) : rest.succession;
  const found = await unitSpreads(db, { ...rest, means, succession });
  return (unit, indicator) => (isMean(indicator) ? (found.get(unit)?.[indicator] ?? NO_SPREAD) : null);
}
