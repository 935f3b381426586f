import { Decimal } from 'decimal.js';
import { fen } from '../money.ts';
import { type Assumptions, baseValues, certain, type Range, rangeOf, type Uncertain, type Values } from '../ranges.ts';
import { budgetPointValue, type PointValue, type PointValueBasis, settlementPointValue } from './point-value.ts';
import { type ParameterName, type ParameterSet, parameterLabel } from './settlement-parameters.ts';
import { DEFAULT_YEAR_WEIGHTS, yearWeightedMean } from './weighted-score.ts';

/** 点值从哪里来:公布的、由基金与总分值推算的、目录政策里写的。 */
export type PointValueOrigin = 'published' | 'computed' | 'policy';

/** 点值及其范围,元/分,六位小数。 */
export interface PointValueTerm {
  readonly basis: PointValueBasis;
  readonly origin: PointValueOrigin;
  readonly range: Range<ParameterName>;
  /** 推算的:总分值所除的总费用(元);其余为 null。 */
  readonly totalCost: Uncertain | null;
  /** 某组假设之下的点值。 */
  readonly at: (values: Values<ParameterName>) => Decimal;
}

export type PointValueOutcome =
  | { readonly ok: true; readonly term: PointValueTerm; readonly used: Assumptions<ParameterName> }
  | { readonly ok: false; readonly reason: string };

export interface PointValueInput {
  readonly basis: PointValueBasis;
  readonly parameters: ParameterSet;
  /** 前三年的住院总费用,由旧到新;没有录的为 null。 */
  readonly annualCosts: readonly (Uncertain | null)[];
  /** 目录政策中写的点值;没有为 null。 */
  readonly policyValue: Decimal | null;
}

const PLACES = 6;
/** 分/分值(未舍入)→ 元/分值,六位小数;没有为 null。 */
const rounded = (value: number | null) =>
  value === null ? null : new Decimal(value).dividedBy(100).toDecimalPlaces(PLACES, Decimal.ROUND_HALF_UP);

/**
 * 一种医保的点值。次序:公布的 → 推算的 → 目录政策里写的;都没有时说明缺什么。
 * 推算:结算点值 = 基金 ÷ 报销比例 ÷ 区域总分值,预算点值 = 前三年总费用按 1:2:7 加权 ÷ 区域总分值(手册 3.5)。
 */
export function pointValueTerm(input: PointValueInput): PointValueOutcome {
  const { basis, parameters, policyValue } = input;
  const published = basis === 'budget' ? 'budgetPointValue' : 'settlementPointValue';
  if (parameters[published]) return given(input, 'published', { [published]: parameters[published] }, published);
  const missing = missingFor(input);
  if (missing.length === 0) return computed(input);
  if (basis === 'budget' && policyValue !== null) return fromPolicy(input, policyValue);
  return {
    ok: false,
    reason: `没有${basisName(basis)}:${parameterLabel(published)}没有录,推算还缺${missing.join('、')}`,
  };
}

export const basisName = (basis: PointValueBasis): string => (basis === 'budget' ? '预算点值' : '结算点值');

const ZERO = '点值为 0,不能结算;请核对参数';

function given(
  { basis }: PointValueInput,
  origin: PointValueOrigin,
  used: Assumptions<ParameterName>,
  name: ParameterName,
): PointValueOutcome {
  const at = (values: Values<ParameterName>) => values[name]!;
  const range = rangeOf<ParameterName>(at, used)!;
  if (!range.low.greaterThan(0)) return { ok: false, reason: ZERO };
  return { ok: true, used, term: { basis, origin, range, totalCost: null, at } };
}

function fromPolicy(input: PointValueInput, value: Decimal): PointValueOutcome {
  return given(input, 'policy', { budgetPointValue: certain(value) }, 'budgetPointValue');
}

function missingFor({ basis, parameters, annualCosts }: PointValueInput): string[] {
  const needed: ParameterName[] =
    basis === 'settlement' ? ['fund', 'reimbursementRatio', 'regionPoints'] : ['regionPoints'];
  const labels = needed.filter((name) => !parameters[name]).map(parameterLabel);
  const years = basis === 'budget' && annualCosts.some((cost) => cost === null) ? ['前三年的全年住院总费用'] : [];
  return [...labels, ...years];
}

function computed(input: PointValueInput): PointValueOutcome {
  const { basis } = input;
  const used = basis === 'settlement' ? settlementAssumptions(input) : budgetAssumptions(input);
  const at = (values: Values<ParameterName>) => pointValueAt(basis, values);
  const range = rangeOf<ParameterName>((values) => rounded(at(values).value), used);
  if (range === null || !range.low.greaterThan(0)) return { ok: false, reason: ZERO };
  const totals = (values: Values<ParameterName>) => new Decimal(at(values).totalCost ?? 0).dividedBy(100);
  const totalCost = { low: totals(range.lowAt), base: totals(baseValues(used)), high: totals(range.highAt) };
  const term = {
    basis,
    origin: 'computed' as const,
    range,
    totalCost,
    at: (values: Values<ParameterName>) => rounded(at(values).value)!,
  };
  return { ok: true, used, term };
}

const settlementAssumptions = ({ parameters }: PointValueInput): Assumptions<ParameterName> => ({
  fund: parameters.fund!,
  reimbursementRatio: parameters.reimbursementRatio!,
  regionPoints: parameters.regionPoints!,
});

/** 三年住院总费用按 1:2:7 加权成一项假设;低、基准、高各自加权。 */
function budgetAssumptions({ parameters, annualCosts }: PointValueInput): Assumptions<ParameterName> {
  const byYear = <T>(values: readonly T[]) => Object.fromEntries(values.map((value, i) => [`${i}`, value]));
  const end = (name: keyof Uncertain) =>
    new Decimal(
      yearWeightedMean(byYear(annualCosts.map((cost) => cost![name].toNumber())), byYear(DEFAULT_YEAR_WEIGHTS))!,
    );
  return {
    annualCost: { low: end('low'), base: end('base'), high: end('high') },
    regionPoints: parameters.regionPoints!,
  };
}

function pointValueAt(basis: PointValueBasis, values: Values<ParameterName>): PointValue {
  const points = values.regionPoints!.toNumber();
  if (basis === 'settlement')
    return settlementPointValue(inFen(values.fund!), values.reimbursementRatio!.toNumber(), points);
  return budgetPointValue({ weighted: inFen(values.annualCost!) }, { weighted: 1 }, points);
}

const inFen = (yuan: Decimal) => fen(yuan.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());
