import type { Period } from '../period.ts';
import { periodKind } from '../period.ts';
import { type Direction, growth, percentile } from './comparison.ts';
import { countsCases, type FigureInterval, noInterval, samplingInterval } from './figure-interval.ts';
import type { Figure, Indicator } from './indicator.ts';
import { type CertainRank, LARGE, NO_SPREAD, rankRanges, type Spread, withCertainty } from './intervals.ts';
import { isRecordNeed } from './measures.ts';

/** 同行少于这么多家不显示:几家的均值几乎就是某一家的数。 */
export const MIN_PEERS = 5;

/** 一个数,或没有它的原因;两者恰有一个。 */
export interface Known {
  readonly value: number | null;
  readonly reason: string | null;
}
export const known = (value: number): Known => ({ value, reason: null });
export const unknown = (reason: string): Known => ({ value: null, reason });

/** 不评级的样本量下限:一个月(及更短)10 例,更长 30 例。 */
export function minimumSample(period: Period): number {
  const kind = periodKind(period);
  return kind === 'day' || kind === 'week' || kind === 'month' ? 10 : 30;
}

/** 参加比较的一个单位。 */
export interface ComparedUnit {
  readonly code: string;
  readonly name: string;
  /** 出院人次。 */
  readonly cases: number;
  readonly grouped: number;
  readonly figure: Figure;
}

/** 与一个基期比所用的数;本期还没过完时 `now` 是截到同样天数的本期。 */
export interface BaseFigures {
  readonly base: Period;
  readonly partial: boolean;
  readonly now: ReadonlyMap<string, Figure>;
  readonly past: ReadonlyMap<string, Figure>;
}

export interface BaseComparison extends Known {
  readonly base: Period | null;
  readonly growth: number | null;
  /** 本期 − 基期;比例看这个。 */
  readonly difference: number | null;
  readonly partial: boolean;
}

/** 一个单位的标杆比较。 */
export interface Benchmark extends ComparedUnit {
  /** 指标的样本量:分母是病例数的取分母,否则取参加计算的病例数。 */
  readonly sample: number;
  /** 不评级的原因;评级的为 null。 */
  readonly unrated: string | null;
  readonly interval: FigureInterval;
  readonly rank: (CertainRank & { readonly of: number }) | null;
  readonly rankReason: string | null;
  readonly percentile: Known;
  readonly previous: BaseComparison;
  readonly lastYear: BaseComparison;
  readonly history: Known & { readonly months: number };
}

export interface BenchmarkInput {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly level: 'hospital' | 'department';
  readonly units: readonly ComparedUnit[];
  /** 「各例之值的平均」的指标各单位逐例的值;其他指标为 null。 */
  readonly spreads: ReadonlyMap<string, Spread> | null;
  /** 没有基期(上年没有这一天、本期还没有数据)时为 null。 */
  readonly previous: BaseFigures | null;
  readonly lastYear: BaseFigures | null;
  readonly history: ReadonlyMap<string, { readonly figure: Figure; readonly months: number }>;
}

/** 各单位与自己的从前、与同级单位的比较。名次只排评级的单位,百分位的同行也只取评级的。 */
export function benchmarkUnits(input: BenchmarkInput): Benchmark[] {
  const { indicator, units } = input;
  const graded = units.map((unit) => {
    const sample = sampleOf(indicator, unit);
    return { ...unit, sample, unrated: whyUnrated(input, unit, sample), interval: intervalOf(input, unit) };
  });
  const rated = graded.filter(({ unrated }) => unrated === null);
  const ranks = ranksOf(indicator, rated);
  return graded.map((unit) => ({
    ...unit,
    ...rankOf(input, unit, ranks),
    percentile: percentileOf(input, unit, rated),
    previous: comparison(input.previous, unit.code, '本期还没有数据,不与上一期比'),
    lastYear: comparison(input.lastYear, unit.code, '上年没有同期,或本期还没有数据'),
    history: historyOf(input, unit.code),
  }));
}

type Graded = ComparedUnit & Pick<Benchmark, 'sample' | 'unrated' | 'interval'>;

function sampleOf({ formulas, needs }: Indicator, { figure, cases, grouped }: ComparedUnit): number {
  if (figure.denominator !== null && countsCases(formulas.denominator)) return figure.denominator;
  return needs.some((need) => !isRecordNeed(need)) ? grouped : cases;
}

