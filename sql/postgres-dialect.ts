import { finished } from 'node:stream/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyBlock, Script } from './bulk-load.ts';
import { TransactionalDriver } from './transactional-driver.ts';

// 日期一律是 'YYYY-MM-DD' 文本:Date 会带入时区。numeric 与 int8 在 pg 里本来就是文本。
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

class PostgresConnection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const first = parameters[0];
    if (first instanceof CopyBlock) return this.#copy(sql, first.bytes);
    const values = first instanceof Script ? [] : [...parameters];
    const result = await (values.length === 0 ? this.client.query(sql) : this.client.query(sql, values));
    return {
      rows: (result.rows ?? []) as R[],
      ...(result.rowCount == null ? {} : { numAffectedRows: BigInt(result.rowCount) }),
    };
  }

  async #copy<R>(sql: string, bytes: Uint8Array): Promise<QueryResult<R>> {
    const stream = this.client.query(copyFrom(sql));
    stream.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    await finished(stream);
    return { rows: [] };
  }

  // biome-ignore lint/correctness/useYield: 与 PGlite 一致:大结果集由调用者按键分页。
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('不使用流式查询');
  }
}

class PostgresDriver extends TransactionalDriver {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super();
    this.#pool = pool;
  }
  async acquireConnection() {
    return new PostgresConnection(await this.#pool.connect());
  }
  async releaseConnection(connection: DatabaseConnection) {
    (connection as PostgresConnection).client.release();
  }
  async destroy() {
    await this.#pool.end();
  }
}

/** Kysely 的 PostgreSQL 方言;与自带方言的差别只在认识 {@link CopyBlock} 与 {@link Script}。 */
export function postgresDialect(connectionString: string): Dialect {
  const pool = new pg.Pool({ connectionString, max: 8 });
  // 空闲连接被服务器断开时只记一笔;下次查询会取新连接。没有监听者会让进程退出。
  pool.on('error', (error) => console.error(`数据库空闲连接断开:${error.message}`));
  // 汇总语句有上百个求和式,即时编译要几秒,算只要几十毫秒。
  pool.on('connect', (client) => void client.query('set jit = off').catch(() => undefined));
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PostgresDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
