import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { type RegionSpec, regionFiles, testPolicy } from '../../support/dip-region.ts';
import { storeHistory } from '../../support/history-cases.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const spec: RegionSpec = {
  entries: [
    { code: 'C1', procedures: '51.2300', kind: 'surgery', score: '800' },
    { code: 'Z1', type: 'comprehensive', diagnosis: 'K80', score: '300' },
  ],
  procedureKinds: { '51.2300': 'surgery' },
};
function aZip({ entries }: Pick<RegionSpec, 'entries'> = spec): Buffer {
  const { catalogue, procedureKind } = regionFiles({ ...spec, entries });
  const csv = ({ columns, rows }: NonNullable<typeof catalogue>) =>
    strToU8(Papa.unparse([[...columns], ...rows.map((r) => [...r])]));
  return Buffer.from(
    zipSync({
      '某市/catalogue.csv': csv(catalogue!),
      '某市/procedure_kind.csv': csv(procedureKind!),
      '某市/policy.json': strToU8(JSON.stringify(testPolicy)),
    }),
  );
}
const API = '/api/v1/dip/catalogues';
const send = (file: Buffer, fields: Record<string, string>) => {
  const request = server.request.post(API);
  for (const [name, value] of Object.entries(fields)) request.field(name, value);
  return request.attach('file', file, '某市.zip');
};
const about = {
  by: '甲',
  id: '某市',
  version: '2025',
  source: '某文件',
  effectiveFrom: '2025-01-01',
  effectiveTo: '2025-12-31',
};
const key = encodeURIComponent('某市@2025');

test('导入、核准、施行、导出、停用', async () => {
  const imported = await send(aZip(), about);
  expect(imported.status).toBe(201);
  expect(imported.body.catalogue).toMatchObject({
    key: '某市@2025',
    name: '某市',
    status: 'draft',
    entries: 2,
    effectiveBefore: '2026-01-01',
    created: { by: '甲' },
  });
  const move = (path: string, by: string) => server.request.post(`${API}/${key}/${path}`).send({ by });
  expect((await move('live', '丙')).body).toMatchObject({ status: 409, code: 'dip-region-status' });
  expect((await move('approval', '乙')).body).toMatchObject({ status: 'approved', approved: { by: '乙' } });
  expect((await move('live', '丙')).body).toMatchObject({ status: 'live', live: { by: '丙' } });
  expect((await move('approval', '')).status).toBe(400);

  const entries = await server.request.get(`${API}/${key}/entries?type=core`);
  expect(entries.body).toMatchObject({
    total: 1,
    items: [{ code: 'C1', score: '800', meanCost: '10000', basis: null }],
  });
  const findings = await server.request.get(`${API}/${key}/findings?level=warning&pageSize=1`);
  expect(findings.body).toMatchObject({ total: imported.body.findings.length, items: [{ level: 'warning' }] });
  const book = await server.request
    .get(`${API}/${key}/workbook`)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });
  expect(book.body.subarray(0, 2).toString()).toBe('PK');
  expect((await move('withdrawal', '丁')).body).toMatchObject({ status: 'retired', retired: { by: '丁' } });
});

test('有错误的目录:422,逐处说明,一条也不存', async () => {
  const bad = await send(
    aZip({
      entries: [
        { code: 'C1', procedures: 'A++B' },
        { code: 'C1', score: '-1' },
      ],
    }),
    { ...about, version: '坏' },
  );
  expect(bad.status).toBe(422);
  expect(bad.body).toMatchObject({ code: 'dip-region-rejected', title: '目录有错误' });
  expect(bad.body.errors.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(['catalogue.csv 第 2 行', 'catalogue.csv 第 3 行']),
  );
  const listed = await server.request.get(API);
  expect(listed.body.map((one: { version: string }) => one.version)).not.toContain('坏');
  expect((await server.request.get(`${API}/${encodeURIComponent('没有@1')}`)).status).toBe(404);
});

test('由历史病例测算:任务做完是草案,可与旧目录比较,可删', async () => {
  await send(aZip(), { ...about, version: '旧' });
  const a = { day: '2024-05-01', diagnosis: 'K80.100', procedures: '51.2300' };
  await storeHistory(server.services.db, 'H1', [
    ...Array.from({ length: 20 }, () => ({ ...a, fee: '12000' })),
    ...Array.from({ length: 5 }, () => ({ ...a, procedures: '', fee: '4000' })),
  ]);
  const body = { by: '甲', from: '2024-01', to: '2024-12', basedOn: '某市@旧' };
  const started = await server.request.post(`${API}/from-history`).send(body);
  expect(started.status).toBe(202);
  await server.services.jobs.idle();
  const { body: job } = await server.request.get(`/api/v1/jobs/${started.body.job.id}`);
  expect(job).toMatchObject({
    status: 'done',
    result: { key: 'dip-history@2024-01_2024-12', entries: 2, counts: { used: 25 }, byType: { core: { cases: 20 } } },
  });
  const built = encodeURIComponent(job.result.key);
  const entries = await server.request.get(`${API}/${built}/entries`);
  expect(entries.body.items).toMatchObject([
    { code: 'K80.1-01', basis: { cases: 20, kept: 20, stable: true } },
    { code: 'K80-Z1', kind: 'conservative', basis: { cases: 5 } },
  ]);
  const diff = await server.request.get(`${API}/${encodeURIComponent('某市@旧')}/diff/${built}?change=changed`);
  expect(diff.body).toMatchObject({ counts: { added: 0, removed: 0, changed: 2, same: 0 }, policies: [] });
  expect((await server.request.delete(`${API}/${built}`)).status).toBe(200);
  expect((await server.request.get(`${API}/${built}`)).status).toBe(404);
});

test('测算的选择不成立:当场说明;没有病例:任务说明', async () => {
  const short = await server.request.post(`${API}/from-history`).send({ by: '甲', from: '2024-01', to: '2024-06' });
  expect(short.body).toMatchObject({ status: 422, code: 'dip-history-choices' });
  const none = await server.request.post(`${API}/from-history`).send({ by: '甲', from: '2001-01', to: '2001-12' });
  await server.services.jobs.idle();
  const { body } = await server.request.get(`/api/v1/jobs/${none.body.job.id}`);
  expect(body).toMatchObject({ status: 'failed', problem: { code: 'dip-history-empty' } });
});

test('操作字典:内置的在最前,装载的可查覆盖', async () => {
  const loaded = await server.request
    .post('/api/v1/dip/dictionaries')
    .field('by', '甲')
    .field('id', '某市操作')
    .field('version', '1')
    .field('name', '某市操作目录')
    .field('source', '某文件')
    .attach('file', Buffer.from('code,kind,level\n51,surgery,3\n'), '字典.csv');
  expect(loaded.body).toMatchObject({ key: '某市操作@1', rows: 1, findings: [] });
  const listed = await server.request.get('/api/v1/dip/dictionaries');
  expect(listed.body).toMatchObject([
    { builtIn: true, forReference: true },
    { key: '某市操作@1', builtIn: false },
  ]);
  const coverage = await server.request.get(`/api/v1/dip/dictionaries/${encodeURIComponent('某市操作@1')}/coverage`);
  expect(coverage.body).toMatchObject({ codes: 1, uses: 20, missingCodes: 0 });
});
