import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** 一个来源保存的列对照;没有保存过则为空。 */
export async function columnMapping(db: Db, source: string): Promise<Record<string, string>> {
  const row = await db.selectFrom('column_mapping').select('columns').where('source', '=', source).executeTakeFirst();
  return row?.columns ?? {};
}

export async function saveColumnMapping(db: Db, source: string, columns: Record<string, string>): Promise<void> {
  const text = JSON.stringify(columns);
  await db
    .insertInto('column_mapping')
    .values({ source, columns: text })
    .onConflict((c) => c.column('source').doUpdateSet({ columns: text, updated_at: sql<Date>`now()` }))
    .execute();
}
