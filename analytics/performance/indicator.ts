import { INDICATORS, type Indicator, type IndicatorId, type IndicatorNeed } from './indicator-registry.ts';
import type { MeasureName, MeasureSums } from './measures.ts';

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
  ids: readonly IndicatorId[] = [...INDICATORS.keys()],
): Record<IndicatorId, Figure> {
  const figures: Record<IndicatorId, Figure> = {};
  for (const id of ids) {
    const indicator = INDICATORS.get(id);
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
  const lacking = lackingReference(indicator, measures);
  if (lacking) return unknown(lacking);

  const figure = {
    numerator: numerator.evaluate(measures),
    denominator: denominator?.evaluate(measures) ?? null,
    coverage: finiteOrNull(coverage?.evaluate(measures)),
  };
  const reason = whyWithheld(indicator, measures, figure);
  if (reason) return { value: null, ...figure, reason };
  const value = finiteOrNull(figure.denominator === null ? figure.numerator : figure.numerator / figure.denominator);
  return value === null ? unknown('结果不是有限的数') : { value, ...figure, reason: null };
}

const unknown = (reason: string): Figure => ({
  value: null,
  numerator: null,
  denominator: null,
  coverage: null,
  reason,
});

const finiteOrNull = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);

function missingMeasure({ formulas }: Indicator, measures: MeasureSums): MeasureName | undefined {
  const used = [formulas.numerator, formulas.denominator, formulas.coverage].flatMap((f) => f?.measures ?? []);
  return used.find((name) => !Number.isFinite(measures[name]));
}

const REFERENCES: Record<IndicatorNeed, { cases: MeasureName; reason: string }> = {
  weights: { cases: 'weightTableCases', reason: '没有该期间的权重表,且没有更早月份的数据可供测算' },
  benchmark: { cases: 'benchmarkTableCases', reason: '没有该期间的标杆,且没有更早月份的数据可供测算' },
  mortality: { cases: 'tierTableCases', reason: '没有死亡风险分级表' },
};

/** 有入组病例而所在月份都没有参照表时的原因;没有入组病例时不在这里说。 */
function lackingReference({ needs = [] }: Indicator, measures: MeasureSums): string | null {
  if (measures.grouped === 0) return null;
  const lacking = needs.find((need) => !(measures[REFERENCES[need].cases] > 0));
  return lacking ? REFERENCES[lacking].reason : null;
}

function whyWithheld(
  { formulas, minCoverage, needs = [] }: Indicator,
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
