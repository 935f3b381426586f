import { sql } from 'kysely';
import type { WeightRow } from '../../analytics/performance/weight-rows.ts';
import { type Db, inTransaction } from '../database.ts';

export { ensureMonthWeights } from './month-weight.store.ts';

export interface WeightTableInput {
  readonly schemeKey: string;
  readonly name: string;
  readonly source: string;
  /** 生效日 YYYY-MM-DD;对首日不早于它的月份有效。 */
  readonly effectiveFrom: string;
  readonly effectiveBefore?: string | null;
  /** 只给一家医院用;缺省为通用。 */
  readonly hospitalId?: string | null;
  /** 方案自带的:随方案走,不论生效日。 */
  readonly withScheme?: boolean;
  readonly rows: readonly WeightRow[];
}

/**
 * 装载一张权重表,返回编号。行须先经 checkWeightRows 检查。
 * 表从不修改;更正的表以新的一张装载,同一生效日取后装载的。用到它的月份在下次取数时改用。
 */
export async function loadWeightTable(db: Db, table: WeightTableInput): Promise<number> {
  const load = async (trx: Db) => {
    const { weight_table_id } = await trx
      .insertInto('weight_table')
      .values({
        scheme_key: table.schemeKey,
        hospital_id: table.hospitalId ?? null,
        name: table.name,
        source: table.source,
        origin: 'loaded',
        with_scheme: table.withScheme ?? false,
        effective_from: table.effectiveFrom,
        effective_before: table.effectiveBefore ?? null,
        basis: null,
      })
      .returning('weight_table_id')
      .executeTakeFirstOrThrow();
    await insertRows(trx, weight_table_id, table.rows);
    return weight_table_id;
  };
  return inTransaction(db, load);
}

/** 病组不过一千左右,整表作为一个 JSON 参数写入。 */
async function insertRows(trx: Db, weightTableId: number, rows: readonly WeightRow[]): Promise<void> {
  await sql`
    insert into drg_weight (weight_table_id, drg, rw, benchmark_cost, benchmark_los, mortality_risk, cases)
    select ${weightTableId}::integer, r.drg, r.rw, r."benchmarkCost", r."benchmarkLos", r."mortalityRisk", r.cases
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(
      drg text, rw numeric, "benchmarkCost" numeric, "benchmarkLos" numeric, "mortalityRisk" smallint, cases integer
    )`.execute(trx);
}

/** 装载的权重表的目录,新的在前;不含由本院历史测算的。 */
export async function weightTables(db: Db, hospitalId?: string) {
  return db
    .selectFrom('weight_table as t')
    .where('t.origin', '=', 'loaded')
    .$if(hospitalId !== undefined, (q) =>
      q.where((e) => e.or([e('t.hospital_id', 'is', null), e('t.hospital_id', '=', hospitalId!)])),
    )
    .select((e) => [
      't.weight_table_id as weightTableId',
      't.scheme_key as schemeKey',
      't.with_scheme as withScheme',
      't.hospital_id as hospitalId',
      't.name',
      't.source',
      't.effective_from as effectiveFrom',
      't.effective_before as effectiveBefore',
      't.created_at as createdAt',
      e
        .selectFrom('drg_weight as w')
        .whereRef('w.weight_table_id', '=', 't.weight_table_id')
        .select((w) => sql<number>`${w.fn.countAll()}::integer`.as('n'))
        .as('drgs'),
    ])
    .orderBy('t.effective_from', 'desc')
    .orderBy('t.weight_table_id', 'desc')
    .execute();
}

/** 方案有没有装载的(或自带的)、带 RW 的权重表可给这家医院用。 */
export async function hasOwnWeights(db: Db, schemeKey: string, hospitalId: string): Promise<boolean> {
  const row = await db
    .selectFrom('weight_table as t')
    .innerJoin('drg_weight as w', 'w.weight_table_id', 't.weight_table_id')
    .where('t.origin', '=', 'loaded')
    .where('t.scheme_key', '=', schemeKey)
    .where((e) => e.or([e('t.hospital_id', 'is', null), e('t.hospital_id', '=', hospitalId)]))
    .where('w.rw', 'is not', null)
    .select('t.weight_table_id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
