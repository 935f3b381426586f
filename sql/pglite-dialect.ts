import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { CopyBlock, Script } from './bulk-load.ts';
import type { PgliteClient, PgliteResult } from './pglite-client.ts';
import { TransactionalDriver } from './transactional-driver.ts';

class PgliteConnection implements DatabaseConnection {
  readonly #client: PgliteClient;
  constructor(client: PgliteClient) {
    this.#client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affected } = await this.#run(sql, parameters);
    return { rows: rows as R[], ...(affected === undefined ? {} : { numAffectedRows: BigInt(affected) }) };
  }

  #run(sql: string, parameters: readonly unknown[]): Promise<PgliteResult> {
    const first = parameters[0];
    if (first instanceof CopyBlock) return this.#client.copy(sql, first.bytes);
    if (first instanceof Script) return this.#client.script(sql);
    return this.#client.query(sql, parameters);
  }

  // biome-ignore lint/correctness/useYield: PGlite 没有游标流;大结果集由调用者按键分页。
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('PGlite 不支持流式查询');
  }
}

/** PGlite 只有一个会话,所以连接(也就是事务)排队取得:事务里只能用 trx,用外层 db 会永远等自己。 */
class PgliteDriver extends TransactionalDriver {
  #tail: Promise<void> = Promise.resolve();
  readonly #release = new WeakMap<DatabaseConnection, () => void>();
  readonly #client: PgliteClient;
  readonly #onClose: () => void;
  constructor(client: PgliteClient, onClose: () => void) {
    super();
    this.#client = client;
    this.#onClose = onClose;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#tail;
    let free!: () => void;
    this.#tail = new Promise((done) => {
      free = done;
    });
    await before;
    const connection = new PgliteConnection(this.#client);
    this.#release.set(connection, free);
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection) {
    this.#release.get(connection)!();
  }
  async destroy() {
    await this.#client.close();
    this.#onClose();
  }
}

/** Kysely 的 PGlite 方言;关闭数据库时调用 `onClose`(解锁数据目录)。 */
export const pgliteDialect = (client: PgliteClient, onClose: () => void = () => {}): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PgliteDriver(client, onClose),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
