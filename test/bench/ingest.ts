import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CompiledQuery, sql } from 'kysely';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { ApiClient } from '../../server/demo/api-client.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { CopyBlock } from '../../sql/bulk-load.ts';
import { type Db, openEmbedded } from '../../sql/database.ts';
import type { Measurement } from './measurement.ts';
import { withPostgres } from './postgres.ts';

const ROWS = 200_000;
const MILLION = 1_000_000;
const STORED_TABLES = ['discharge_case', 'case_group', 'source_block', 'batch_finding'] as const;

interface Served {
  api: ApiClient;
  pid: number;
  stop(): Promise<void>;
}

/** 用编译后的产品启动服务(与医院里运行的一样)。 */
async function serve(environment: Record<string, string>): Promise<Served> {
  const child = spawn(process.execPath, ['dist/server/cli.js', 'serve'], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      CASEMIX_PORT: '0',
      CASEMIX_LOG: 'error',
      CASEMIX_MAX_UPLOAD_MB: '4096',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/[^\s]+/.exec(line);
    if (!found) continue;
    const stop = async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    };
    return { api: new ApiClient(found[0]), pid: child.pid!, stop };
  }
  throw new Error('服务没有启动;请先 npm run build');
}

/** 从上传到存入并分组完成的秒数。 */
async function importSeconds({ api }: Served, file: string): Promise<number> {
  const began = performance.now();
  const { job } = await api.upload<{ job: { id: string } }>('/batches', file, { source: '基准' });
  await api.waitFor(job.id, () => {});
  return (performance.now() - began) / 1000;
}

async function withSample<T>(cases: number, run: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-bench-'));
  try {
    const file = join(folder, 'sample.csv');
    await writeSample({ file, cases, seed: 1, endMonth: '2025-06' });
    return await run(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** 把存下的同样的行裸 COPY 进没有索引的同构表,一个事务;返回秒数。 */
async function bareCopyPostgres(client: pg.Client): Promise<number> {
  const dumps = new Map<string, Buffer>();
  for (const table of STORED_TABLES) {
    dumps.set(table, await collect(client.query(copyTo(`copy ${table} to stdout`))));
    await client.query(`create table bare_${table} (like ${table})`);
  }
  const began = performance.now();
  await client.query('begin');
  for (const [table, bytes] of dumps) {
    const stream = client.query(copyFrom(`copy bare_${table} from stdin`));
    stream.end(bytes);
    await once(stream, 'finish');
  }
  await client.query('commit');
  return (performance.now() - began) / 1000;
}

const result = (name: string, seconds: number, bare: number): Measurement => ({
  name,
  value: Math.round(ROWS / seconds),
  unit: 'rows/s',
  ratio: Number((bare / seconds).toFixed(3)),
});

export function benchIngestPostgres(): Promise<Measurement[]> {
  return withSample(ROWS, (file, folder) =>
    withPostgres(async (url, client) => {
      const served = await serve({ DATABASE_URL: url, CASEMIX_DATA: join(folder, 'data') });
      const seconds = await importSeconds(served, file).finally(served.stop);
      return [result('ingest.pg', seconds, await bareCopyPostgres(client))];
    }),
  );
}

const PGLITE_BLOCK = 16 * 1024 * 1024;

/** PGlite 上的同一比较:按约 16 MB 的块 COPY。 */
async function bareCopyEmbedded(db: Db): Promise<number> {
  const dumps = new Map<string, Buffer[]>();
  for (const table of STORED_TABLES) {
    dumps.set(table, await embeddedRows(db, table));
    await sql.raw(`create table bare_${table} (like ${table})`).execute(db);
  }
  const began = performance.now();
  await db.transaction().execute(async (trx) => {
    for (const [table, blocks] of dumps) {
      for (const block of blocks)
        await trx.executeQuery(CompiledQuery.raw(`copy bare_${table} from stdin`, [new CopyBlock(block)]));
    }
  });
  return (performance.now() - began) / 1000;
}

/** 各行的 COPY 文本(由数据库按列转成文本),分块。 */
async function embeddedRows(db: Db, table: string): Promise<Buffer[]> {
  const blocks: Buffer[] = [];
  let lines = '';
  const { rows: columns } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns where table_name = ${table} order by ordinal_position`.execute(
    db,
  );
  const list = columns
    .map(({ name }) => `coalesce(replace(${name}::text, '\\', '\\\\'), '\\N')`)
    .join(` || E'\\t' || `);
  const page = 20_000;
  for (let offset = 0; ; offset += page) {
    const { rows } = await sql
      .raw<{ line: string }>(`select ${list} as line from ${table} order by 1 limit ${page} offset ${offset}`)
      .execute(db);
    for (const { line } of rows) lines += `${line}\n`;
    if (lines.length > PGLITE_BLOCK || rows.length < page) {
      blocks.push(Buffer.from(lines));
      lines = '';
    }
    if (rows.length < page) return blocks;
  }
}

export function benchIngestEmbedded(): Promise<Measurement[]> {
  return withSample(ROWS, async (file, folder) => {
    const served = await serve({ CASEMIX_DATA: join(folder, 'data'), DATABASE_URL: '' });
    const seconds = await importSeconds(served, file).finally(served.stop);
    const db = await openEmbedded(join(folder, 'data', 'database'));
    const bare = await bareCopyEmbedded(db);
    await db.destroy();
    return [result('ingest.pglite', seconds, bare)];
  });
}

/** 服务进程(含各线程)的峰值内存:内核记录的 VmHWM。 */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024);
}

export function benchIngestMemory(): Promise<Measurement[]> {
  return withSample(MILLION, (file, folder) =>
    withPostgres(async (url) => {
      const served = await serve({ DATABASE_URL: url, CASEMIX_DATA: join(folder, 'data') });
      const peak = await importSeconds(served, file)
        .then(() => peakMegabytes(served.pid))
        .finally(served.stop);
      return [{ name: 'ingest.rss', value: peak, unit: 'MB' }];
    }),
  );
}
