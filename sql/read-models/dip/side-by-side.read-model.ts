import { Decimal } from 'decimal.js';
import { type RawBuilder, sql } from 'kysely';
import { INSURANCE_KINDS } from '../../../analytics/dip/insurance-kind.ts';
import { SCENARIOS, type Scenario } from '../../../analytics/dip/settlement-chain.ts';
import { monthsTouched } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { ensureMonthWeights } from '../../stores/month-weight.store.ts';
import { comparedCases, type Outcome } from './compared-cases.read-model.ts';
import { drgReason } from './drg-terms.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

export const COMPARED_BY = ['hospital', 'department', 'drg', 'entry'] as const;
export type ComparedBy = (typeof COMPARED_BY)[number];

/** 同一批病例在两种付费下:两边都能计价的病例才比。 */
export interface ComparedUnit {
  readonly code: string;
  readonly cases: number;
  readonly rw: Decimal;
  readonly points: Decimal;
  readonly cost: Decimal;
  /** 支付标准(元),低、基准、高;缺参数时为 null。 */
  readonly drg: Readonly<Record<Scenario, Decimal>> | null;
  readonly dip: Readonly<Record<Scenario, Decimal>> | null;
  /** DRG 下结余而 DIP 下亏损、反过来、两边都结余、两边都亏损的例数;缺参数时为 null。 */
  readonly outcomes: Readonly<Record<Outcome, number>> | null;
}

export interface SideBySide {
  readonly units: readonly ComparedUnit[];
  /** 没有参加比较的病例(险种由 DIP 结算的)及缺的是哪一边。 */
  readonly left: { readonly withoutDip: number; readonly withoutDrg: number; readonly withoutBoth: number };
  readonly drgReason: string | null;
  readonly dipReason: string | null;
}

interface Row extends Record<`${'drg' | 'standard'}_${Scenario}`, string | null> {
  code: string;
  cases: string;
  rw: string;
  points: string;
  cost: string;
  drg_only: string;
  dip_only: string;
  both: string;
  neither: string;
  undecided: string;
  without_rate: string;
  without_value: string;
}

const UNIT: Readonly<Record<ComparedBy, RawBuilder<unknown>>> = {
  hospital: sql`''::text`,
  department: sql.ref('department_code'),
  drg: sql.ref('drg'),
  entry: sql.ref('entry'),
};

/** 按全院、科室、DRG 病组或 DIP 病种对照;例数多的在前。 */
export async function sideBySide(db: Db, basis: SettlementBasis, by: ComparedBy): Promise<SideBySide> {
  await ensureMonthWeights(db, basis.scope.hospitalId, monthsTouched(basis.scope.period));
  const amounts = SCENARIOS.flatMap((s) => [
    sql.raw(`sum(drg_${s}) as drg_${s}`),
    sql.raw(`sum(standard_${s}) as standard_${s}`),
  ]);
  const { rows } = await sql<Row>`
    with ${comparedCases(basis)}
    select ${UNIT[by]} as code, count(*) as cases, sum(rw) as rw, sum(points_base) as points, sum(total_fee) as cost,
      ${sql.join(amounts)},
      count(*) filter (where outcome = 'drg-only') as drg_only, count(*) filter (where outcome = 'dip-only') as dip_only,
      count(*) filter (where outcome = 'both') as "both", count(*) filter (where outcome = 'neither') as "neither",
      count(*) filter (where outcome is null) as undecided,
      count(*) filter (where drg_base is null) as without_rate,
      count(*) filter (where standard_base is null) as without_value
    from compared group by 1 order by count(*) desc, 1`.execute(db);
  const left = await leftOut(db, basis);
  return {
    units: rows.map(unitOf),
    left,
    drgReason: drgReason(basis, INSURANCE_KINDS),
    dipReason: dipReason(basis),
  };
}

function dipReason({ pointValues }: SettlementBasis): string | null {
  const reasons = [...pointValues.values()].flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));
  return reasons.length > 0 ? [...new Set(reasons)].join(';') : null;
}

function unitOf(row: Row): ComparedUnit {
  const amounts = (side: 'drg' | 'standard') =>
    Object.fromEntries(SCENARIOS.map((s) => [s, new Decimal(row[`${side}_${s}`] ?? 0)])) as Record<Scenario, Decimal>;
  return {
    code: row.code,
    cases: Number(row.cases),
    rw: new Decimal(row.rw),
    points: new Decimal(row.points),
    cost: new Decimal(row.cost),
    drg: row.without_rate === '0' ? amounts('drg') : null,
    dip: row.without_value === '0' ? amounts('standard') : null,
    outcomes:
      row.undecided === '0'
        ? {
            'drg-only': Number(row.drg_only),
            'dip-only': Number(row.dip_only),
            both: Number(row.both),
            neither: Number(row.neither),
          }
        : null,
  };
}

async function leftOut(db: Db, basis: SettlementBasis): Promise<SideBySide['left']> {
  const { rows } = await sql<Record<'without_dip' | 'without_drg' | 'without_both', string>>`
    with ${comparedCases(basis)}
    select count(*) filter (where points_base is null and rw is not null) as without_dip,
      count(*) filter (where points_base is not null and rw is null) as without_drg,
      count(*) filter (where points_base is null and rw is null) as without_both
    from weighed`.execute(db);
  const row = rows[0]!;
  return {
    withoutDip: Number(row.without_dip),
    withoutDrg: Number(row.without_drg),
    withoutBoth: Number(row.without_both),
  };
}
