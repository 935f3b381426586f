import type { Indicator, IndicatorId } from './indicator-registry.ts';

export type Registry = ReadonlyMap<IndicatorId, Indicator>;
/** 医院的选择:概念 → 采用的指标。 */
export type AdoptionChoices = ReadonlyMap<string, IndicatorId>;

/**
 * 同名的几种算法里采用医院选的一种,得到每个概念恰有一种被采用的登记表。
 * 没有选择、或选的那种当日不在登记表里(未核准、已停用、属于别的概念)时,用内置采用的;概念是医院自己的,用登记在先的。
 * 一种也没有变时返回原表。规则见 docs/decisions/0009-adopted-formula.md。
 */
export function withAdoptions(registry: Registry, choices: AdoptionChoices): Registry {
  const adopted = new Set([...byConcept(registry)].map(([concept, rivals]) => chosen(rivals, choices.get(concept)).id));
  const changed = [...registry.values()].filter(
    (indicator) => (indicator.adopted ?? false) !== adopted.has(indicator.id),
  );
  if (changed.length === 0) return registry;
  const next = changed.map((one) => [one.id, Object.freeze({ ...one, adopted: adopted.has(one.id) })] as const);
  return new Map([...registry, ...next]);
}

const chosen = (rivals: readonly Indicator[], choice: IndicatorId | undefined): Indicator =>
  rivals.find(({ id }) => id === choice) ?? rivals.find(({ adopted }) => adopted) ?? rivals[0]!;

/** 各概念的几种算法,按登记的次序;没有同名算法的指标不在内。 */
export function byConcept(registry: Registry): ReadonlyMap<string, readonly Indicator[]> {
  const found = new Map<string, Indicator[]>();
  for (const indicator of registry.values()) {
    if (indicator.concept === undefined) continue;
    found.set(indicator.concept, [...(found.get(indicator.concept) ?? []), indicator]);
  }
  return found;
}

/** 与 `id` 同名的几种算法,按登记的次序;没有概念的只有它自己,没有登记的抛出 RangeError。 */
export function rivalsOf(registry: Registry, id: IndicatorId): readonly Indicator[] {
  const indicator = registry.get(id);
  if (!indicator) throw new RangeError(`没有登记的指标:${id}`);
  return indicator.concept === undefined ? [indicator] : byConcept(registry).get(indicator.concept)!;
}

/** 与 `id` 同名的几种算法里采用的那一种的编号;没有概念、没有登记的就是 `id` 自己。 */
export function adoptedIn(registry: Registry, id: IndicatorId): IndicatorId {
  const concept = registry.get(id)?.concept;
  if (concept === undefined) return id;
  for (const rival of registry.values()) if (rival.concept === concept && rival.adopted) return rival.id;
  return id;
}
