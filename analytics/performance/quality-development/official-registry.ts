import { compileFormula, FormulaError } from '../formula.ts';
import { INDICATORS, IndicatorInvalid } from '../indicator-registry.ts';
import type {
  ComponentName,
  OfficialDefinition,
  OfficialIndicator,
  OfficialList,
  OfficialListId,
  YearlyItem,
} from './definition.ts';
import general from './general.json' with { type: 'json' };
import definitions from './indicators.json' with { type: 'json' };
import national from './national-list.json' with { type: 'json' };
import { RECORD_COMPONENTS } from './record-measures.ts';
import tcm from './tcm.json' with { type: 'json' };
import yearly from './yearly-items.json' with { type: 'json' };

/** 年度填报项目,按登记的次序。 */
export const YEARLY_ITEMS: ReadonlyMap<ComponentName, YearlyItem> = new Map(
  (yearly.items as YearlyItem[]).map((item) => [item.id, item]),
);

export const COMPONENT_LABELS: Readonly<Record<ComponentName, string>> = {
  ...RECORD_COMPONENTS,
  ...Object.fromEntries([...YEARLY_ITEMS.values()].map(({ id, name }) => [id, name])),
};

/** 编译并核对一组定义;编号重复、引用了没有登记的指标或度量、没有写明怎么算的,抛出 {@link IndicatorInvalid}。 */
export function loadOfficialIndicators(given: readonly OfficialDefinition[]): ReadonlyMap<string, OfficialIndicator> {
  const ids = new Set(given.map(({ id }) => id));
  const registry = new Map<string, OfficialIndicator>();
  for (const definition of given) {
    const { id } = definition;
    if (registry.has(id)) throw new IndicatorInvalid(id, '编号重复');
    // 填报时指标与年度项目共用一列编码。
    if (YEARLY_ITEMS.has(id)) throw new IndicatorInvalid(id, '与年度填报项目同名');
    // 一个编号只指一个指标:打开一个数时只看编号。
    if (INDICATORS.has(id)) throw new IndicatorInvalid(id, '与指标登记表的指标同名');
    checkDefinition(definition, ids);
    const complete = withRegistryTerms(definition);
    registry.set(id, Object.freeze({ ...complete, formulas: compile(complete) }));
  }
  return registry;
}

/** 登记表已有的指标:分子、分母与排除条件取登记的,不另写一遍。 */
function withRegistryTerms(definition: OfficialDefinition): OfficialDefinition {
  const registered = definition.registry === undefined ? undefined : INDICATORS.get(definition.registry);
  if (!registered) return definition;
  const { numerator, denominator, excludes } = registered;
  return { ...definition, numerator, denominator, excludes: definition.excludes ?? excludes };
}

function checkDefinition(definition: OfficialDefinition, ids: ReadonlySet<string>): void {
  const { id, registry, composite = [], contrast = [] } = definition;
  const ways = (['registry', 'numerator', 'composite', 'specialty', 'qualitative'] as const).filter(
    (way) => definition[way] !== undefined,
  );
  if (ways.length > 1) throw new IndicatorInvalid(id, `写了不止一种算法:${ways.join('、')}`);
  if (registry !== undefined && !INDICATORS.has(registry)) throw new IndicatorInvalid(id, `登记表里没有 ${registry}`);
  const strange = contrast.find((name) => !Object.hasOwn(COMPONENT_LABELS, name));
  if (strange !== undefined) throw new IndicatorInvalid(id, `对照的「${strange}」没有登记`);
  for (const item of composite) {
    if (!ids.has(item.indicator)) throw new IndicatorInvalid(id, `综合指数引用了没有定义的 ${item.indicator}`);
    if (item.worst === item.best) throw new IndicatorInvalid(id, `${item.indicator} 的最差值与最好值相同`);
  }
}

function compile({ id, numerator, denominator }: OfficialDefinition): OfficialIndicator['formulas'] {
  if (numerator === undefined) return null;
  try {
    return {
      numerator: compileFormula(numerator, COMPONENT_LABELS),
      denominator: denominator ? compileFormula(denominator, COMPONENT_LABELS) : null,
    };
  } catch (error) {
    if (error instanceof FormulaError) throw new IndicatorInvalid(id, error.message);
    throw error;
  }
}

/** 医院级指标,按登记的次序。 */
export const OFFICIAL_INDICATORS = loadOfficialIndicators(definitions as unknown as OfficialDefinition[]);

export const OFFICIAL_LISTS: Readonly<Record<OfficialListId, OfficialList>> = {
  general: general as OfficialList,
  tcm: tcm as OfficialList,
  national: national as OfficialList,
};
export const OFFICIAL_LIST_IDS = Object.keys(OFFICIAL_LISTS) as OfficialListId[];

export function officialIndicator(id: string): OfficialIndicator {
  const indicator = OFFICIAL_INDICATORS.get(id);
  if (!indicator) throw new RangeError(`没有登记的医院级指标:${id}`);
  return indicator;
}

/** 清单里全部指标,次序同清单,附加的在后,不重复。 */
export function indicatorsOfList(list: OfficialList): OfficialIndicator[] {
  const ids = [...list.items.flatMap(({ indicators }) => indicators), ...list.extras];
  return [...new Set(ids)].map(officialIndicator);
}

/** 一个指标的公式用到的各项。 */
export function componentsOf({ formulas }: OfficialIndicator): ComponentName[] {
  if (!formulas) return [];
  return [...new Set([...formulas.numerator.measures, ...(formulas.denominator?.measures ?? [])])];
}

/** 一个指标用到的年度填报项目;定性与只能填报的指标就是它自己。 */
export function yearlyItemsOf(indicator: OfficialIndicator): YearlyItem[] {
  return componentsOf(indicator).flatMap((name) => YEARLY_ITEMS.get(name) ?? []);
}
