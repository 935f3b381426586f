import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { runScript } from './bulk-load.ts';
import type { Db } from './database.ts';
import { projectFolder } from './project-folder.ts';

/** 任取的锁号:同时启动的两个进程只有一个在迁移。 */
const MIGRATION_LOCK = 7_203_411;

/** 依编号执行尚未执行的迁移,每个一个事务;返回执行了的文件名。 */
export async function migrate(db: Db): Promise<string[]> {
  const folder = join(projectFolder(), 'sql', 'migrations');
  const files = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort();
  await sql`create table if not exists schema_migration (
    name text constraint schema_migration_pk primary key, applied_at timestamptz not null default now())`.execute(db);
  const applied: string[] = [];
  for (const name of files) {
    if (await applyOnce(db, folder, name)) applied.push(name);
  }
  return applied;
}

function applyOnce(db: Db, folder: string, name: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(trx);
    const done = await sql`select 1 from schema_migration where name = ${name}`.execute(trx);
    if (done.rows.length > 0) return false;
    await runScript(trx, await readFile(join(folder, name), 'utf8'));
    await sql`insert into schema_migration (name) values (${name})`.execute(trx);
    return true;
  });
}
