import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { allowHashing } from './rollup.store.ts';

/** 参加测算的病例:费用不低于 100 元、住院不超过 60 天(病例用于 RW 的通行条件)。 */
const MIN_FEE = 100;
const MAX_LOS = 60;
const METHOD = `已入组、无 E 级缺陷、费用 ≥ ${MIN_FEE} 元、住院 ≤ ${MAX_LOS} 天;组内按四分位距裁剪(Q1−1.5·IQR 至 Q3+1.5·IQR);RW = 病组均费 ÷ 全部保留病例均费`;

export interface HistoryBasis {
  readonly hospitalId: string;
  readonly schemeKey: string;
  /** 照哪个运行的分组测算。 */
  readonly runId: number;
  readonly name: string;
  readonly source: string;
  /** 这张表用于哪些日子(半开)。 */
  readonly effective: { readonly from: string; readonly before: string };
  /** 用哪些日子出院的病例(半开);没有更早的数据时为 null。 */
  readonly cases: { readonly from: string; readonly before: string } | null;
  /** 所用的月份,印在依据里。 */
  readonly months: readonly string[];
  /** 没有 RW 的装载表(如只有死亡风险分级);没有时为 null。 */
  readonly supplement: number | null;
}

/**
 * 由本院病例测算一张权重表,返回编号;没有可用病例(如首月)时返回 null。
 * `supplement` 是没有 RW 的装载表:其死亡风险等级与标杆并入,标杆以装载的为准。
 */
export async function storeOwnHistory(trx: Db, basis: HistoryBasis): Promise<number | null> {
  const { weight_table_id: tableId } = await trx
    .insertInto('weight_table')
    .values({
      scheme_key: basis.schemeKey,
      hospital_id: basis.hospitalId,
      name: basis.name,
      source: basis.source,
      origin: 'own_history',
      effective_from: basis.effective.from,
      effective_before: basis.effective.before,
      basis: null,
    })
    .returning('weight_table_id')
    .executeTakeFirstOrThrow();

  const counts = basis.cases ? await computeWeights(trx, tableId, basis, basis.cases) : { kept: 0, candidates: 0 };
  if (basis.supplement !== null) await addSupplement(trx, tableId, basis.supplement);
  else if (counts.kept === 0) {
    await trx.deleteFrom('weight_table').where('weight_table_id', '=', tableId).execute();
    return null;
  }
  const note = { months: basis.months, cases: counts.kept, candidates: counts.candidates, method: METHOD };
  const saved = { ...note, ...(basis.supplement === null ? {} : { supplementTable: basis.supplement }) };
  await trx
    .updateTable('weight_table')
    .set({ basis: JSON.stringify(saved) })
    .where('weight_table_id', '=', tableId)
    .execute();
  return tableId;
}

/** 一条语句:取病例 → 每组四分位界 → 裁剪 → 均值与 RW。返回保留与候选的例数。 */
async function computeWeights(
  trx: Db,
  tableId: number,
  { hospitalId, runId }: HistoryBasis,
  { from, before }: { from: string; before: string },
) {
  await allowHashing(trx);
  const { rows } = await sql<{ kept: number; candidates: number }>`
    with candidate as materialized (
      select drg, grouped_fee as fee, grouped_bed_days as los
      from run_case_measure
      where hospital_id = ${hospitalId} and run_id = ${runId}
        and discharged_on >= ${from}::date and discharged_on < ${before}::date
        and grouped = 1 and grouped_fee >= ${MIN_FEE} and grouped_bed_days <= ${MAX_LOS}
    ), quartile as (
      select drg,
        percentile_cont(0.25) within group (order by fee) as q1,
        percentile_cont(0.75) within group (order by fee) as q3
      from candidate group by drg
    ), kept as (
      select c.drg, count(*) as cases, sum(c.fee) as fee, sum(c.los) as los
      from candidate c join quartile q on q.drg = c.drg
      where c.fee between (q.q1 - 1.5 * (q.q3 - q.q1)) and (q.q3 + 1.5 * (q.q3 - q.q1))
      group by c.drg
    ), overall as (
      select sum(fee) / sum(cases) as mean from kept
    ), stored as (
      insert into drg_weight (weight_table_id, drg, rw, benchmark_cost, benchmark_los, mortality_risk, cases)
      select ${tableId}::integer, drg, fee / cases / mean, fee / cases, los::numeric / cases, null, cases
      from kept, overall
      returning cases
    )
    select coalesce((select sum(cases) from stored), 0)::integer as kept, (select count(*) from candidate)::integer as candidates`.execute(
    trx,
  );
  return rows[0]!;
}

async function addSupplement(trx: Db, tableId: number, supplement: number): Promise<void> {
  await sql`
    insert into drg_weight (weight_table_id, drg, rw, benchmark_cost, benchmark_los, mortality_risk, cases)
    select ${tableId}::integer, drg, rw, benchmark_cost, benchmark_los, mortality_risk, null
    from drg_weight where weight_table_id = ${supplement}
    on conflict (weight_table_id, drg) do update set
      benchmark_cost = coalesce(excluded.benchmark_cost, drg_weight.benchmark_cost),
      benchmark_los = coalesce(excluded.benchmark_los, drg_weight.benchmark_los),
      mortality_risk = excluded.mortality_risk`.execute(trx);
}
