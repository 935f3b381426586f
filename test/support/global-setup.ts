import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { openPostgres } from '../../sql/database.ts';
import { migrate } from '../../sql/migrate.ts';
import { pgliteDialect } from '../../sql/pglite-dialect.ts';
import type { Tables } from '../../sql/tables.ts';
import { administer, databaseUrl } from './postgres-server.ts';

/** 迁移一次,存成模板;各测试文件由它克隆。 */
export default async function globalSetup() {
  process.env.CASEMIX_TEST_TEMPLATE = process.env.DATABASE_URL ? await postgresTemplate() : await pgliteTemplate();
}

async function postgresTemplate(): Promise<string> {
  const name = `casemix_test_${process.pid}`;
  await administer(`create database ${name}`);
  const db = openPostgres(databaseUrl(name));
  await migrate(db);
  await db.destroy();
  return name;
}

async function pgliteTemplate(): Promise<string> {
  const pglite = await PGlite.create();
  const result = async (rows: Promise<{ rows: unknown[]; affectedRows?: number }>) => {
    const { rows: found, affectedRows } = await rows;
    return { rows: found, affected: affectedRows };
  };
  const db = new Kysely<Tables>({
    dialect: pgliteDialect({
      query: (sql, params) => result(pglite.query(sql, [...params])),
      script: (sql) => result(pglite.exec(sql).then((all) => all.at(-1) ?? { rows: [] })),
      copy: () => Promise.reject(new Error('建立模板时不装载数据')),
      close: async () => {},
    }),
  });
  await migrate(db);
  const file = join(await mkdtemp(join(tmpdir(), 'casemix-test-')), 'template.tar');
  await writeFile(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  return file;
}
