import { growth } from '../comparison.ts';
import type { Figure, IndicatorId } from '../indicator.ts';
import { compositeFigure, type ScoredPart } from './composite-index.ts';
import type { ComponentName, OfficialIndicator } from './definition.ts';
import { COMPONENT_LABELS, componentsOf, YEARLY_ITEMS } from './official-registry.ts';
import { type DiseaseYear, specialtyFigure } from './specialty-index.ts';

/** 一项数与它的来历;没有数时说明原因。 */
export interface ComponentValue {
  readonly value: number | null;
  readonly origin: 'records' | 'filled';
  readonly reason: string | null;
}

/** 一家医院一年的已知:各项数、登记表指标、填报的指标值、各病种。 */
export interface YearFacts {
  /** 一至十二月的病例都有;没有过完的年份,全年累计的填报数不能与病例相除。 */
  readonly complete: boolean;
  readonly components: ReadonlyMap<ComponentName, ComponentValue>;
  /** 指标登记表算出的数(全院)。 */
  readonly registry: Readonly<Record<IndicatorId, Figure>>;
  /** 直接填报的指标值。 */
  readonly filled: ReadonlyMap<IndicatorId, number>;
  readonly diseases: readonly DiseaseYear[];
  /** 医院自定的综合指数界值(地区标杆的 P10、P90),代替定义里的参考值。 */
  readonly bounds: ReadonlyMap<IndicatorId, { worst: number; best: number }>;
}

/** 一个医院级指标的结果:算出的、填报的,与采用的。 */
export interface OfficialFigure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly reason: string | null;
  /** 采用的是算出的还是填报的;没有数时为 null。 */
  readonly basis: 'computed' | 'filled' | null;
  readonly computed: number | null;
  readonly filled: number | null;
  /** 综合指数的构成。 */
  readonly parts: readonly ScoredPart[] | null;
}

type Computed = Pick<OfficialFigure, 'value' | 'numerator' | 'denominator' | 'reason'> & {
  parts?: readonly ScoredPart[];
};
const unknown = (reason: string): Computed => ({ value: null, numerator: null, denominator: null, reason });

/**
 * 求一个指标。`before` 是上一年(增幅与专科能力指数的基准)。
 * 算得出又有填报时按指标的 `prefers` 取其一,另一个照样给出。
 */
export function evaluateOfficial(
  indicator: OfficialIndicator,
  year: YearFacts,
  before: YearFacts,
  resolve: (id: IndicatorId) => OfficialIndicator,
): OfficialFigure {
  const computed = compute(indicator, year, before, resolve);
  const filled = year.filled.get(indicator.id) ?? null;
  const useFilled = filled !== null && (computed.value === null || indicator.prefers === 'filled');
  const shared = { computed: computed.value, filled, parts: computed.parts ?? null };
  if (useFilled)
    return { ...shared, value: filled, numerator: filled, denominator: null, reason: null, basis: 'filled' };
  const { value, numerator, denominator, reason } = computed;
  return { ...shared, value, numerator, denominator, reason, basis: value === null ? null : 'computed' };
}

function compute(
  indicator: OfficialIndicator,
  year: YearFacts,
  before: YearFacts,
  resolve: (id: IndicatorId) => OfficialIndicator,
): Computed {
  if (indicator.qualitative) return unknown('定性指标,见文字说明');
  if (indicator.registry !== undefined) return year.registry[indicator.registry] ?? unknown('该年没有出院数据');
  if (indicator.specialty !== undefined) return specialtyFigure(year.diseases, before.diseases);
  if (indicator.composite) {
    const figureOf = (id: IndicatorId) => evaluateOfficial(resolve(id), year, before, resolve).value;
    const items = indicator.composite.map((item) => ({ ...item, ...year.bounds.get(item.indicator) }));
    return compositeFigure(items, figureOf, indicator.minWeight ?? 0);
  }
  if (!indicator.formulas) return unknown('没有填报');
  return indicator.growth ? growthOf(indicator, year, before) : ratioOf(indicator, year);
}

/** 公式在一年的各项上的值;缺任一项、分母为 0 时没有数。 */
function ratioOf(indicator: OfficialIndicator, { components, complete }: YearFacts): Computed {
  const { numerator, denominator } = indicator.formulas!;
  const names = componentsOf(indicator);
  if (!complete && mixesPeriods(names)) return unknown('填报的是全年数,而病例没有满一年,不能相除');
  const lacking = names.find((name) => (components.get(name)?.value ?? null) === null);
  if (lacking !== undefined) return unknown(components.get(lacking)?.reason ?? `没有「${COMPONENT_LABELS[lacking]}」`);
  const values = Object.fromEntries(names.map((name) => [name, components.get(name)!.value!]));
  const top = numerator.evaluate(values);
  if (!denominator) return { value: top, numerator: top, denominator: null, reason: null };
  const bottom = denominator.evaluate(values);
  if (bottom === 0) return { value: null, numerator: top, denominator: bottom, reason: `${denominator.text}为 0` };
  return { value: top / bottom, numerator: top, denominator: bottom, reason: null };
}

/** 既有病例数出的数,又有全年累计的填报数。 */
function mixesPeriods(names: readonly ComponentName[]): boolean {
  const fromRecords = names.some((name) => !YEARLY_ITEMS.has(name) && name !== 'daysInYear');
  return fromRecords && names.some((name) => YEARLY_ITEMS.has(name) && !YEARLY_ITEMS.get(name)!.stock);
}

/** 增幅:分子、分母是今年与上年的比值。 */
function growthOf(indicator: OfficialIndicator, year: YearFacts, before: YearFacts): Computed {
  const now = ratioOf(indicator, year);
  if (now.value === null) return now;
  const then = ratioOf(indicator, before);
  const value = growth(now.value, then.value);
  const reason = value === null ? `上年:${then.reason ?? '比值为 0'}` : null;
  return { value, numerator: now.value, denominator: then.value, reason };
}