function whyUnrated({ period }: BenchmarkInput, { figure }: ComparedUnit, sample: number): string | null {
  if (figure.value === null) return figure.reason ?? '没有数值';
  const least = minimumSample(period);
  return sample < least ? `样本 ${sample} 例,少于 ${least} 例,不评级` : null;
}

function intervalOf({ indicator, spreads }: BenchmarkInput, { code, figure }: ComparedUnit): FigureInterval {
  const spread = spreads && (spreads.get(code) ?? NO_SPREAD);
  return samplingInterval(indicator, figure, spread) ?? noInterval('这个指标不是率,也不是各例之值的平均,没有区间');
}

/** 评不出好坏(只监测)的指标没有方向。 */
const directionOf = ({ direction }: Indicator): Direction | null => (direction === 'monitor' ? null : direction);
const UNDIRECTED = '这个指标只监测,不评高下';
const ALONE = '全院只有一个,没有同级可比';

function ranksOf(indicator: Indicator, rated: readonly Graded[]): ReadonlyMap<string, CertainRank & { of: number }> {
  const direction = directionOf(indicator);
  if (!direction) return new Map();
  const placed = rated.flatMap(({ code, figure, interval }) =>
    interval.reason === null ? [{ key: code, value: figure.value!, interval }] : [],
  );
  const ranges = rankRanges(placed, direction);
  return new Map([...ranges].map(([code, rank]) => [code, { ...withCertainty(rank), of: placed.length }]));
}

function rankOf({ indicator, level }: BenchmarkInput, unit: Graded, ranks: ReturnType<typeof ranksOf>) {
  const none = (rankReason: string) => ({ rank: null, rankReason });
  if (level === 'hospital') return none(ALONE);
  if (unit.unrated !== null) return none(unit.unrated);
  if (directionOf(indicator) === null) return none(UNDIRECTED);
  const rank = ranks.get(unit.code);
  return rank ? { rank, rankReason: null } : none(unit.interval.reason ?? '');
}

/** 在同级的其他评级单位中的百分位。 */
function percentileOf({ indicator, level }: BenchmarkInput, unit: Graded, rated: readonly Graded[]): Known {
  const direction = directionOf(indicator);
  if (level === 'hospital') return unknown(ALONE);
  if (unit.unrated !== null) return unknown(unit.unrated);
  if (!direction) return unknown(UNDIRECTED);
  const peers = rated.filter(({ code }) => code !== unit.code).map(({ figure }) => figure.value!);
  if (peers.length < MIN_PEERS) return unknown(`同级评级的其他科室只有 ${peers.length} 个,少于 ${MIN_PEERS} 个,不显示`);
  return known(percentile(unit.figure.value!, peers, direction)!);
}

function comparison(base: BaseFigures | null, code: string, missing: string): BaseComparison {
  const none = { value: null, growth: null, difference: null };
  if (!base) return { ...none, base: null, partial: false, reason: missing };
  const [now, past] = [base.now.get(code)?.value ?? null, base.past.get(code)];
  const about = { base: base.base, partial: base.partial };
  if (!past || past.value === null) return { ...none, ...about, reason: past?.reason ?? '基期没有数据' };
  const difference = now === null ? null : now - past.value;
  return { ...about, value: past.value, reason: null, growth: growth(now, past.value), difference };
}

function historyOf({ indicator, period, history }: BenchmarkInput, code: string): Benchmark['history'] {
  const found = history.get(code);
  if (!found) return { ...unknown('此前 12 个月没有数据'), months: 0 };
  const { figure, months } = found;
  if (figure.value === null) return { ...unknown(figure.reason ?? '没有数值'), months };
  if (indicator.denominator !== null) return { ...known(figure.value), months };
  if (periodKind(period) !== 'month') return { ...unknown('总量的历史均值按月,只与一个月的数可比'), months };
  return { ...known(figure.value / months), months };
}

/** 几个单位合起来的逐例之值。 */
export function mergeSpreads(spreads: readonly Spread[]): Spread {
  const total = (of: (spread: Spread) => number) => spreads.reduce((all, spread) => all + of(spread), 0);
  const n = total((spread) => spread.n);
  const listed = n < LARGE && spreads.every(({ values }) => values !== null);
  return {
    n,
    sum: total((spread) => spread.sum),
    squares: total((spread) => spread.squares),
    values: listed ? spreads.flatMap(({ values }) => values ?? []) : null,
  };
}
