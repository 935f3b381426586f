import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeSample } from '../../server/sample/write-sample.ts';
import { createTestDatabase } from '../support/database.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const CASES = 6000;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-killed-'));
  const url = await createTestDatabase();
  environment = { CASEMIX_DATA: join(folder, 'data'), ...(url ? { DATABASE_URL: url } : {}) };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Batch {
  id: string;
  status: string;
  counts: { stored: number };
  failure: { message: string } | null;
}

const storedCases = async (server: ServerProcess) => {
  const months = await server.api.get<{ discharges: number; excluded: number }[]>('/months').catch(() => []);
  return months.reduce((sum, month) => sum + month.discharges + month.excluded, 0);
};

/** 上传后在任务进行到一半时杀掉进程。 */
async function killDuringImport(server: ServerProcess, file: string, delay: number): Promise<string> {
  const { batch } = await server.api.upload<{ batch: Batch }>('/batches', file, { source: '测试' });
  await pause(delay);
  await server.kill();
  return batch.id;
}

test('导入中任何时刻被 kill -9:重启后整批都在或一行也没有,批次说得清是哪一种', async () => {
  const file = join(folder, '出院.csv');
  await writeSample({ file, cases: CASES, seed: 7, months: 2, endMonth: '2025-06' });
  let batchId = '';
  const outcomes: string[] = [];
  for (const delay of [0, 150, 600, 1500]) {
    const server = await startServerProcess(environment);
    if (outcomes.at(-1) === 'stored') {
      await server.api.post(`/batches/${batchId}/withdrawal`, { by: '测试' });
    }
    batchId = await killDuringImport(server, file, delay);
    const again = await startServerProcess(environment);
    const batch = await again.api.get<Batch>(`/batches/${batchId}`);
    const cases = await storedCases(again);
    if (batch.status === 'stored') expect(cases).toBeGreaterThanOrEqual(CASES * 0.98);
    else {
      expect(batch).toMatchObject({
        status: 'interrupted',
        failure: { message: expect.stringContaining('一行也没有存入') },
      });
      expect(cases).toBe(0);
    }
    outcomes.push(batch.status);
    await again.kill();
  }
  expect(outcomes).toContain('interrupted');

  const last = await startServerProcess(environment);
  if (outcomes.at(-1) === 'interrupted') {
    const { job } = await last.api.post<{ job: { id: string } }>(`/batches/${batchId}/retry`, {});
    await last.api.waitFor(job.id, () => {});
    expect(await last.api.get<Batch>(`/batches/${batchId}`)).toMatchObject({ status: 'stored' });
    expect(await storedCases(last)).toBeGreaterThanOrEqual(CASES * 0.98);
  }
  await last.kill();
}, 300_000);
