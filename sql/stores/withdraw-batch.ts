import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { refreshRollup } from './rollup.store.ts';
import { countByMonth, inBatch, monthsOf } from './settle-batch.ts';

/** 撤回一批:它的行不再是现行版本,被它替换、且没有更新版本的旧版本恢复。返回恢复数。 */
export async function withdrawBatch(db: Db, batchId: string, by: string): Promise<{ restored: number } | null> {
  return db.transaction().execute(async (trx) => {
    const batch = await trx
      .updateTable('batch')
      .set({ status: 'withdrawn', withdrawn_at: sql<Date>`now()`, withdrawn_by: by })
      .where('batch_id', '=', batchId)
      .where('status', '=', 'stored')
      .returning(['hospital_id'])
      .executeTakeFirst();
    if (!batch) return null;
    const months = await monthsOf(trx, batchId);
    await sql`update discharge_case c set is_current = false where ${inBatch('c', batchId)} and c.is_current`.execute(
      trx,
    );
    const restored = await restoreReplaced(trx, batchId);
    await refreshRollup(trx, batch.hospital_id!, [...months, ...restored.months]);
    return { restored: restored.count };
  });
}

/** 每个键:没有现行版本时,恢复最近一个仍有效批次里的版本。 */
async function restoreReplaced(trx: Db, batchId: string): Promise<{ count: number; months: string[] }> {
  const { rows } = await sql<{ month: string | null; count: string }>`
    with touched as (
      select distinct hospital_id, record_no, admission_key from discharge_case c where ${inBatch('c', batchId)}),
    latest as (
      select distinct on (v.hospital_id, v.record_no, v.admission_key) v.case_id, v.is_current
      from touched k
      join discharge_case v on v.hospital_id = k.hospital_id and v.record_no = k.record_no and v.admission_key = k.admission_key
      join batch b on b.batch_id = v.batch_id and b.status = 'stored'
      where not v.repeats_key
      order by v.hospital_id, v.record_no, v.admission_key, v.is_current desc, v.case_id desc),
    restored as (
      update discharge_case c set is_current = true from latest l
      where c.case_id = l.case_id and not l.is_current returning c.discharged_on)
    select to_char(discharged_on, 'YYYY-MM') as month, count(*) as count from restored group by 1`.execute(trx);
  return countByMonth(rows);
}
