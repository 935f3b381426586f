import {
  type BaseFigures,
  type Benchmark,
  type BenchmarkInput,
  benchmarkUnits,
  type ComparedUnit,
  type Known,
  known,
  mergeSpreads,
  unknown,
} from '../../analytics/performance/benchmark.ts';
import {
  evaluateIndicator,
  type Figure,
  type Indicator,
  type IndicatorId,
} from '../../analytics/performance/indicator.ts';
import type { Spread } from '../../analytics/performance/intervals.ts';
import type { MeasureSums } from '../../analytics/performance/measures.ts';
import { addMonths, type Period } from '../../analytics/period.ts';
import { compared, previousPeriod, samePeriodLastYear } from '../../analytics/period-comparison.ts';
import type { Db } from '../database.ts';
import { dataBefore } from './figure-detail.read-model.ts';
import { type FigureSet, type FigureUnit, figures } from './figures.read-model.ts';
import { isMean } from './measure-terms.ts';
import { unitSpreads } from './unit-spread.read-model.ts';

export interface BenchmarkQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly indicator: IndicatorId;
  readonly level: 'hospital' | 'department';
}

export interface BenchmarkSet extends Pick<FigureSet, 'period' | 'scheme' | 'weights'> {
  readonly indicator: Indicator;
  readonly units: readonly Benchmark[];
  /** 全院的数;总量是各科室的平均。全院层次没有可比的均值。 */
  readonly hospitalMean: Known;
}

/** 一个指标在各单位的值,与自己的从前、与同级单位的比较。没有登记的指标抛出 RangeError。 */
export async function benchmarks(db: Db, query: BenchmarkQuery): Promise<BenchmarkSet> {
  const { period, level } = query;
  const set = await figuresOf(db, query, period);
  const indicator = set.registry.get(query.indicator)!;
  const before = await dataBefore(db, query.hospitalId);
  const against = async (base: Period | null): Promise<BaseFigures | null> => {
    const pair = compared(period, base, before);
    if (!pair) return null;
    const now = pair.partial ? await figuresOf(db, query, pair.current) : set;
    const past = await figuresOf(db, query, pair.base);
    return { base: pair.base, partial: pair.partial, now: byCode(now, indicator), past: byCode(past, indicator) };
  };
  const input: BenchmarkInput = {
    indicator,
    period,
    level,
    units: set.units.map((unit) => comparedUnit(unit, indicator)),
    spreads: await spreadsOf(db, query),
    previous: await against(previousPeriod(period)),
    lastYear: await against(samePeriodLastYear(period)),
    history: await historyBefore(db, query, indicator),
  };
  return {
    period: set.period,
    scheme: set.scheme,
    weights: set.weights,
    indicator,
    units: benchmarkUnits(input),
    hospitalMean: level === 'hospital' ? unknown('就是全院的数') : await meanOf(db, query, input),
  };
}

const figuresOf = (db: Db, { hospitalId, indicator, level }: BenchmarkQuery, period: Period) =>
  figures(db, { hospitalId, period, by: level, indicators: [indicator] });

const comparedUnit = ({ code, name, measures, figures: found }: FigureUnit, { id }: Indicator): ComparedUnit => ({
  code,
  name,
  cases: measures.discharges,
  grouped: measures.grouped,
  figure: found[id]!,
});

const byCode = ({ units }: FigureSet, { id }: Indicator): Map<string, Figure> =>
  new Map(units.filter(({ measures }) => measures.discharges > 0).map((unit) => [unit.code, unit.figures[id]!]));

async function spreadsOf(db: Db, { hospitalId, period, indicator, level }: BenchmarkQuery) {
  if (!isMean(indicator)) return null;
  const found = await unitSpreads(db, { hospitalId, period, by: 'department', means: [indicator] });
  const spreads = new Map<string, Spread>([...found].map(([code, unit]) => [code, unit[indicator]]));
  return level === 'department' ? spreads : new Map([[hospitalId, mergeSpreads([...spreads.values()])]]);
}

const HISTORY_MONTHS = 12;

/** 此前 12 个月:度量相加再求值(比值因此按例数加权),与其中有数据的月数。 */
async function historyBefore(db: Db, { hospitalId, period, level }: BenchmarkQuery, indicator: Indicator) {
  const month = period.from.slice(0, 7);
  const [from, before] = [`${addMonths(month, -HISTORY_MONTHS)}-01`, `${month}-01`];
  const past = { from, before, label: `${from}/${before}` };
  const { units } = await figures(db, {
    hospitalId,
    period: past,
    by: level,
    grain: 'month',
    indicators: [indicator.id],
  });
  const months = new Map<string, FigureUnit[]>();
  for (const unit of units) {
    if (unit.measures.discharges > 0) months.set(unit.code, [...(months.get(unit.code) ?? []), unit]);
  }
  return new Map([...months].map(([code, of]) => [code, { figure: pooled(indicator, of), months: of.length }]));
}

function pooled(indicator: Indicator, months: readonly FigureUnit[]): Figure {
  const total: Record<string, number> = {};
  for (const { measures } of months)
    for (const [name, value] of Object.entries(measures)) total[name] = (total[name] ?? 0) + value;
  return evaluateIndicator(indicator, total as MeasureSums);
}

async function meanOf(db: Db, query: BenchmarkQuery, { indicator, units }: BenchmarkInput): Promise<Known> {
  if (indicator.denominator !== null) {
    const hospital = await figuresOf(db, { ...query, level: 'hospital' }, query.period);
    const { value, reason } = hospital.units[0]!.figures[indicator.id]!;
    return value === null ? unknown(reason ?? '没有数值') : known(value);
  }
  const values = units.flatMap(({ figure }) => figure.value ?? []);
  return values.length === 0 ? unknown('没有科室有数值') : known(values.reduce((sum, v) => sum + v, 0) / values.length);
}
