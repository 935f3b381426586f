import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** 病例出院那个月所用权重表的各组 RW;那个月还没有定权重表时为空。 */
export async function caseMonthWeights(db: Db, caseId: string, schemeKey: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ drg: string; rw: string }>`
    select w.drg, w.rw
    from discharge_case c
    join month_weight m on m.hospital_id = c.hospital_id and m.scheme_key = ${schemeKey}
      and m.month = date_trunc('month', c.discharged_on)::date
    join drg_weight w on w.weight_table_id = m.weight_table_id
    where c.case_id = ${caseId}::bigint and w.rw is not null`.execute(db);
  return new Map(rows.map(({ drg, rw }) => [drg, Number(rw)]));
}
