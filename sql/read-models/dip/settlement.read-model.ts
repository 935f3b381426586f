import { Decimal } from 'decimal.js';
import { INSURANCE_KINDS, type InsuranceKind } from '../../../analytics/dip/insurance-kind.ts';
import { type PointValueOutcome, pointValueTerm } from '../../../analytics/dip/payment-terms.ts';
import type { PointValueBasis } from '../../../analytics/dip/point-value.ts';
import { caseTerms, type SettlementChain, settlementChain } from '../../../analytics/dip/settlement-chain.ts';
import type { ParameterSet } from '../../../analytics/dip/settlement-parameters.ts';
import { DEFAULT_YEAR_WEIGHTS } from '../../../analytics/dip/weighted-score.ts';
import { type Period, periodKind } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { parameterSet } from '../../stores/dip-parameter.store.ts';
import { type DipRun, findDipRun, settlementRuns } from '../../stores/dip-run.store.ts';
import { type DipScope, type RunSpan, settlementSpans, type TermsByInsurance } from './dip-cases.ts';
import { addCounts, type CaseCounts, type SettlementSums, settlementSums } from './settlement-sums.read-model.ts';

export interface SettlementQuery {
  readonly hospitalId: string;
  readonly period: Period;
  /** 不写:整年用结算点值,其余用预算点值。 */
  readonly basis?: PointValueBasis | undefined;
  /** 影子运行;不写用供结算的运行。 */
  readonly runId?: number | undefined;
}

/** 不能结算:期间跨年,或还没有运行。 */
export class SettlementRefused extends Error {
  constructor(
    readonly code: 'dip-period-crosses-years' | 'dip-run-missing',
    message: string,
  ) {
    super(message);
  }
}

/** 结算的条件:用哪些运行、哪年的参数、各险种的点值。同一期间的各张表、各个接口共用。 */
export interface SettlementBasis {
  readonly scope: DipScope;
  readonly runs: readonly DipRun[];
  readonly regionId: string;
  readonly year: number;
  readonly basis: PointValueBasis;
  readonly parameters: ReadonlyMap<InsuranceKind, ParameterSet>;
  readonly pointValues: ReadonlyMap<InsuranceKind, PointValueOutcome>;
  readonly terms: TermsByInsurance;
}

/** 一个险种的结算。 */
export interface InsuranceSettlement {
  readonly insurance: InsuranceKind;
  readonly counts: CaseCounts;
  readonly parameters: ParameterSet;
  readonly pointValue: PointValueOutcome;
  /** 没有点值时为 null,原因在 pointValue。 */
  readonly chain: SettlementChain | null;
  readonly makeup: SettlementSums['makeup'];
  /** 进了结算的病例:分值、总费用、个人负担(元)。 */
  readonly points: Decimal;
  readonly cost: Decimal;
  readonly burden: Decimal;
  readonly months: readonly SettlementSums[];
}

export interface Settlement extends SettlementBasis {
  readonly insurances: readonly InsuranceSettlement[];
  /** 不由 DIP 结算的病例(自费、商业保险等,或付费方式没有填)。 */
  readonly others: CaseCounts;
}

/** 一家医院一个期间的 DIP 结算。 @throws SettlementRefused */
export async function settlement(db: Db, query: SettlementQuery): Promise<Settlement> {
  const basis = await settlementBasis(db, query);
  const sums = await settlementSums(db, basis.scope, basis.terms);
  const wholeYear = periodKind(query.period) === 'year';
  const others = addCounts(sums.filter(({ insurance }) => insurance === null).map(({ counts }) => counts));
  return {
    ...basis,
    others,
    insurances: INSURANCE_KINDS.map((insurance) =>
      settleInsurance(
        basis,
        insurance,
        sums.filter((row) => row.insurance === insurance),
        wholeYear,
      ),
    ),
  };
}

