import { type RawBuilder, sql } from 'kysely';
import {
  ADDITIVE_MEASURES,
  type AdditiveMeasure,
  type DerivedMeasure,
  isDistinct,
  isNovelty,
  type MeasureName,
} from '../../analytics/performance/measures.ts';

/** 一行(病例或汇总行)对一个度量的贡献,与它参加的条件。 */
interface Term {
  readonly of: string;
  readonly when?: string;
}

/**
 * 与当月权重表相联的度量;`s` 是病例或汇总行,`w` 是该病组的权重行,`t` 是当月的权重表。
 * 比值按病组先除后加,不是总额之比。一个病例的贡献与一组病例之和由同一处写出,所以总能逐例对上。
 */
const DERIVED_TERMS: Record<DerivedMeasure, Term> = {
  totalWeight: { of: 's.grouped * w.rw', when: 'w.rw is not null' },
  weightedCases: { of: 's.grouped', when: 'w.rw is not null' },
  weightedFee: { of: 's.grouped_fee', when: 'w.rw is not null' },
  weightedBedDays: { of: 's.grouped_bed_days', when: 'w.rw is not null' },
  rw2Cases: { of: 's.grouped', when: 'w.rw >= 2' },
  costRatioSum: { of: 's.grouped_fee / w.benchmark_cost', when: 'w.benchmark_cost > 0' },
  costRatioCases: { of: 's.grouped', when: 'w.benchmark_cost > 0' },
  losRatioSum: { of: 's.grouped_bed_days / w.benchmark_los', when: 'w.benchmark_los > 0' },
  losRatioCases: { of: 's.grouped', when: 'w.benchmark_los > 0' },
  benchmarkedFee: { of: 's.grouped_fee', when: 'w.benchmark_cost > 0' },
  expectedFee: { of: 's.grouped * w.benchmark_cost', when: 'w.benchmark_cost > 0' },
  benchmarkedBedDays: { of: 's.grouped_bed_days', when: 'w.benchmark_los > 0' },
  expectedBedDays: { of: 's.grouped * w.benchmark_los', when: 'w.benchmark_los > 0' },
  rateRatioSum: { of: 's.grouped_fee / (w.rw * t.cost_per_weight)', when: 'w.rw > 0 and t.cost_per_weight > 0' },
  rateRatioCases: { of: 's.grouped', when: 'w.rw > 0 and t.cost_per_weight > 0' },
  losRateRatioSum: { of: 's.grouped_bed_days / (w.rw * t.los_per_weight)', when: 'w.rw > 0 and t.los_per_weight > 0' },
  losRateRatioCases: { of: 's.grouped', when: 'w.rw > 0 and t.los_per_weight > 0' },
  lowRiskCases: { of: 's.grouped', when: 'w.mortality_risk = 1' },
  lowRiskDeaths: { of: 's.grouped_deaths', when: 'w.mortality_risk = 1' },
  midLowRiskCases: { of: 's.grouped', when: 'w.mortality_risk = 2' },
  midLowRiskDeaths: { of: 's.grouped_deaths', when: 'w.mortality_risk = 2' },
  tieredCases: { of: 's.grouped', when: 'w.mortality_risk is not null' },
  weightTableCases: { of: 's.grouped', when: 't.has_weights' },
  benchmarkTableCases: { of: 's.grouped', when: 't.has_benchmark' },
  tierTableCases: { of: 's.grouped', when: 't.has_tiers' },
};

/**
 * 「各例之值的平均」的指标:每例的值、参加的条件,与看板汇总里逐例平方和的列;与指标的分子、分母同一处定义。
 */
