import type { Figure } from '../../../analytics/performance/indicator.ts';
import { type MeasureName, type MeasureSums, measureNeed } from '../../../analytics/performance/measures.ts';
import { lackingNeed } from '../../../analytics/performance/needs.ts';
import type { CodeListKind } from '../../../analytics/performance/quality-development/code-list-kinds.ts';
import { diseaseCoverage } from '../../../analytics/performance/quality-development/disease-coverage.ts';
import type { ComponentValue, YearFacts } from '../../../analytics/performance/quality-development/evaluate.ts';
import {
  OFFICIAL_INDICATORS,
  YEARLY_ITEMS,
} from '../../../analytics/performance/quality-development/official-registry.ts';
import {
  type DiseaseMeasure,
  RECORD_COMPONENTS,
} from '../../../analytics/performance/quality-development/record-measures.ts';
import type { DiseaseYear } from '../../../analytics/performance/quality-development/specialty-index.ts';
import { addMonths, type Period, requirePeriod } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { type CodeListUse, codeListUses, listsOfMonth } from '../../stores/code-list.store.ts';
import { currentTargets, type Target } from '../../stores/indicator-target.store.ts';
import { ensureQualityMonths } from '../../stores/quality-month.store.ts';
import { currentFigures, type StoredFigure } from '../../stores/yearly-figure.store.ts';
import { type FigureSet, figures } from '../figures.read-model.ts';
import { monthsWithData } from '../months.read-model.ts';
import { diseaseYears } from './disease-years.read-model.ts';

/** 一家医院一年的全部已知:由病例算的、填报的、目标与所用的清单。 */
export interface OfficialYear {
  readonly year: number;
  /** 有数据的整月,从首月到末月;没有数据时为 null。 */
  readonly period: Period | null;
  readonly facts: YearFacts;
  readonly entries: ReadonlyMap<string, StoredFigure>;
  readonly targets: ReadonlyMap<string, Target>;
  readonly lists: Partial<Record<CodeListKind, CodeListUse>>;
  readonly set: FigureSet | null;
}

/**
 * 取一年的已知。`months` 只取这些月份(`01`–`12`)的病例:本年还没有过完时,上年也只取同样的月份,比较才公平。
 */
export async function officialYear(
  db: Db,
  hospitalId: string,
  year: number,
  months?: { readonly first: string; readonly last: string },
): Promise<OfficialYear> {
  const period = await periodOf(db, hospitalId, year, months);
  const [entries, targets] = [await currentFigures(db, hospitalId, year), await currentTargets(db, hospitalId, year)];
  const records = period ? await recordsOf(db, hospitalId, period) : NO_RECORDS;
  const components = new Map([...records.components, ...filledComponents(entries)]);
  return {
    year,
    period,
    facts: {
      complete: period?.label === String(year) && records.months === MONTHS,
      components,
      registry: records.registry,
      filled: filledIndicators(entries),
      diseases: records.diseases,
      bounds: boundsOf(targets),
    },
    entries,
    targets,
    lists: records.lists,
    set: records.set,
  };
}

async function periodOf(
  db: Db,
  hospitalId: string,
  year: number,
  months?: { readonly first: string; readonly last: string },
): Promise<Period | null> {
  const all = await monthsWithData(db, hospitalId);
  const own = all
    .map(({ month }) => month)
    .filter((month) => Number(month.slice(0, 4)) === year)
    .filter((month) => !months || (month.slice(5) >= months.first && month.slice(5) <= months.last));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return null;
  if (first.endsWith('-01') && last.endsWith('-12')) return requirePeriod(String(year));
  const before = requirePeriod(last).before;
  return { from: `${first}-01`, before, label: `${first}-01/${before}` };
}

const MONTHS = 12;

