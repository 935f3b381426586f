import {
  blendBonus,
  compositeScore,
  type Direction,
  growth,
  percentile,
  rankZone,
  type ScoredIndicator,
} from '../../analytics/performance/comparison.ts';
import {
  type CostsByGroup,
  coefficientOfVariation,
  isStable,
  reductionInVariance,
  relativeWeights,
  rescaleWeights,
} from '../../analytics/performance/group-quality.ts';
import { evaluateIndicators } from '../../analytics/performance/indicator.ts';
import { type MeasureSums, noMeasures } from '../../analytics/performance/measures.ts';
import {
  type DeathCount,
  deathsInTiers,
  directlyStandardisedRate,
  mortalityTiers,
  standardisedMortality,
} from '../../analytics/performance/mortality.ts';
import { trimByIqr, trimByL3H3, trimByLogSd, trimByPercentiles } from '../../analytics/weighted-statistics.ts';
import type { VectorAdapters } from './vector.ts';

type ByGroup<T> = Record<string, T>;
type Cases<T> = { costs: number[] } & T;

/** 病例 → 度量:SQL 中的 case_measure 与权重相联所做的事,在算例里逐例相加。 */
function measuresOf(cases: readonly { drg?: string; mdc?: string | null; rw: number | null }[]): MeasureSums {
  const grouped = cases.filter((c) => c.rw !== null);
  return {
    ...noMeasures(),
    discharges: cases.length,
    grouped: grouped.length,
    weightTableCases: grouped.length,
    weightedCases: grouped.length,
    totalWeight: grouped.reduce((sum, c) => sum + c.rw!, 0),
    rw2Cases: grouped.filter((c) => c.rw! >= 2).length,
    drgCount: new Set(grouped.map((c) => c.drg)).size,
    mdcCount: new Set(grouped.map((c) => c.mdc)).size,
  };
}

type HospitalGroup = { n: number; meanCost?: number; meanLos?: number };

/** 病组均值 → 消耗指数要的度量;没有标杆的病组只进入组例数。 */
function indexMeasures(hospital: ByGroup<HospitalGroup>, region: ByGroup<number>, value: 'meanCost' | 'meanLos') {
  const groups = Object.entries(hospital);
  const known = groups.filter(([drg]) => region[drg] !== undefined);
  const grouped = groups.reduce((sum, [, g]) => sum + g.n, 0);
  const cases = known.reduce((sum, [, g]) => sum + g.n, 0);
  const ratios = known.reduce((sum, [drg, g]) => sum + (g.n * g[value]!) / region[drg]!, 0);
  const index =
    value === 'meanCost'
      ? { costRatioSum: ratios, costRatioCases: cases }
      : { losRatioSum: ratios, losRatioCases: cases };
  return { ...noMeasures(), discharges: grouped, grouped, benchmarkTableCases: grouped, ...index };
}

const indicatorValue = (id: string, measures: MeasureSums) => evaluateIndicators(measures, [id])[id]!.value;

const trimming: VectorAdapters = {
  'drg.trim_iqr': ({ costs }: Cases<object>) => {
    const { q1, q3, lo, hi, kept, mean } = trimByIqr(costs)!;
    return { q1, q3, lo, hi, kept: kept.length, mean };
  },
  'drg.trim_3sd_log': ({ costs }: Cases<object>) => {
    const trimmed = trimByLogSd(costs)!;
    return { ...trimmed, kept: trimmed.kept.length };
  },
  'drg.trim_l3h3': ({ costs }: Cases<object>) => {
    const trimmed = trimByL3H3(costs)!;
    return { ...trimmed, kept: trimmed.kept.length };
  },
  'drg.trim_p5_p95': ({ costs }: Cases<object>) => {
    const { lo, hi, kept, mean } = trimByPercentiles(costs)!;
    return { p5: lo, p95: hi, kept: kept.length, mean };
  },
};

const weights: VectorAdapters = {
  'drg.rw': ({ costsByGroup }: { costsByGroup: CostsByGroup }) => {
    const { overallMean, rw } = relativeWeights(costsByGroup);
    const n = Object.values(costsByGroup).flat().length;
    const total = Object.entries(rw).reduce((sum, [drg, weight]) => sum + weight * costsByGroup[drg]!.length, 0);
    // 算例把均费写到四位小数,却要 1e-6 的容差;这一项先舍入到同样的位数再比。
    return { overallMean: Number(overallMean!.toFixed(4)), rw, sumRWxN_over_N: total / n };
  },
  'drg.cv': ({ costs, ...limits }: Cases<{ maxCv: number; minCases: number }>) => ({
    cvPopulation: coefficientOfVariation(costs),
    cvSample: coefficientOfVariation(costs, 1),
    stable: isStable(costs, limits),
  }),
  'drg.riv': ({ costsByGroup }: { costsByGroup: CostsByGroup }) => reductionInVariance(costsByGroup),
  'drg.rw_rescale': ({ n, rw0, rwAdjusted }: Record<string, ByGroup<number>>) => {
    const { factor, rw } = rescaleWeights(n!, rw0!, rwAdjusted!);
    return { factor, rwFinal: rw };
  },
};

