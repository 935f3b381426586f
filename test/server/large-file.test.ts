import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compileCaseCodes } from '../../analytics/codes/case-codes.ts';
import { recogniseHeader } from '../../analytics/discharge/header.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { DayRuns } from '../../server/grouping/day-runs.ts';
import { csvRows } from '../../server/intake/files/csv-rows.ts';
import { FileProblem } from '../../server/intake/files/file-problem.ts';
import { jsonRows } from '../../server/intake/files/json-rows.ts';
import { compileRowPreparer } from '../../server/intake/row-preparer.ts';
import { FIRST_DAY, LAST_DAY } from '../../sql/stores/grouping-run.store.ts';
import { type CsvRow, dischargeCsv } from '../support/discharge-csv.ts';
import { referenceScheme } from '../support/reference-scheme.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let folder: string;
let scheme: CompiledScheme;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-large-'));
  ({ scheme } = await referenceScheme());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * 每五十行里有一行是再次住院、有方案不认识的长编码、还有缺陷:这些都是要跨行记住的,
 * 记的若是截取来的子串,整段文件内容就跟着留在内存里。
 */
function rowAt(serial: number): CsvRow {
  const odd = serial % 50 === 0;
  return {
    A48: `病案号${String(odd ? serial - 25 : serial).padStart(12, '0')}`,
    A49: odd ? '2' : '1',
    C03C: odd ? `J18.900x${String(serial).padStart(8, '0')}` : 'J18.900',
    C04N: '社区获得性肺炎,非重症'.repeat(4),
    B20: odd ? '70' : '7',
    B13C: odd ? `未登记的科室编码${serial}` : '0303',
  };
}

async function writeRows(name: string, count: number): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  for (let from = 0; from < count; from += 5000) {
    const text = dischargeCsv(Array.from({ length: Math.min(5000, count - from) }, (_, i) => rowAt(from + i)));
    await file.write(from === 0 ? text : text.slice(text.indexOf('\n') + 1));
  }
  await file.close();
  return path;
}

/** 边读边准备,隔一段回收一次,返回活着的内存的峰值与行数。 */
async function peakWhilePreparing(path: string): Promise<{ peak: number; rows: number }> {
  const runs = new DayRuns([
    {
      runId: 1,
      from: FIRST_DAY,
      before: LAST_DAY,
      groupedFrom: FIRST_DAY,
      scheme,
      codes: compileCaseCodes(scheme, []),
    },
  ]);
  let preparer: ReturnType<typeof compileRowPreparer> | null = null;
  let rows = 0;
  let peak = 0;
  let measureAt = 2000;
  for await (const block of csvRows(path, 'utf-8')) {
    const body = preparer ? block.rows : block.rows.slice(1);
    preparer ??= compileRowPreparer(recogniseHeader(block.rows[0]!), {
      batchId: 1,
      defaultHospitalId: null,
      today: '2025-07-01',
      hashIdentity: null,
    });
    preparer.add(body, block.firstRow, { hospitalId: 'H1', runs });
    rows += body.length;
    if (preparer.isFull()) preparer.take();
    // 让读文件的一方有机会抢在前面。
    for (let i = 0; i < 5; i++) await setImmediate();
    if (rows < measureAt) continue;
    measureAt += 6000;
    collectGarbage();
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  return { peak, rows };
}

test('准备文件时活着的内存不随行数增长', async () => {
  const megabyte = 1024 * 1024;
  const small = await peakWhilePreparing(await writeRows('small.csv', 8_000));
  const large = await peakWhilePreparing(await writeRows('large.csv', 32_000));
  expect([small.rows, large.rows]).toEqual([8_000, 32_000]);
  expect((large.peak - small.peak) / megabyte).toBeLessThan(4);
});

test('引号没有成对的大文件:指出哪一行,不把其后的内容都读进内存', async () => {
  const path = join(folder, 'quote.csv');
  const file = await open(path, 'w');
  await file.write(`A,B\n1,2\n3,"4\n`);
  for (let i = 0; i < 8; i++) await file.write('5,6\n'.repeat(256 * 1024));
  await file.close();
  const seen: number[] = [];
  const reading = (async () => {
    for await (const { rows } of csvRows(path, 'utf-8')) seen.push(rows.length);
  })();
  const problem = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(FileProblem);
  expect((problem as FileProblem).failure).toMatchObject({
    code: 'row-endless',
    message: expect.stringContaining('第 3 行'),
  });
  expect(seen).toEqual([2]);
});

test('太大的 JSON:不读进内存,请人分批', async () => {
  const path = join(folder, 'large.json');
  const file = await open(path, 'w');
  await file.write('[');
  await file.truncate(65 * 1024 * 1024);
  await file.close();
  const problem = await jsonRows(path)
    .next()
    .catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(FileProblem);
  expect((problem as FileProblem).failure).toMatchObject({
    code: 'json-too-large',
    message: expect.stringContaining('65 MB'),
  });
});