interface Records {
  readonly months: number;
  readonly components: ReadonlyMap<string, ComponentValue>;
  readonly registry: Readonly<Record<string, Figure>>;
  readonly diseases: readonly DiseaseYear[];
  readonly lists: OfficialYear['lists'];
  readonly set: FigureSet | null;
}

const NO_RECORDS: Records = {
  months: 0,
  components: new Map(
    Object.keys(RECORD_COMPONENTS).map((name) => [
      name,
      { value: null, origin: 'records', reason: '该年没有出院数据' },
    ]),
  ),
  registry: {},
  diseases: [],
  lists: {},
  set: null,
};

async function recordsOf(db: Db, hospitalId: string, period: Period): Promise<Records> {
  const set = await figures(db, { hospitalId, period, by: 'hospital' });
  const unit = set.units[0]!;
  // 撤回后一例也不剩的月份也要重算,否则旧的汇总还在。
  await ensureQualityMonths(db, hospitalId, monthsOf(period));
  const months = (await monthsWithData(db, hospitalId)).filter(({ month }) => monthsOf(period).includes(month));
  const lists = listsOfMonth(await codeListUses(db), lastMonth(period));
  const of = async (kind: CodeListKind) => {
    const list = lists[kind];
    return list ? await diseaseYears(db, { hospitalId, period }, list) : [];
  };
  const diseases = await of('monitored-disease');
  const byList = diseaseMeasures(diseases, await of('tcm-advantage'));
  return {
    months: months.length,
    components: new Map([
      ...measureComponents(unit.measures),
      ...byList,
      ['daysInYear', known(daysOf(period))] as const,
    ]),
    registry: unit.figures,
    diseases,
    lists,
    set,
  };
}

/** 期间里的各月。 */
function monthsOf({ from, before }: Period): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); `${month}-01` < before; month = addMonths(month, 1)) months.push(month);
  return months;
}

const known = (value: number): ComponentValue => ({ value, origin: 'records', reason: null });
const lastMonth = ({ before }: Period) =>
  new Date(Date.parse(`${before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);
const daysOf = ({ from, before }: Period) =>
  (Date.parse(`${before}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** 各病例度量;没有参照数据、首页没有那一项的没有数。 */
const measureComponents = (measures: MeasureSums) =>
  (Object.keys(measures) as MeasureName[]).map((name): [string, ComponentValue] => {
    const need = measureNeed(name);
    const reason = need === null ? null : lackingNeed([need], measures);
    return [name, reason === null ? known(measures[name]) : { value: null, origin: 'records', reason }];
  });

function diseaseMeasures(
  monitored: readonly DiseaseYear[],
  advantage: readonly DiseaseYear[],
): [DiseaseMeasure, ComponentValue][] {
  const [own, tcm] = [diseaseCoverage(monitored), diseaseCoverage(advantage)];
  return [
    ['monitoredListed', known(own.listed)],
    ['monitoredCovered', known(own.covered)],
    ['advantageListed', known(tcm.listed)],
    ['advantageCovered', known(tcm.covered)],
  ];
}

const filledComponents = (entries: OfficialYear['entries']): [string, ComponentValue][] =>
  [...YEARLY_ITEMS.keys()].map((item) => {
    const value = entries.get(item)?.value ?? null;
    const reason = value === null ? `没有填报「${YEARLY_ITEMS.get(item)!.name}」` : null;
    return [item, { value: value === null ? null : Number(value), origin: 'filled', reason }];
  });

const filledIndicators = (entries: OfficialYear['entries']) =>
  new Map(
    [...OFFICIAL_INDICATORS.keys()].flatMap((id) => {
      const value = entries.get(id)?.value ?? null;
      return value === null ? [] : [[id, Number(value)] as const];
    }),
  );

const boundsOf = (targets: ReadonlyMap<string, Target>) =>
  new Map(
    [...targets].flatMap(([id, { worst, best }]) =>
      worst === null || best === null || worst === best ? [] : [[id, { worst, best }] as const],
    ),
  );
