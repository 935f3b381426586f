import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { dischargeCsv } from '../../support/discharge-csv.ts';
import { type SchemeSpec, schemeTables } from '../../support/grouping-scheme.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { NEW } from './registry-fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const api = '/api/v1';
const KEY = 'local@2.0';

/** 一个小方案的 .zip;`without` 去掉的表不写。 */
function zipOf(spec: SchemeSpec, without: readonly string[] = []): Buffer {
  const files = Object.entries(schemeTables(spec))
    .filter(([table]) => !without.includes(table))
    .map(([table, parts]) => [
      `${table}.csv`,
      strToU8(Papa.unparse([[...parts[0]!.columns], ...parts[0]!.rows.map((row) => [...row])])),
    ]);
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

const ABOUT = {
  by: '甲',
  id: 'local',
  version: '2.0',
  name: '本地方案',
  source: '医保〔2025〕1 号',
  effectiveFrom: '2025-06-01',
};
const send = (file: Buffer, about: Record<string, string> = ABOUT) =>
  server.request.post(`${api}/schemes`).field(about).attach('file', file, '本地方案.zip');
const schemes = async () => (await server.request.get(`${api}/schemes`)).body as any[];
const post = (path: string, body: object) => server.request.post(`${api}${path}`).send(body);
/** 提交任务并等它做完。 */
async function done(request: ReturnType<typeof post>) {
  const { status, body } = await request;
  expect([status, body.detail]).toEqual([202, undefined]);
  await server.services.jobs.idle();
  return (await server.request.get(`${api}/jobs/${body.job.id}`)).body;
}

test('内置方案已登记,从最早起施行', async () => {
  expect(await schemes()).toMatchObject([
    { id: 'casemix-reference', status: 'live', liveFrom: null, liveBefore: null, configured: true, forReference: true },
  ]);
});

describe('导入', () => {
  test('有错误的方案什么也不存,全部错误一次说出,施行中的方案不动', async () => {
    const broken = { ...NEW, adrgs: NEW.adrgs!.map((adrg) => ({ ...adrg, mdc: 'MDCQ' })) };
    const { status, body } = await send(zipOf(broken));
    expect([status, body.code]).toEqual([422, 'scheme-rejected']);
    expect(body.errors.length).toBeGreaterThan(1);
    expect(await schemes()).toHaveLength(1);
    expect((await send(Buffer.from('不是压缩包'))).body).toMatchObject({ status: 422, code: 'scheme-format-unknown' });
  });

  test('不写登记人、生效日不行', async () => {
    expect((await send(zipOf(NEW), { ...ABOUT, by: ' ' })).status).toBe(400);
    expect((await send(zipOf(NEW), { ...ABOUT, effectiveFrom: '' })).body.code).toBe('scheme-effective-missing');
  });

  test('登记为草案;同一内容再来一次,说没有变;换了内容而不换版本,不收', async () => {
    const first = await send(zipOf(NEW));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      unchanged: false,
      scheme: { key: KEY, status: 'draft', drgs: 3, created: { by: '甲' }, forReference: false },
    });
    expect(first.body.scheme.findings).toBe(first.body.findings.length);
    const again = await send(zipOf(NEW));
    expect([again.status, again.body.unchanged]).toEqual([200, true]);
    const other = await send(zipOf({ adrgs: [NEW.adrgs![1]!] }));
    expect([other.status, other.body.code]).toEqual([409, 'scheme-version-exists']);
    const twin = await send(zipOf(NEW), { ...ABOUT, version: '2.1' });
    expect(twin.body.findings).toContainEqual(expect.objectContaining({ code: 'same-as-registered' }));
    expect((await server.request.delete(`${api}/schemes/local@2.1`)).status).toBe(200);
  });

  test('导出的工作簿原样导入,是同一套表', async () => {
    const file = await server.request
      .get(`${api}/schemes/${KEY}/workbook`)
      .buffer(true)
      .parse((response: any, finish: any) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => finish(null, Buffer.concat(chunks)));
      });
    const again = await server.request
      .post(`${api}/schemes`)
      .field({ by: '甲', effectiveFrom: '2025-06-01' })
      .attach('file', file.body, '导出.xlsx');
    expect(again.body).toMatchObject({ unchanged: true, scheme: { key: KEY } });
  });
});

