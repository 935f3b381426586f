import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';

/** PGlite 在此线程里运行:一次查询会占满线程,放在主线程会让服务停顿。 */
interface Setup {
  dataDir?: string;
  /** 测试用:从已迁移的模板打开。 */
  template?: string;
}
interface Request {
  id: number;
  op: 'query' | 'script' | 'close';
  sql: string;
  params?: unknown[];
  bytes?: Uint8Array<ArrayBuffer>;
}

const text = (value: string) => value;
const { dataDir, template } = workerData as Setup;
const db = await PGlite.create({
  ...(dataDir ? { dataDir } : {}),
  ...(template ? { loadDataDir: new Blob([await readFile(template)]) } : {}),
  parsers: { [types.NUMERIC]: text, [types.DATE]: text, [types.INT8]: text },
});
const port = parentPort!;

async function run({ op, sql, params, bytes }: Request) {
  if (op === 'script') return (await db.exec(sql)).at(-1);
  if (bytes) return db.query(sql.replace('from stdin', "from '/dev/blob'"), [], { blob: new Blob([bytes]) });
  return db.query(sql, params ?? []);
}

port.on('message', async (request: Request) => {
  try {
    if (request.op === 'close') {
      await db.close();
      port.postMessage({ id: request.id });
      port.close();
      return;
    }
    const result = await run(request);
    port.postMessage({ id: request.id, rows: result?.rows ?? [], affected: result?.affectedRows });
  } catch (error) {
    // 未捕获的 PGlite 错误带有很长的压缩源码行;只留有用的几项。
    const { message, code, detail, constraint } = error as Error & Record<string, string>;
    port.postMessage({ id: request.id, error: { message, code, detail, constraint } });
  }
});
port.postMessage({ ready: true });
