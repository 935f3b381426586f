import { randomBytes } from 'node:crypto';
import { type Db, openEmbedded, openPostgres } from '../../sql/database.ts';
import { administer, databaseUrl } from './postgres-server.ts';

/**
 * 一个已迁移的空数据库:默认 PGlite(由模板克隆);设了 DATABASE_URL 时是 PostgreSQL 上由模板克隆的库。
 * 用完 `await db.destroy()`;PostgreSQL 上的克隆由全局收尾一并删除。
 */
export async function openTestDatabase(): Promise<Db> {
  const url = await createTestDatabase();
  return url ? openPostgres(url) : openEmbedded(undefined, template());
}

/** 设了 DATABASE_URL 时由模板克隆一个库并返回连接串,否则 null(用 PGlite)。 */
export async function createTestDatabase(): Promise<string | null> {
  if (!process.env.DATABASE_URL) return null;
  const name = `${template()}_${randomBytes(4).toString('hex')}`;
  await administer(`create database ${name} template ${template()}`);
  return databaseUrl(name);
}

function template(): string {
  const value = process.env.CASEMIX_TEST_TEMPLATE;
  if (!value) throw new Error('测试模板未建立:请经 npm test 运行');
  return value;
}