describe('施行', () => {
  test('导入的病例按出院日归方案,证明也按那天的方案', async () => {
    const row = (recordNo: string, day: string, code: string) => ({
      A48: recordNo,
      B12: `${day.slice(0, 8)}01 09:00`,
      B15: `${day} 10:00`,
      B20: '7',
      C03C: code,
    });
    const early = await server.upload(
      dischargeCsv([row('P1', '2025-05-20', 'J18.900'), row('P2', '2025-06-10', 'I21.900')]),
    );
    expect(early.status).toBe('stored');
    expect((await post(`/schemes/${KEY}/live`, { by: '丙' })).body.code).toBe('scheme-not-approved');
    expect((await post(`/schemes/${KEY}/approval`, { by: '' })).status).toBe(400);
    expect((await post(`/schemes/${KEY}/approval`, { by: '乙' })).body).toMatchObject({ approved: { by: '乙' } });
    expect(await done(post(`/schemes/${KEY}/live`, { by: '丙' }))).toMatchObject({ status: 'done' });
    await server.upload(dischargeCsv([row('P3', '2025-05-21', 'J18.900'), row('P4', '2025-06-11', 'J18.900')]));
    const { body } = await server.request.get(`${api}/cases?period=2025`);
    const drgs = Object.fromEntries(body.items.map((item: any) => [item.recordNo, item.drg]));
    expect(drgs).toMatchObject({ P1: expect.stringMatching(/^ES/), P2: 'XB19', P3: drgs.P1, P4: 'XC19' });
    const proofOf = async (recordNo: string) => {
      const { id } = body.items.find((item: any) => item.recordNo === recordNo);
      return (await server.request.get(`${api}/cases/${id}/proof`)).body.proof.scheme.id;
    };
    expect([await proofOf('P1'), await proofOf('P4')]).toEqual(['casemix-reference', 'local']);
    const figures = (await server.request.get(`${api}/figures?period=2025-Q2&by=month`)).body;
    expect(figures.schemes).toMatchObject([
      { id: 'casemix-reference', before: '2025-06-01' },
      { id: 'local', from: '2025-06-01' },
    ]);
    expect(figures.units.map((unit: any) => unit.cases)).toEqual([2, 2]);
  });

  test('停用后恢复;名单说明各步是谁做的', async () => {
    expect(await done(post(`/schemes/${KEY}/withdrawal`, { by: '丁' }))).toMatchObject({ status: 'done' });
    const { body } = await server.request.get(`${api}/cases?period=2025-06`);
    expect(body.items.every((item: any) => !String(item.drg).startsWith('X'))).toBe(true);
    expect((await schemes()).find((scheme) => scheme.key === KEY)).toMatchObject({
      status: 'retired',
      liveFrom: null,
      live: { by: '丙' },
      retired: { by: '丁' },
    });
    expect((await server.request.delete(`${api}/schemes/${KEY}`)).body.code).toBe('scheme-in-history');
  });
});

test('试算、总体影响、矩阵与规则差异都能取到', async () => {
  await done(post('/shadow-runs', { by: '甲', scheme: KEY, period: '2025-Q2' }));
  const [run] = (await server.request.get(`${api}/shadow-runs`)).body;
  expect(run).toMatchObject({ scheme: KEY, period: '2025-Q2', cases: 4 });
  const { overall, notes } = (await server.request.get(`${api}/shadow-runs/${run.id}`)).body;
  expect(overall).toMatchObject({ cases: 4, changed: 4, toGrouped: 4, missing: 0 });
  expect(notes.join()).toContain('按同样的方法测算');
  const matrix = (await server.request.get(`${api}/shadow-runs/${run.id}/matrix?changed=true&pageSize=1`)).body;
  expect([matrix.items.length, matrix.items[0].cases <= 3]).toEqual([1, true]);
  const { from, to, cases } = matrix.items[0];
  const listed = (await server.request.get(`${api}/shadow-runs/${run.id}/cases?from=${from}&to=${to}`)).body;
  expect(listed.total).toBe(cases);
  const diff = (await server.request.get(`${api}/schemes/casemix-reference@1.1.0/diff/${KEY}?level=ADRG&pageSize=5`))
    .body;
  expect(diff.total).toBe(376 + 2);
});
