import { INDICATORS, type Indicator, type IndicatorId } from './indicator-registry.ts';
import type { MeasureName, MeasureSums } from './measures.ts';
import { lackingNeed } from './needs.ts';

export type { Indicator, IndicatorDefinition, IndicatorId } from './indicator-registry.ts';
export { INDICATORS } from './indicator-registry.ts';
export type { MeasureName, MeasureSums } from './measures.ts';

/**
 * 一个指标的数。金额单位元,比例是 0–1 的小数,均不舍入。
 * `value` 为 null 时必有 `reason`;`coverage` 是参加计算的病例占比,不涉及权重与标杆的指标为 null。
 */
export interface Figure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly coverage: number | null;
  readonly reason: string | null;
}

/** 由度量求各指标;默认登记表中的全部。没有登记的编号抛出 RangeError。 */
export function evaluateIndicators(
  measures: MeasureSums,
  ids: Iterable<IndicatorId> = INDICATORS.keys(),
  registry: ReadonlyMap<IndicatorId, Indicator> = INDICATORS,
): Record<IndicatorId, Figure> {
  const figures: Record<IndicatorId, Figure> = {};
  for (const id of ids) {
    const indicator = registry.get(id);
    if (!indicator) throw new RangeError(`没有登记的指标:${id}`);
    figures[id] = evaluateIndicator(indicator, measures);
  }
  return figures;
}

/** 求一个指标。缺度量、缺参照数据、分母为 0、覆盖率不足时 `value` 为 null 并说明原因。 */
export function evaluateIndicator(indicator: Indicator, measures: MeasureSums): Figure {
  const { numerator, denominator, coverage } = indicator.formulas;
  const missing = missingMeasure(indicator, measures);
  if (missing) return unknown(`缺少度量 ${missing}`);
  const lacking = lackingNeed(indicator.needs, measures);
  if (lacking) return unknown(lacking);

  const figure = {
    numerator: finiteOrNull(numerator.evaluate(measures)),
    denominator: finiteOrNull(denominator?.evaluate(measures)),
    coverage: finiteOrNull(coverage?.evaluate(measures)),
  };
  const reason = whyWithheld(indicator, measures, figure);
  if (reason) return { value: null, ...figure, reason };
  const value = quotient(figure, denominator !== null);
  return value === null ? unknown(whyNotFinite(indicator, measures)) : { value, ...figure, reason: null };
}

function quotient({ numerator, denominator }: Pick<Figure, 'numerator' | 'denominator'>, isRatio: boolean) {
  if (numerator === null || (isRatio && denominator === null)) return null;
  return finiteOrNull(denominator === null ? numerator : numerator / denominator);
}

/** 公式内部除以 0(分母为 0 另有说法),或数大得不能表示。 */
function whyNotFinite({ formulas }: Indicator, measures: MeasureSums): string {
  const divisor = formulas.numerator.zeroDivisor(measures) ?? formulas.denominator?.zeroDivisor(measures);
  return divisor ? `除数「${divisor}」为 0` : '结果不是有限的数';
}

const unknown = (reason: string): Figure => ({
  value: null,
  numerator: null,
  denominator: null,
  coverage: null,
  reason,
});

const finiteOrNull = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);

const missingMeasure = (indicator: Indicator, measures: MeasureSums): MeasureName | undefined =>
  indicator.measures.find((name) => !Number.isFinite(measures[name]));

function whyWithheld(
  { formulas, minCoverage, needs }: Indicator,
  measures: MeasureSums,
  { denominator, coverage }: { denominator: number | null; coverage: number | null },
): string | null {
  if (formulas.coverage && measures.grouped === 0 && formulas.denominator) return '没有入组病例';
  if (needs.includes('weights') && coverage === 0) return '入组病例所在的病组都没有权重';
  if (minCoverage !== undefined && coverage !== null && coverage < minCoverage) {
    return `覆盖率 ${(coverage * 100).toFixed(1)}% 低于 ${minCoverage * 100}%`;
  }
  return denominator === 0 ? `${formulas.denominator!.text}为 0` : null;
}
