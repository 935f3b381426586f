import { type RawBuilder, sql } from 'kysely';
import { SCENARIOS } from '../../../analytics/dip/settlement-chain.ts';
import { monthsTouched } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { ensureMonthWeights } from '../../stores/month-weight.store.ts';
import { dipCases } from './dip-cases.ts';
import { drgTermRows } from './drg-terms.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

/** 结余在哪一边:不亏(支付标准不低于总费用)算结余。 */
export const OUTCOMES = ['drg-only', 'dip-only', 'both', 'neither'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** 病例 → 两边的支付标准:`compared` 公共表。DRG 按出院日所在的现行运行与当月权重。 */
export const comparedCases = (basis: SettlementBasis): RawBuilder<unknown> => sql`
  ${dipCases(basis.scope, basis.terms)},
  drg_term(insurance, rate_low, rate_base, rate_high, drg_k_low, drg_k_base, drg_k_high) as (${drgTermRows(basis)}),
  weighed as (
    select c.*, g.drg, w.rw, ${sql.join(
      SCENARIOS.map((s) => sql.raw(`round(w.rw * x.rate_${s} * x.drg_k_${s}, 2) as drg_${s}`)),
    )}
    from dip_case c
    left join grouping_run r on r.hospital_id = ${basis.scope.hospitalId} and r.is_current
      and c.discharged_on >= r.live_from and c.discharged_on < r.live_before
    left join case_group g on g.run_id = r.run_id and g.case_id = c.case_id and g.status = 'grouped'
    left join month_weight m on m.hospital_id = r.hospital_id and m.scheme_key = r.scheme_key and m.month = c.month
    left join drg_weight w on w.weight_table_id = m.weight_table_id and w.drg = g.drg
    left join drg_term x on x.insurance = c.insurance
    where c.insurance is not null and c.total_fee is not null
  ),
  compared as (
    select *, case
        when drg_base is null or standard_base is null then null
        when drg_base >= total_fee and standard_base >= total_fee then 'both'
        when drg_base >= total_fee then 'drg-only'
        when standard_base >= total_fee then 'dip-only'
        else 'neither' end as outcome
    from weighed where rw is not null and points_base is not null
  )`;

/** 对照清单的一例;金额为元。 */
export interface ComparedCase {
  readonly case_id: string;
  readonly record_no: string;
  readonly department_code: string;
  readonly insurance: string;
  readonly discharged_on: string;
  readonly principal_diagnosis: string | null;
  readonly drg: string;
  readonly rw: string;
  readonly entry: string;
  readonly points: string;
  readonly cost_decided: boolean;
  readonly total_fee: string;
  readonly drg_standard: string;
  readonly dip_standard: string;
  readonly outcome: Outcome;
}

export interface ComparedCaseFilter {
  readonly outcome: Outcome;
  readonly department?: string | undefined;
  readonly drg?: string | undefined;
  readonly entry?: string | undefined;
}

/** 某种结果的病例,两边支付相差大的在前。 */
export async function comparedCaseList(
  db: Db,
  basis: SettlementBasis,
  { outcome, department, drg, entry }: ComparedCaseFilter,
  page: number,
  pageSize: number,
) {
  await ensureMonthWeights(db, basis.scope.hospitalId, monthsTouched(basis.scope.period));
  const only = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql.ref(column)} = ${value}`;
  const { rows } = await sql<ComparedCase & { total: string }>`
    with ${comparedCases(basis)}
    select case_id, record_no, department_code, insurance, discharged_on, principal_diagnosis, drg, rw, entry,
      points_base as points, cost_decided, total_fee, drg_base as drg_standard, standard_base as dip_standard, outcome,
      count(*) over () as total
    from compared
    where outcome = ${outcome} ${only('department_code', department)} ${only('drg', drg)} ${only('entry', entry)}
    order by abs(standard_base - drg_base) desc, case_id
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  const items = rows.map(({ total: _, ...item }) => item);
  return { items, total: Number(rows[0]?.total ?? 0), page, pageSize };
}
