import { once } from 'node:events';
import { startWorker } from './worker-thread.ts';

export interface PgliteResult {
  rows: unknown[];
  affected: number | undefined;
}

export interface PgliteClient {
  query(sql: string, params: readonly unknown[]): Promise<PgliteResult>;
  script(sql: string): Promise<PgliteResult>;
  copy(sql: string, bytes: Uint8Array): Promise<PgliteResult>;
  close(): Promise<void>;
}

interface Answer {
  id: number;
  rows: unknown[];
  affected?: number;
  error?: { message: string; code?: string; detail?: string; constraint?: string };
}
interface Waiting {
  resolve: (result: PgliteResult) => void;
  reject: (error: Error) => void;
}

/** 在工作线程里打开 PGlite;`dataDir` 缺省时在内存里。线程意外退出时,所有等待中的查询以错误结束。 */
export async function openPglite(setup: { dataDir?: string; template?: string }): Promise<PgliteClient> {
  const worker = startWorker(import.meta.url, './pglite-worker', { workerData: setup });
  await once(worker, 'message');
  const waiting = new Map<number, Waiting>();
  let nextId = 0;

  worker.on('message', (answer: Answer) => {
    const request = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error) request?.reject(Object.assign(new Error(answer.error.message), answer.error));
    else request?.resolve({ rows: answer.rows ?? [], affected: answer.affected });
  });
  const fail = (error: Error) => {
    for (const request of waiting.values()) request.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('嵌入数据库的线程已退出')));

  const send = (message: Record<string, unknown>, transfer: ArrayBuffer[] = []) =>
    new Promise<PgliteResult>((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, transfer);
    });

  return {
    query: (sql, params) => send({ op: 'query', sql, params }),
    script: (sql) => send({ op: 'script', sql }),
    copy: (sql, bytes) => send({ op: 'query', sql, bytes: new Uint8Array(bytes) }),
    close: async () => {
      await send({ op: 'close' });
      await worker.terminate();
    },
  };
}
