import pg from 'pg';

/** 同一服务器上另一个库的连接串。 */
export function databaseUrl(name: string): string {
  const url = new URL(process.env.DATABASE_URL!);
  url.pathname = `/${name}`;
  return url.href;
}

/** 在 DATABASE_URL 的库里执行一条管理语句。 */
export async function administer(statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
