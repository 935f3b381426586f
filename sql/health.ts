import { sql } from 'kysely';
import type { Db } from './database.ts';

/** 数据库能回答查询;不能时抛出错误。 */
export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
