import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { ensureMonthWeights } from '../stores/month-weight.store.ts';

export interface CaseMonthWeights {
  /** 所用权重表的名称;那个月没有可用的权重为 null。 */
  readonly table: string | null;
  /** 病组 → 权重与标杆费用(元)。 */
  readonly groups: ReadonlyMap<string, { readonly rw: number | null; readonly benchmarkCost: string | null }>;
}

const NO_WEIGHTS: CaseMonthWeights = { table: null, groups: new Map() };

/** 病例出院那个月所用权重表的各组权重与标杆;与指标用的是同一张表。 */
export async function caseMonthWeights(db: Db, caseId: string, schemeKey: string): Promise<CaseMonthWeights> {
  const place = await db
    .selectFrom('discharge_case')
    .select(['hospital_id', sql<string | null>`to_char(discharged_on, 'YYYY-MM')`.as('month')])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (!place?.month) return NO_WEIGHTS;
  await ensureMonthWeights(db, place.hospital_id, [place.month]);
  const rows = await db
    .selectFrom('month_weight as m')
    .innerJoin('weight_table as t', 't.weight_table_id', 'm.weight_table_id')
    .innerJoin('drg_weight as w', 'w.weight_table_id', 'm.weight_table_id')
    .where('m.hospital_id', '=', place.hospital_id)
    .where('m.scheme_key', '=', schemeKey)
    .where('m.month', '=', `${place.month}-01`)
    .select(['t.name', 'w.drg', 'w.rw', 'w.benchmark_cost'])
    .execute();
  const groups = rows.map(({ drg, rw, benchmark_cost }) => {
    return [drg, { rw: rw === null ? null : Number(rw), benchmarkCost: benchmark_cost }] as const;
  });
  return { table: rows[0]?.name ?? null, groups: new Map(groups) };
}
