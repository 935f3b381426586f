import { INSURANCE_KINDS, type InsuranceKind, insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import { parameterLabel } from '../../analytics/dip/settlement-parameters.ts';
import type { Db } from '../../sql/database.ts';
import { type DipUnitPart, dipUnitParts } from '../../sql/read-models/dip/dip-units.read-model.ts';
import { type EntryLabel, entryLabels } from '../../sql/read-models/dip/entry-labels.ts';
import {
  type InsuranceSettlement,
  type Settlement,
  settlement,
} from '../../sql/read-models/dip/settlement.read-model.ts';
import { type DipUnit, unitsOf } from '../../sql/read-models/dip/unit-money.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import type { ReportRequest } from '../sheets/scope.ts';

/** 一个科室或病种:合计的数,与各险种的支付(元)。 */
export interface DipUnitRow {
  readonly unit: DipUnit;
  readonly name: string;
  readonly label: EntryLabel | null;
  /** 没有点值的险种,或没有这一险种的病例,为 null。 */
  readonly payments: Readonly<Record<InsuranceKind, number | null>>;
  readonly hasAllPayments: boolean;
}

/** R09 要用的数。 */
export interface DipFigures {
  readonly settled: Settlement;
  readonly entries: readonly DipUnitRow[];
  readonly departments: readonly DipUnitRow[];
}

export async function dipFigures(db: Db, { hospitalId, period, options }: ReportRequest): Promise<DipFigures> {
  const basis = options?.basis;
  const settled = await settlement(db, {
    hospitalId,
    period,
    basis: basis === 'budget' || basis === 'settlement' ? basis : undefined,
  });
  const labels = await entryLabels(db, settled.runs);
  const departmentName = await departmentNames(db, hospitalId);
  const [entries, departments] = [
    await dipUnitParts(db, settled, 'entry'),
    await dipUnitParts(db, settled, 'department'),
  ];
  return {
    settled,
    entries: rowsOf(settled, entries, (code) => ({
      name: labels.get(code)?.name ?? code,
      label: labels.get(code) ?? null,
    })),
    departments: rowsOf(settled, departments, (code) => ({ name: departmentName(code), label: null })),
  };
}

function rowsOf(
  settled: Settlement,
  parts: readonly DipUnitPart[],
  labelOf: (code: string) => Pick<DipUnitRow, 'name' | 'label'>,
): DipUnitRow[] {
  const byKey = new Map(parts.map((part) => [`${part.insurance} ${part.code}`, part]));
  const payment = (code: string, insurance: InsuranceKind) => {
    const part = byKey.get(`${insurance} ${code}`);
    if (!part || !settled.pointValues.get(insurance)!.ok) return null;
    return part.sums.standard.base / 100;
  };
  return unitsOf(settled, parts).map((unit) => ({
    unit,
    ...labelOf(unit.code),
    payments: Object.fromEntries(
      INSURANCE_KINDS.map((kind) => [kind, payment(unit.code, kind)]),
    ) as DipUnitRow['payments'],
    hasAllPayments: unit.money !== null,
  }));
}

/** 有病例进了结算的险种。 */
export const activeInsurances = ({ insurances }: Settlement): InsuranceSettlement[] =>
  insurances.filter(({ counts }) => counts.cases > 0);

/** 支付标准主要随什么而变,如「DIP 基金总额(单独取低、取高:−1.2、+0.8 万元)」。 */
export function driverText({ chain, pointValue }: InsuranceSettlement): string {
  if (!pointValue.ok) return pointValue.reason;
  const range = chain?.standard.range;
  if (!range?.driver) return '没有不确定的假设';
  return range.effects
    .slice(0, 3)
    .map(({ assumption, atLow, atHigh }) => {
      const change = [atLow, atHigh].map((value) => signed(value.minus(range.base).dividedBy(10_000).toNumber()));
      return `${parameterLabel(assumption)}（${change.join('、')} 万元）`;
    })
    .join('；');
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

export const insuranceName = (insurance: InsuranceKind): string => insuranceNames[insurance];
