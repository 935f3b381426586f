import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { lockDataDirectory } from './data-directory-lock.ts';
import { openPglite } from './pglite-client.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import { postgresDialect } from './postgres-dialect.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** 打开 PostgreSQL(连接串 `postgres://…`)。 */
export function openPostgres(connectionString: string): Db {
  return new Kysely<Tables>({ dialect: postgresDialect(connectionString) });
}

/** 打开嵌入数据库;给出目录则持久保存并加锁,否则在内存里。 */
export async function openEmbedded(dataDir?: string, template?: string): Promise<Db> {
  const unlock = dataDir ? lockDataDirectory(dataDir) : () => {};
  if (dataDir) mkdirSync(dirname(dataDir), { recursive: true });
  const client = await openPglite({ ...(dataDir ? { dataDir } : {}), ...(template ? { template } : {}) });
  return new Kysely<Tables>({ dialect: pgliteDialect(client, unlock) });
}

/** 在事务里做一件事;已在事务里就用它。 */
export const inTransaction = <T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);
