import { sql } from 'kysely';
import { growth } from '../../analytics/performance/comparison.ts';
import {
  evaluateIndicator,
  type Figure,
  type Indicator,
  type IndicatorId,
} from '../../analytics/performance/indicator.ts';
import { measuresUsedBy } from '../../analytics/performance/indicator-registry.ts';
import { MEASURE_LABELS, type MeasureName, type MeasureSums } from '../../analytics/performance/measures.ts';
import { writtenNumber } from '../../analytics/performance/written-number.ts';
import { addDays, monthsTouched, type Period } from '../../analytics/period.ts';
import { compared, previousPeriod, samePeriodLastYear, yearToDateOf } from '../../analytics/period-comparison.ts';
import type { Db } from '../database.ts';
import type { CodeListUse } from '../stores/code-list.store.ts';
import { registryOn } from '../stores/indicator-definition.store.ts';
import { codeListsUsed } from './code-lists-used.ts';
import {
  type CaseRole,
  type ContributingCase,
  casesOfFigure,
  measuresIn,
  type RoleCount,
  roleCounts,
} from './figure-cases.read-model.ts';
import { type FigureSet, figures, settledSums, unitQueryOf } from './figures.read-model.ts';
import type { UnitFilter } from './unit-levels.ts';

export interface FigureDetailQuery extends UnitFilter {
  readonly hospitalId: string;
  readonly period: Period;
  readonly indicator: IndicatorId;
  readonly as?: 'then' | 'now' | undefined;
  readonly show?: CaseRole | 'numerator' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** 与基期的比较;基期没有数值时 `value` 为 null。 */
export interface Comparison {
  readonly base: Period;
  readonly value: number | null;
  readonly reason: string | null;
  /** 本期 ÷ 基期 − 1。 */
  readonly growth: number | null;
  /** 本期 − 基期;比例看这个。 */
  readonly difference: number | null;
  /** 本期还没过完,两期按同样的天数比;这时本期的数是这一个。 */
  readonly partial: { readonly current: Period; readonly value: number | null } | null;
}

/** 同一概念的另一种算法。 */
export interface Variant {
  readonly indicator: Indicator;
  readonly figure: Figure;
  /** 与采用的算法之差;任一没有数值时为 null。 */
  readonly gap: number | null;
}

export interface FigureDetail extends Pick<FigureSet, 'period' | 'scheme' | 'schemes' | 'weights'> {
  readonly indicator: Indicator;
  readonly figure: Figure;
  /** 公式的中文写法,与代入了数的写法。 */
  readonly formula: { readonly text: string; readonly withNumbers: string };
  readonly measures: readonly { name: MeasureName; label: string; value: number }[];
  readonly roles: readonly RoleCount[];
  readonly previous: Comparison | null;
  readonly lastYear: Comparison | null;
  readonly yearToDate: { readonly period: Period; readonly figure: Figure };
  readonly variants: readonly Variant[];
  readonly cases: { readonly items: readonly ContributingCase[]; readonly total: number };
  /** 判定用到的编码清单。 */
  readonly codeLists: readonly CodeListUse[];
}

/** 打开一个数:怎么算出来的、与从前比怎样、由哪些病例而来。没有登记的指标为 undefined。 */
export async function figureDetail(db: Db, query: FigureDetailQuery): Promise<FigureDetail | undefined> {
  const { indicator: id, show, page, pageSize, ...filter } = query;
  const unit = { ...filter, by: 'hospital' as const };
  const registry = await registryOn(db, unit.hospitalId, addDays(unit.period.before, -1));
  const indicator = registry.get(id);
  if (!indicator) return undefined;
  const rivals = [...registry.values()].filter(({ concept }) => concept !== undefined && concept === indicator.concept);
  const set = await figures(db, { ...unit, indicators: [id, ...rivals.map((rival) => rival.id)] });
  const { measures: sums, figures: found } = set.units[0]!;
  const figure = found[id]!;
  const at = async (period: Period) => {
    const earlier = await settledSums(db, { ...unit, period }, measuresUsedBy(indicator));
    return evaluateIndicator(indicator, earlier.sums[0]!.measures);
  };
  const compare = comparer(unit.period, figure, await dataBefore(db, unit.hospitalId), at);
  const yearPeriod = yearToDateOf(unit.period);
  const cases = { unit: await unitQueryOf(db, unit), indicator, show, page, pageSize };
  return {
    period: set.period,
    scheme: set.scheme,
    schemes: set.schemes,
    weights: set.weights,
    indicator,
    figure,
    formula: writtenFormula(indicator, figure, sums),
    measures: measuresIn(indicator).map((name) => ({ name, label: MEASURE_LABELS[name], value: sums[name] })),
    roles: await roleCounts(db, cases),
    previous: await compare(previousPeriod(unit.period)),
    lastYear: await compare(samePeriodLastYear(unit.period)),
    yearToDate: { period: yearPeriod, figure: await at(yearPeriod) },
    variants: variantsOf(rivals, found),
    cases: await casesOfFigure(db, cases),
    codeLists: await codeListsUsed(db, indicator.measures, monthsTouched(unit.period)),
  };
}

/** 与一个基期比;数据还没到期末的,两期取同样的天数。 */
function comparer(period: Period, figure: Figure, before: string, evaluate: (period: Period) => Promise<Figure>) {
  return async (base: Period | null): Promise<Comparison | null> => {
    const pair = compared(period, base, before);
    if (!pair) return null;
    const current = pair.partial ? await evaluate(pair.current) : figure;
    const { value, reason } = await evaluate(pair.base);
    return {
      base: pair.base,
      value,
      reason,
      growth: growth(current.value, value),
      difference: current.value === null || value === null ? null : current.value - value,
      partial: pair.partial ? { current: pair.current, value: current.value } : null,
    };
  };
}

/** 数据到哪一天为止(不含);没有数据时是最早。 */
export async function dataBefore(db: Db, hospitalId: string): Promise<string> {
  const row = await db
    .selectFrom('discharge_case')
    .select(sql<string | null>`max(discharged_on)`.as('last'))
    .where('hospital_id', '=', hospitalId)
    .where('is_current', '=', true)
    .executeTakeFirstOrThrow();
  return row.last ? addDays(row.last, 1) : '0001-01-01';
}

/** 同一概念的各种算法,与采用的一种之差。 */
export function variantsOf(rivals: readonly Indicator[], found: Readonly<Record<IndicatorId, Figure>>): Variant[] {
  const adopted = rivals.find((rival) => rival.adopted);
  const base = adopted ? found[adopted.id]!.value : null;
  return rivals.map((indicator) => {
    const figure = found[indicator.id]!;
    return { indicator, figure, gap: figure.value === null || base === null ? null : figure.value - base };
  });
}

function writtenFormula({ formulas }: Indicator, { value }: Figure, sums: MeasureSums) {
  const { numerator, denominator } = formulas;
  const wrap = (text: string) => (denominator && /[+−]/.test(text) ? `(${text})` : text);
  const write = (write: (formula: typeof numerator) => string) =>
    denominator ? `${wrap(write(numerator))} ÷ ${wrap(write(denominator))}` : write(numerator);
  const numbers = write((formula) => formula.withNumbers((name) => writtenNumber(sums[name])));
  return {
    text: write((formula) => formula.text),
    withNumbers: value === null ? numbers : `${numbers} = ${writtenNumber(value)}`,
  };
}