function settleInsurance(
  { parameters, pointValues, terms }: SettlementBasis,
  insurance: InsuranceKind,
  months: readonly SettlementSums[],
  wholeYear: boolean,
): InsuranceSettlement {
  const [set, pointValue, by] = [parameters.get(insurance)!, pointValues.get(insurance)!, terms.get(insurance)];
  const total = (read: (row: SettlementSums) => Decimal) =>
    months.reduce((sum, row) => sum.plus(read(row)), new Decimal(0));
  const inYuan = (part: 'cost' | 'burden') => total(({ sums }) => new Decimal(sums[part])).dividedBy(100);
  return {
    insurance,
    counts: addCounts(months.map(({ counts }) => counts)),
    parameters: set,
    pointValue,
    chain:
      pointValue.ok && by
        ? settlementChain({
            months: months.map(({ sums }) => sums),
            pointValue: pointValue.term,
            used: pointValue.used,
            terms: by,
            parameters: set,
            wholeYear,
          })
        : null,
    makeup: {
      score: total(({ makeup }) => makeup.score),
      auxiliary: total(({ makeup }) => makeup.auxiliary),
      deviation: total(({ makeup }) => makeup.deviation),
    },
    points: total(({ sums }) => sums.points.base),
    cost: inYuan('cost'),
    burden: inYuan('burden'),
    months,
  };
}

/** 结算的条件。 @throws SettlementRefused */
export async function settlementBasis(db: Db, query: SettlementQuery): Promise<SettlementBasis> {
  const { hospitalId, period } = query;
  const year = yearOf(period);
  const { runs, spans } = await runsFor(db, query);
  const last = runs.at(-1);
  if (!last)
    throw new SettlementRefused(
      'dip-run-missing',
      `${period.label} 还没有 DIP 分组运行;请先运行(casemix dip run,或页面「结算测算」的「运行」)。`,
    );
  const basis = query.basis ?? (periodKind(period) === 'year' ? 'settlement' : 'budget');
  const parameters = new Map<InsuranceKind, ParameterSet>();
  const pointValues = new Map<InsuranceKind, PointValueOutcome>();
  for (const insurance of INSURANCE_KINDS) {
    const place = { regionId: last.region_id, insurance, hospitalId };
    const set = await parameterSet(db, { ...place, year });
    const annualCosts = [];
    for (const [i] of DEFAULT_YEAR_WEIGHTS.entries()) {
      const earlier = await parameterSet(db, { ...place, year: year - DEFAULT_YEAR_WEIGHTS.length + i });
      annualCosts.push(earlier.annualCost ?? null);
    }
    const written = last.policy_point_values[insurance];
    parameters.set(insurance, set);
    pointValues.set(
      insurance,
      pointValueTerm({ basis, parameters: set, annualCosts, policyValue: written ? new Decimal(written) : null }),
    );
  }
  const terms: TermsByInsurance = new Map(
    INSURANCE_KINDS.flatMap((insurance) => {
      const outcome = pointValues.get(insurance)!;
      return outcome.ok ? [[insurance, caseTerms(outcome.term, parameters.get(insurance)!)] as const] : [];
    }),
  );
  return {
    scope: { hospitalId, period, spans },
    runs,
    regionId: last.region_id,
    year,
    basis,
    parameters,
    pointValues,
    terms,
  };
}

/** 结算按自然年:点值、基金与参数都是一年一定。 */
function yearOf({ from, before, label }: Period): number {
  const year = Number(from.slice(0, 4));
  if (before > `${year + 1}-01-01`)
    throw new SettlementRefused('dip-period-crosses-years', `结算按自然年,「${label}」跨了年;请分年结算。`);
  return year;
}

async function runsFor(
  db: Db,
  { hospitalId, period, runId }: SettlementQuery,
): Promise<{ runs: DipRun[]; spans: RunSpan[] }> {
  if (runId === undefined) {
    return {
      runs: await settlementRuns(db, hospitalId, period),
      spans: await settlementSpans(db, hospitalId, period),
    };
  }
  const run = await findDipRun(db, runId);
  if (run?.hospital_id !== hospitalId) return { runs: [], spans: [] };
  return { runs: [run], spans: [{ runId, from: run.period_from, before: run.period_before }] };
}