export const MEANS = {
  cmi: { value: 'totalWeight', counted: 'weightedCases', squares: 'weight_squares' },
  costIndex: { value: 'costRatioSum', counted: 'costRatioCases', squares: 'cost_ratio_squares' },
  timeIndex: { value: 'losRatioSum', counted: 'losRatioCases', squares: 'los_ratio_squares' },
} as const satisfies Record<string, { value: DerivedMeasure; counted: DerivedMeasure; squares: string }>;
export type MeanIndicator = keyof typeof MEANS;
export const MEAN_INDICATORS = Object.keys(MEANS) as MeanIndicator[];
export const isMean = (id: string): id is MeanIndicator => Object.hasOwn(MEANS, id);

const DISTINCT_CODE: Partial<Record<MeasureName, string>> = { drgCount: 's.drg', mdcCount: 's.mdc' };

const isDerived = (name: MeasureName): name is DerivedMeasure => Object.hasOwn(DERIVED_TERMS, name);

const termOf = (name: AdditiveMeasure): Term =>
  isDerived(name) ? DERIVED_TERMS[name] : { of: `s.${ADDITIVE_MEASURES[name].column}` };

/** 一组行的度量之和;组数是去重计数。没有行时为 0。 */
export function measureTotal(name: MeasureName): RawBuilder<unknown> {
  if (isNovelty(name)) throw new RangeError(`${name} 不能由各行相加,见 novelty.ts`);
  if (isDistinct(name)) {
    return sql.raw(`count(distinct ${DISTINCT_CODE[name]}) filter (where s.grouped > 0)`);
  }
  const { of, when } = termOf(name);
  return sql.raw(`coalesce(sum(${of})${when ? ` filter (where ${when})` : ''}, 0)`);
}

/** 一个病例对度量的贡献;不参加的为 0。组数没有逐例的贡献:入组病例记 1,只说明它参加。 */
export function measureOfCase(name: MeasureName): RawBuilder<unknown> {
  if (isDistinct(name)) return sql.raw('s.grouped');
  const { of, when } = termOf(name);
  return sql.raw(when ? `(case when ${when} then ${of} else 0 end)` : of);
}

/**
 * 每个现行运行、每月用的权重表,以及表里有没有 RW、标杆、死亡风险等级,和每权重的标杆费用与住院日。
 * 病例的现行分组在哪个运行,就用那个运行的方案的权重。
 */
export function monthTables(hospitalId: string, period: { from: string; before: string }): RawBuilder<unknown> {
  return sql`month_table as materialized (
    select r.run_id, m.month, m.weight_table_id, bool_or(w.rw is not null) as has_weights,
      bool_or(w.benchmark_cost is not null or w.benchmark_los is not null) as has_benchmark,
      bool_or(w.mortality_risk is not null) as has_tiers,
      ${perWeight('benchmark_cost')} as cost_per_weight, ${perWeight('benchmark_los')} as los_per_weight
    from grouping_run r
    join month_weight m on m.hospital_id = r.hospital_id and m.scheme_key = r.scheme_key
    join drg_weight w on w.weight_table_id = m.weight_table_id
    where r.hospital_id = ${hospitalId} and r.is_current
      and m.month >= ${`${period.from.slice(0, 7)}-01`}::date and m.month < ${period.before}::date
    group by r.run_id, m.month, m.weight_table_id
  )`;
}

/** Σ 标杆 × 例数 ÷ Σ RW × 例数;权重表没有例数时各组等权。 */
function perWeight(benchmark: 'benchmark_cost' | 'benchmark_los') {
  const both = `filter (where w.rw > 0 and w.${benchmark} > 0)`;
  return sql.raw(`coalesce(
    sum(w.${benchmark} * w.cases) ${both} / nullif(sum(w.rw * w.cases) ${both}, 0),
    sum(w.${benchmark}) ${both} / nullif(sum(w.rw) ${both}, 0))`);
}

/** 把行与它所在月份的权重表、所在病组的权重相联。 */
export const weightJoins: RawBuilder<unknown> = sql.raw(`
    left join month_table t on t.run_id = s.run_id and t.month = s.month
    left join drg_weight w on w.weight_table_id = t.weight_table_id and w.drg = s.drg`);
