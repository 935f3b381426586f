import { type RawBuilder, sql } from 'kysely';
import { INSURANCE_KINDS, type InsuranceKind, PAYER_CODES } from '../../../analytics/dip/insurance-kind.ts';
import { type ByScenario, type CaseTerms, SCENARIOS } from '../../../analytics/dip/settlement-chain.ts';
import { addMonths, type Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';

/** 一段出院日(半开)用哪个运行的结果。 */
export interface RunSpan {
  readonly runId: number;
  readonly from: string;
  readonly before: string;
}

export interface DipScope {
  readonly hospitalId: string;
  readonly period: Period;
  readonly spans: readonly RunSpan[];
}

/** 各险种逐例计价的条件;没有点值的险种不在其中。 */
export type TermsByInsurance = ReadonlyMap<InsuranceKind, ByScenario<CaseTerms>>;

/** 供结算的运行各管哪些日子:逐月取用,连着的合成一段。 */
export async function settlementSpans(db: Db, hospitalId: string, period: Period): Promise<RunSpan[]> {
  const rows = await db
    .selectFrom('dip_month_run as m')
    .innerJoin('dip_run as r', 'r.run_id', 'm.run_id')
    .where('m.hospital_id', '=', hospitalId)
    .where('m.month', '>=', `${period.from.slice(0, 7)}-01`)
    .where('m.month', '<', period.before)
    .select(['m.month', 'r.run_id', 'r.period_from', 'r.period_before'])
    .orderBy('m.month')
    .orderBy('r.period_from')
    .execute();
  const spans: RunSpan[] = [];
  for (const row of rows) {
    const from = [row.month, row.period_from].sort()[1]!;
    const before = [`${addMonths(row.month.slice(0, 7), 1)}-01`, row.period_before].sort()[0]!;
    const last = spans.at(-1);
    if (last?.runId === row.run_id && last.before === from) spans[spans.length - 1] = { ...last, before };
    else spans.push({ runId: row.run_id, from, before });
  }
  return spans;
}

const insuranceCase = sql`case ${sql.join(
  INSURANCE_KINDS.map(
    (kind) => sql`when c.payer in (${sql.join(PAYER_CODES[kind].map((code) => sql.lit(code)))}) then ${sql.lit(kind)}`,
  ),
  sql` `,
)} end`;

const spanRows = (spans: readonly RunSpan[]) =>
  spans.length === 0
    ? sql`select null::int, null::date, null::date where false`
    : sql`values ${sql.join(spans.map(({ runId, from, before }) => sql`(${runId}::int, ${from}::date, ${before}::date)`))}`;

const term = (value: { toFixed(): string } | null) => sql`${value === null ? null : value.toFixed()}::numeric`;

const termRows = (terms: TermsByInsurance) =>
  terms.size === 0
    ? sql`select null::text, ${sql.join(Array.from({ length: 6 }, () => sql`null::numeric`))} where false`
    : sql`values ${sql.join(
        [...terms].map(
          ([insurance, by]) =>
            sql`(${insurance}::text, ${sql.join(SCENARIOS.flatMap((s) => [term(by[s].pointValue), term(by[s].coefficient)]))})`,
        ),
      )}`;

/** 一种情景下的分值:机构系数另录的,按斜率换算。 */
const pointsAt = (coefficient: RawBuilder<unknown>) =>
  sql`round(d.points + coalesce((${coefficient} - n.hospital_coefficient) * d.points_per_coefficient, 0), 4)`;

/**
 * 期间内现行的、没有 E 级缺陷的病例,各带其病种、分值与三种情景的支付标准;名为 `dip_case` 的公共表。
 * `settled` 的病例进结算:险种由 DIP 结算、有分值、有个人负担。金额逐例舍入到分;没有点值的险种支付标准为空。
 */
export function dipCases({ hospitalId, period, spans }: DipScope, terms: TermsByInsurance): RawBuilder<unknown> {
  const standard = (scenario: string) =>
    sql`round(p.points_${sql.raw(scenario)} * t.pv_${sql.raw(scenario)}, 2) as standard_${sql.raw(scenario)}`;
  return sql`
    span(run_id, span_from, span_before) as (${spanRows(spans)}),
    term(insurance, pv_low, k_low, pv_base, k_base, pv_high, k_high) as (${termRows(terms)}),
    insured as (
      select c.case_id, date_trunc('month', c.discharged_on)::date as month, c.discharged_on,
        coalesce(c.department_code, '') as department_code, c.record_no, c.physician_code, c.total_fee, c.self_paid,
        c.principal_diagnosis, c.principal_diagnosis_name, c.main_procedure, c.main_procedure_name,
        ${insuranceCase} as insurance, s.run_id
      from discharge_case c
      left join span s on c.discharged_on >= s.span_from and c.discharged_on < s.span_before
      where c.hospital_id = ${hospitalId} and c.is_current and not c.has_error
        and c.discharged_on >= ${period.from}::date and c.discharged_on < ${period.before}::date
    ),
    dip_case as (
      select c.*, n.region_key, d.status, d.cause, d.entry, d.type, d.kind, d.deviation, d.score, d.deviation_factor,
        d.auxiliary_factor, d.coefficient, d.coefficient_rule, d.cost_decided, d.points_per_coefficient,
        p.points_low, p.points_base, p.points_high,
        ${standard('low')}, ${standard('base')}, ${standard('high')},
        (c.insurance is not null and d.points is not null and c.self_paid is not null) as settled
      from insured c
      left join dip_run n on n.run_id = c.run_id
      left join dip_case_result d on d.run_id = c.run_id and d.case_id = c.case_id
      left join term t on t.insurance = c.insurance
      cross join lateral (select ${pointsAt(sql`t.k_low`)} as points_low, ${pointsAt(sql`t.k_base`)} as points_base,
        ${pointsAt(sql`t.k_high`)} as points_high) p
    )`;
}
