import { growth } from '../../../analytics/performance/comparison.ts';
import type {
  ListItem,
  OfficialIndicator,
  OfficialList,
  OfficialListId,
} from '../../../analytics/performance/quality-development/definition.ts';
import {
  type ComponentValue,
  evaluateOfficial,
  type OfficialFigure,
  type YearFacts,
} from '../../../analytics/performance/quality-development/evaluate.ts';
import {
  COMPONENT_LABELS,
  componentsOf,
  OFFICIAL_LISTS,
  officialIndicator,
  YEARLY_ITEMS,
} from '../../../analytics/performance/quality-development/official-registry.ts';
import type { Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import type { Target } from '../../stores/indicator-target.store.ts';
import type { StoredFigure } from '../../stores/yearly-figure.store.ts';
import { type OfficialYear, officialYear } from './official-year.read-model.ts';

/** 组成指标的一项数,与填报它的那一版。 */
export interface ComponentRow extends ComponentValue {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly entry: StoredFigure | null;
}

/** 清单里的一个指标一年的全部:今年、上年、目标、构成、填报。 */
export interface OfficialRow {
  /** 所属的清单项;附加的指标为 null。 */
  readonly item: ListItem | null;
  readonly indicator: OfficialIndicator;
  /** 清单里的名称;与指标的名称不同时括号里是指标。 */
  readonly name: string;
  readonly figure: OfficialFigure;
  readonly lastYear: OfficialFigure;
  /** 与上年相比:比例为差(百分点 ÷ 100),其余为相对变化。 */
  readonly change: number | null;
  readonly target: Target | null;
  /** 达到目标;没有目标、没有数或只监测的为 null。 */
  readonly reached: boolean | null;
  readonly components: readonly ComponentRow[];
  /** 直接填在这个指标上的(定性的文字、指标值)。 */
  readonly entry: StoredFigure | null;
  readonly dataSource: string;
  readonly responsible: string;
}

export interface OfficialTable {
  readonly list: OfficialList;
  readonly year: OfficialYear;
  readonly before: OfficialYear;
  readonly rows: readonly OfficialRow[];
}

/** 求一年的数要用的三年:今年、上年(同样的月份),与上年的增幅要的再上一年。 */
export interface OfficialYears {
  readonly year: OfficialYear;
  readonly before: OfficialYear;
  readonly earlier: YearFacts;
}

/** 一家医院一年与作比较的两年。本年没有过完时,以前的病例也只取同样的月份。 */
export async function officialYears(db: Db, hospitalId: string, year: number): Promise<OfficialYears> {
  const own = await officialYear(db, hospitalId, year);
  const before = await yearBefore(db, hospitalId, own, year - 1);
  const earlier = await yearBefore(db, hospitalId, own, year - 2);
  return { year: own, before, earlier: earlier.facts };
}

/** 一张清单一年的表。 */
export async function officialTable(
  db: Db,
  hospitalId: string,
  listId: OfficialListId,
  year: number,
): Promise<OfficialTable> {
  const years = await officialYears(db, hospitalId, year);
  return { list: OFFICIAL_LISTS[listId], rows: tableRows(OFFICIAL_LISTS[listId], years), ...years };
}

/** 作比较的以前一年:本年没有过完时只取同样的月份。 */
export const yearBefore = (db: Db, hospitalId: string, { period }: OfficialYear, year: number) =>
  officialYear(db, hospitalId, year, period ? monthsOf(period) : undefined);

const monthsOf = ({ from, before }: { from: string; before: string }) => ({
  first: from.slice(5, 7),
  last: before.endsWith('01-01') ? '12' : String(Number(before.slice(5, 7)) - 1).padStart(2, '0'),
});

/** 由三年的已知列出清单的各行。 */
export function tableRows(list: OfficialList, years: OfficialYears): OfficialRow[] {
  const listed = list.items.flatMap((item) => item.indicators.map((id) => officialRow(id, item, years)));
  return [...listed, ...list.extras.map((id) => officialRow(id, null, years))];
}

/** 一个指标一年的全部;`item` 是它在清单里的项,附加的为 null。 */
export function officialRow(id: string, item: ListItem | null, { year, before, earlier }: OfficialYears): OfficialRow {
  const indicator = officialIndicator(id);
  const figure = evaluateOfficial(indicator, year.facts, before.facts, officialIndicator);
  const lastYear = evaluateOfficial(indicator, before.facts, earlier, officialIndicator);
  const target = year.targets.get(id) ?? null;
  const comparable = sameMonths(year.period, before.period) || !isRecordCount(indicator);
  return {
    item,
    indicator,
    name: nameInList(item, indicator),
    figure,
    lastYear,
    change: comparable ? changeOf(indicator, figure.value, lastYear.value) : null,
    target,
    reached: reachedTarget(indicator, figure.value, target?.target ?? null),
    components: [...componentsOf(indicator), ...(indicator.contrast ?? [])].map((name) => componentRow(name, year)),
    entry: year.entries.get(id) ?? null,
    dataSource: dataSourceOf(indicator, figure),
    responsible: target?.responsible ?? indicator.responsible,
  };
}

function nameInList(item: ListItem | null, { name }: OfficialIndicator): string {
  if (item?.indicators.length !== 1 || item.name === name) return name;
  return `${item.name}（${name}）`;
}

function componentRow(name: string, { facts, entries }: OfficialYear): ComponentRow {
  const component = facts.components.get(name) ?? { value: null, origin: 'records', reason: '该年没有出院数据' };
  const yearly = YEARLY_ITEMS.get(name);
  return {
    ...component,
    name,
    label: COMPONENT_LABELS[name]!,
    unit: yearly?.unit ?? '',
    entry: entries.get(name) ?? null,
  };
}

/** 两年有数据的月份相同(或都没有数据)。 */
function sameMonths(a: Period | null, b: Period | null): boolean {
  if (!a || !b) return a === b;
  const [now, then] = [monthsOf(a), monthsOf(b)];
  return now.first === then.first && now.last === then.last;
}

/** 由病例数出的个数:两年的月份不同就没有可比性,比值则仍可比。 */
const isRecordCount = (indicator: OfficialIndicator) =>
  indicator.formulas?.denominator === null && componentsOf(indicator).some((name) => !YEARLY_ITEMS.has(name));

function changeOf({ format, growth: isGrowth }: OfficialIndicator, now: number | null, then: number | null) {
  if (now === null || then === null) return null;
  return format === 'share' || isGrowth ? now - then : growth(now, then);
}

function reachedTarget({ direction }: OfficialIndicator, value: number | null, target: number | null): boolean | null {
  if (value === null || target === null || direction === 'monitor') return null;
  return direction === 'up' ? value >= target : value <= target;
}

/** 数据来源:病案首页、财务、人事,其余为手工填报。 */
function dataSourceOf(indicator: OfficialIndicator, { basis }: OfficialFigure): string {
  if (indicator.qualitative || basis === 'filled') return '手工填报';
  if (indicator.composite) return '组成指标';
  if (!indicator.formulas) return indicator.registry || indicator.specialty ? '病案首页' : '手工填报';
  const origins = componentsOf(indicator).map((name) => originOf(YEARLY_ITEMS.get(name)?.origin));
  return [...new Set(origins)].join('、');
}

const originOf = (origin: string | undefined) => {
  if (origin === undefined) return '病案首页';
  return origin === '财务' || origin === '人事' ? origin : '手工填报';
};
