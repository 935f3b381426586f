import type { Decimal } from 'decimal.js';
import { type RawBuilder, sql } from 'kysely';
import type { Driver } from '../../../analytics/dip/combined-range.ts';
import { INSURANCE_KINDS, type InsuranceKind, insuranceNames } from '../../../analytics/dip/insurance-kind.ts';
import { SCENARIOS } from '../../../analytics/dip/settlement-chain.ts';
import { type ParameterName, parameterLabel } from '../../../analytics/dip/settlement-parameters.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

/** 没有录费率的险种,DRG 的支付算不出;原因给人看。都录了为 null。 */
export function drgReason({ parameters }: Pick<SettlementBasis, 'parameters'>, insurances: readonly InsuranceKind[]) {
  const missing = insurances.filter((insurance) => !parameters.get(insurance)?.drgRate);
  if (missing.length === 0) return null;
  return `${missing.map((insurance) => insuranceNames[insurance]).join('、')}没有录${parameterLabel('drgRate')}`;
}

/** 各险种 DRG 每权重的支付:费率 × 机构系数(没有录为 1),低、基准、高;没有费率的险种不在其中。 */
export function drgTermRows({ parameters }: Pick<SettlementBasis, 'parameters'>): RawBuilder<unknown> {
  const rows = INSURANCE_KINDS.flatMap((insurance) => {
    const { drgRate, drgCoefficient } = parameters.get(insurance) ?? {};
    if (!drgRate) return [];
    const perWeight = SCENARIOS.map((s) => sql`${drgRate[s].toFixed()}::numeric`);
    const coefficients = SCENARIOS.map((s) => sql`${drgCoefficient?.[s].toFixed() ?? '1'}::numeric`);
    return [sql`(${insurance}::text, ${sql.join([...perWeight, ...coefficients])})`];
  });
  if (rows.length > 0) return sql`values ${sql.join(rows)}`;
  return sql`select null::text, ${sql.join(Array.from({ length: 6 }, () => sql`null::numeric`))} where false`;
}

/** 两边的支付各主要随哪项假设而变:按变动与基准之比,取最大的;没有不确定的假设为 null。 */
export function comparisonDrivers({ pointValues, parameters }: SettlementBasis): {
  drg: Driver | null;
  dip: Driver | null;
} {
  const own = (insurance: InsuranceKind, names: readonly ParameterName[]) =>
    names.flatMap((assumption) => {
      const value = parameters.get(insurance)?.[assumption];
      return value
        ? [{ driver: { insurance, assumption }, share: shareOf(value.high.minus(value.low), value.base) }]
        : [];
    });
  const ofPointValue = (insurance: InsuranceKind) => {
    const outcome = pointValues.get(insurance);
    if (!outcome?.ok) return [];
    const { effects, base } = outcome.term.range;
    return effects.map(({ assumption, swing }) => ({ driver: { insurance, assumption }, share: shareOf(swing, base) }));
  };
  return {
    drg: largest(INSURANCE_KINDS.flatMap((kind) => own(kind, ['drgRate', 'drgCoefficient']))),
    dip: largest(INSURANCE_KINDS.flatMap((kind) => [...ofPointValue(kind), ...own(kind, ['hospitalCoefficient'])])),
  };
}

const shareOf = (swing: Decimal, base: Decimal) => swing.abs().dividedBy(base).toNumber();

function largest(effects: readonly { driver: Driver; share: number }[]): Driver | null {
  const moving = effects.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return moving[0]?.driver ?? null;
}
