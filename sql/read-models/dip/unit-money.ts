import { Decimal } from 'decimal.js';
import { type CombinedRange, combineRanges, shifted } from '../../../analytics/dip/combined-range.ts';
import { insuranceNames } from '../../../analytics/dip/insurance-kind.ts';
import { standardRange } from '../../../analytics/dip/settlement-chain.ts';
import type { DipUnitPart } from './dip-units.read-model.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

/** 一个科室或病种:可相加的数,与支付标准、盈亏的范围。 */
export interface DipUnit {
  readonly code: string;
  readonly cases: number;
  readonly entries: number;
  readonly lowCases: number;
  readonly highCases: number;
  readonly score: Decimal;
  readonly points: Decimal;
  /** 元。 */
  readonly cost: Decimal;
  /** 费用比 = 有均费的病例的总费用 ÷ 其同级均费之和;没有可比的为 null。 */
  readonly costRatio: Decimal | null;
  readonly meanCost: Decimal;
  readonly comparedCost: Decimal;
  /** 缺某险种的点值时为 null。 */
  readonly money: { readonly standard: CombinedRange; readonly balance: CombinedRange } | null;
  readonly reason: string | null;
}

/** 同一科室(病种)各险种的行合成一个;总费用高的在前。 */
export function unitsOf(basis: SettlementBasis, parts: readonly DipUnitPart[]): DipUnit[] {
  const groups = new Map<string, DipUnitPart[]>();
  for (const part of parts) groups.set(part.code, [...(groups.get(part.code) ?? []), part]);
  const units = [...groups.values()].map((group) => unitOf(basis, group));
  return units.sort((a, b) => b.cost.comparedTo(a.cost) || (a.code < b.code ? -1 : 1));
}

function unitOf(basis: SettlementBasis, parts: readonly DipUnitPart[]): DipUnit {
  const count = (name: 'cases' | 'lowCases' | 'highCases') => parts.reduce((sum, part) => sum + part[name], 0);
  const yuan = (read: (part: DipUnitPart) => number) =>
    new Decimal(parts.reduce((sum, part) => sum + read(part), 0)).dividedBy(100);
  const total = (read: (part: DipUnitPart) => Decimal) =>
    parts.reduce((sum, part) => sum.plus(read(part)), new Decimal(0));
  const [meanCost, comparedCost] = [yuan((part) => part.meanCost), yuan((part) => part.comparedCost)];
  const cost = yuan((part) => part.sums.cost);
  return {
    code: parts[0]!.code,
    cases: count('cases'),
    entries: Math.max(...parts.map(({ entries }) => entries)),
    lowCases: count('lowCases'),
    highCases: count('highCases'),
    score: total(({ score }) => score),
    points: total(({ sums }) => sums.points.base),
    cost,
    meanCost,
    comparedCost,
    costRatio: meanCost.isZero() ? null : comparedCost.dividedBy(meanCost),
    ...moneyOf(basis, parts, cost),
  };
}

function moneyOf(
  basis: SettlementBasis,
  parts: readonly DipUnitPart[],
  cost: Decimal,
): Pick<DipUnit, 'money' | 'reason'> {
  const ranges = [];
  for (const { insurance, sums } of parts) {
    const outcome = basis.pointValues.get(insurance)!;
    if (!outcome.ok) return { money: null, reason: `${insuranceNames[insurance]}${outcome.reason}` };
    const parameters = basis.parameters.get(insurance)!;
    const terms = basis.terms.get(insurance)!;
    const input = { months: [sums], pointValue: outcome.term, used: outcome.used, terms, parameters };
    ranges.push({ insurance, range: standardRange(input) });
  }
  const standard = combineRanges(ranges);
  return { money: { standard, balance: shifted(standard, cost.negated()) }, reason: null };
}
