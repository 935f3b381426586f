import {
  evaluateIndicators,
  type Figure,
  type Indicator,
  type IndicatorId,
} from '../../analytics/performance/indicator.ts';
import { measuresUsedBy } from '../../analytics/performance/indicator-registry.ts';
import { isNovelty, isQuality, type MeasureName, type MeasureSums } from '../../analytics/performance/measures.ts';
import { addDays, monthPeriod, type Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { departmentSuccession } from '../stores/department-history.store.ts';
import { isBefore } from '../stores/grouping-run.store.ts';
import { registryOn } from '../stores/indicator-definition.store.ts';
import { ensureMonthWeights } from '../stores/month-weight.store.ts';
import { ensureQualityMonths } from '../stores/quality-month.store.ts';
import { ensureUnitMonths } from '../stores/unit-month.store.ts';
import { runsOfHospital, runsWithin, type SchemeInfo, type SchemeUse, schemeOfRuns, usesOf } from './current-run.ts';
import { noveltyFrom } from './novelty.ts';
import type { FigureBy, Grain, UnitFilter } from './unit-levels.ts';
import { nameUnits } from './unit-names.ts';
import { sourceOf, type UnitQuery } from './unit-source.ts';
import { unitSums } from './unit-sums.ts';
import { type WeightsNote, weightsNote } from './weights-note.ts';

export type { SchemeInfo, SchemeUse } from './current-run.ts';
export type { FigureBy, Grain, UnitFilter } from './unit-levels.ts';
export type { WeightsNote } from './weights-note.ts';

export interface FigureQuery extends UnitFilter {
  readonly hospitalId: string;
  readonly period: Period;
  readonly by: FigureBy;
  /** 每个单位再按时间分开。 */
  readonly grain?: Grain | undefined;
  /** 变动过的科室:按出院时的科室(then,默认),或归到现在的科室(now)。 */
  readonly as?: 'then' | 'now' | undefined;
  /** 只求这些指标;默认全部(新增DRG组数一类要与此前比的须点名)。没有登记的抛出 RangeError。 */
  readonly indicators?: readonly IndicatorId[] | undefined;
}

/** 一个单位的各项数;team 与 physician 的上级是科室,drg 的上级是 MDC。 */
export interface FigureUnit {
  readonly code: string;
  readonly name: string;
  readonly parentCode?: string;
  readonly parentName?: string;
  readonly slot?: string;
  readonly measures: MeasureSums;
  readonly figures: Record<IndicatorId, Figure>;
}

export interface FigureSet {
  readonly period: Period;
  readonly by: FigureBy;
  readonly scheme: SchemeInfo;
  /** 期间内用到的各方案与各自的日子;只有一个时与 `scheme` 相同。 */
  readonly schemes: readonly SchemeUse[];
  readonly weights: WeightsNote;
  /** 因 E 级缺陷未计入任何指标的记录数。 */
  readonly excludedRecords: number;
  readonly units: FigureUnit[];
  /** 求出这些数的登记表:内置的,加医院自己已核准的。 */
  readonly registry: ReadonlyMap<IndicatorId, Indicator>;
}

/** 还没有分组时的方案。 */
export const NOT_GROUPED_YET: SchemeInfo = { id: '', version: '', name: '尚未分组', forReference: true };

/**
 * 某期间按某一层次的各项指标,屏幕、接口与报表共用。先确保所涉月份的权重与看板汇总已定。
 * 各单位可相加的度量之和等于全院;没有有效病例的单位不列出(hospital 总有一行),其剔除记录计入 excludedRecords。
 */
export async function figures(db: Db, query: FigureQuery): Promise<FigureSet> {
  const { hospitalId, period, by, indicators } = query;
  const lastDay = addDays(period.before, -1);
  const registry = await registryOn(db, hospitalId, lastDay);
  const { sums, runs, months } = await settledSums(db, query, measuresOf(registry, indicators));
  const listed = sums.filter((unit) => by === 'hospital' || unit.measures.discharges > 0);
  const schemeKeys = runs.map((run) => run.schemeKey);
  const day = query.as === 'now' ? undefined : lastDay;
  const named = await nameUnits(db, { hospitalId, by, schemeKeys, day }, listed);
  return {
    period,
    by,
    scheme: schemeOfRuns(runs) ?? NOT_GROUPED_YET,
    schemes: usesOf(runs),
    weights: await weightsNote(db, hospitalId, runs, months),
    excludedRecords: sums.reduce((total, unit) => total + unit.measures.excluded, 0),
    units: named.map((unit) => ({
      ...unit,
      figures: evaluateIndicators(unit.measures, indicators ?? usualIn(registry), registry),
    })),
    registry,
  };
}

/** 定下期间各月的权重与看板汇总,求度量之和;并给出所用的运行与有数据的月份。 */
export async function settledSums(db: Db, query: FigureQuery, measures?: readonly MeasureName[]) {
  const { hospitalId, period } = query;
  const months = await monthsIn(db, hospitalId, period);
  const runs = await runsWithData(db, hospitalId, period, months);
  await ensureMonthWeights(db, hospitalId, months);
  const settled = { ...(await unitQueryOf(db, query)), measures };
  if (sourceOf(settled) === 'unit_month') {
    const compares = measures?.some(isNovelty) ?? false;
    const needed = compares ? await monthsIn(db, hospitalId, { ...period, from: noveltyFrom(period.from) }) : months;
    await ensureUnitMonths(db, hospitalId, needed);
  } else if (!measures || measures.some(isQuality)) await ensureQualityMonths(db, hospitalId, months);
  return { sums: await unitSums(db, settled), runs, months };
}

/** 把「按现在的科室」换成科室的去向。 */
export async function unitQueryOf(db: Db, { as, ...query }: FigureQuery): Promise<UnitQuery> {
  return as === 'now' ? { ...query, succession: await departmentSuccession(db, query.hospitalId) } : query;
}

/** 求这些指标要的度量;求全部指标时是全部度量(报表也直接用度量)。 */
function measuresOf(registry: ReadonlyMap<IndicatorId, Indicator>, ids: readonly IndicatorId[] | undefined) {
  return ids && [...new Set(ids.flatMap((id) => measuresUsedBy(registry.get(id) ?? unregistered(id))))];
}

/** 没有点名时求的指标:要与此前逐组比的不在内。 */
const usualIn = (registry: ReadonlyMap<IndicatorId, Indicator>) =>
  [...registry.values()].filter(({ measures }) => !measures.some(isNovelty)).map(({ id }) => id);

function unregistered(id: IndicatorId): never {
  throw new RangeError(`没有登记的指标:${id}`);
}

/** 期间内有数据的日子所在的各运行;期间没有数据时是最近施行的那个。 */
async function runsWithData(db: Db, hospitalId: string, period: Period, months: readonly string[]) {
  const runs = await runsOfHospital(db, hospitalId);
  const used = runs.filter((run) =>
    months.some((month) => runsWithin([run], clip(monthPeriod(month), period)).length > 0),
  );
  return used.length > 0 ? used : runs.slice(-1);
}

const clip = (month: Period, period: Period) => ({
  from: isBefore(month.from, period.from) ? period.from : month.from,
  before: isBefore(month.before, period.before) ? month.before : period.before,
});

/** 期间触及的、有数据的月份。 */
async function monthsIn(db: Db, hospitalId: string, period: Period): Promise<string[]> {
  const rows = await db
    .selectFrom('hospital_month')
    .select('month')
    .where('hospital_id', '=', hospitalId)
    .where('month', '>=', `${period.from.slice(0, 7)}-01`)
    .where('month', '<', period.before)
    .orderBy('month')
    .execute();
  return rows.map((row) => row.month.slice(0, 7));
}