type UnitCase = { dept: string; team: string; rw: number };
const indicators: VectorAdapters = {
  'drg.cmi': ({ cases }: { cases: { drg: string; mdc: string | null; rw: number | null }[] }) => {
    const ids = ['groupedCases', 'totalWeight', 'cmi', 'drgCount', 'mdcCount', 'groupingRate'];
    const figures = evaluateIndicators(measuresOf(cases), ids);
    return Object.fromEntries(ids.map((id) => [id, figures[id]!.value]));
  },
  'drg.rw2_share': ({ rw }: { rw: (number | null)[] }) => {
    const { rw2Share } = evaluateIndicators(measuresOf(rw.map((weight) => ({ rw: weight }))), ['rw2Share']);
    return { numerator: rw2Share!.numerator, denominator: rw2Share!.denominator, share: rw2Share!.value };
  },
  'drg.cmi_by_unit': ({ cases }: { cases: UnitCase[] }) => {
    const units = [...new Set(cases.flatMap((c) => [c.dept, c.team]))];
    const cmiOf = (part: UnitCase[]) => indicatorValue('cmi', measuresOf(part));
    const byUnit = units.map((unit) => [unit, cmiOf(cases.filter((c) => c.dept === unit || c.team === unit))]);
    return { ...Object.fromEntries(byUnit), hospital: cmiOf(cases) };
  },
  'drg.cost_index': ({ hospital, region }: { hospital: ByGroup<HospitalGroup>; region: ByGroup<number> }) => {
    const { costIndex } = evaluateIndicators(indexMeasures(hospital, region, 'meanCost'), ['costIndex']);
    const known = Object.entries(hospital).filter(([drg]) => region[drg] !== undefined);
    // 总额之比只作对照,产品不用它。
    const ratioOfSums =
      known.reduce((sum, [, g]) => sum + g.n * g.meanCost!, 0) /
      known.reduce((sum, [drg, g]) => sum + g.n * region[drg]!, 0);
    return { costIndex: costIndex!.value, coverage: costIndex!.coverage, ratioOfSums_forContrast: ratioOfSums };
  },
  'drg.time_index': ({ hospital, region }: { hospital: ByGroup<HospitalGroup>; region: ByGroup<number> }) => {
    const { timeIndex } = evaluateIndicators(indexMeasures(hospital, region, 'meanLos'), ['timeIndex']);
    return { timeIndex: timeIndex!.value, coverage: timeIndex!.coverage };
  },
};

const mortality: VectorAdapters = {
  'drg.mortality_tier': ({ reference }: { reference: ByGroup<DeathCount> }) => mortalityTiers(reference),
  'drg.low_risk_mortality': ({ tiers, hospital }: { tiers: ByGroup<number>; hospital: ByGroup<DeathCount> }) => {
    const low = deathsInTiers(hospital, tiers, [1]);
    const midLow = deathsInTiers(hospital, tiers, [2]);
    const rate = ({ deaths, cases }: DeathCount) =>
      indicatorValue('lowRiskMortality', {
        ...noMeasures(),
        grouped: cases,
        tierTableCases: cases,
        tieredCases: cases,
        lowRiskCases: cases,
        lowRiskDeaths: deaths,
      });
    return {
      lowRiskGroups: low.groups,
      lowRisk: rate(low),
      midLowGroups: midLow.groups,
      midLow: rate(midLow),
      lowRiskInclTier0: rate(deathsInTiers(hospital, tiers, [0, 1])),
    };
  },
  'drg.smr': ({ hospital, refRate, refCrude }) => standardisedMortality(hospital, refRate, refCrude),
  'drg.direct_rate': ({ hospital, refShare }) => ({ directRate: directlyStandardisedRate(hospital, refShare) }),
};

const comparison: VectorAdapters = {
  'perf.growth': ({ this: current, lastYear, previous, zeroBase }) => ({
    yoy: growth(current, lastYear),
    mom: growth(current, previous),
    zero: growth(current, zeroBase),
  }),
  'perf.percentile': ({ peers, value, direction }: { peers: number[]; value: number; direction: Direction[] }) =>
    Object.fromEntries(direction.map((way) => [way, percentile(value, peers, way)])),
  'perf.composite': ({ indicators: given, missing }: { indicators: ScoredIndicator[]; missing: string[] }) => {
    const absent = missing.map((key) => ({ key, worst: 0, best: 1, value: null, weight: 1 }));
    const { scores, composite } = compositeScore([...given, ...absent]);
    return { scores, composite };
  },
  'perf.three_zone': ({ zones }: { zones: ByGroup<ByGroup<number>> }) =>
    Object.fromEntries(Object.entries(zones).map(([zone, scores]) => [zone, rankZone(scores)])),
  'perf.bonus_blend': ({ pool, wR, wK, depts }) => blendBonus(pool, { rbrvs: wR, kpi: wK }, depts),
};

export const performanceVectors: VectorAdapters = {
  ...trimming,
  ...weights,
  ...indicators,
  ...mortality,
  ...comparison,
};
