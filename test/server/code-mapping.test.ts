import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dischargeCases, dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const get = async (path: string, query: Record<string, string> = {}) =>
  (await server.request.get(`/api/v1${path}`).query(query)).body;
const step = async (id: string, path: string) => {
  const { status } = await server.request.post(`/api/v1/code-mappings/${id}/${path}`).send({ by: '编码员' });
  await server.services.jobs.idle();
  return status;
};
const load = (csv: string, version: string) =>
  server.request
    .post('/api/v1/code-mappings')
    .field({
      kind: 'diagnosis',
      name: '国临版 → 医保版',
      version,
      source: '测试',
      effectiveFrom: '2025-01-01',
      by: '编码员',
    })
    .attach('file', Buffer.from(csv), '对照.csv');
/** 病案号 → 病组。 */
const groups = async () => {
  const { items } = await get('/cases', { period: '2025' });
  return Object.fromEntries(
    items.map((c: any) => [c.recordNo, c.groupStatus === 'grouped' ? c.drg.slice(0, 1) : c.groupStatus]),
  );
};

beforeAll(async () => {
  server = await startTestServer();
  // U99 不在任何清单里;J18 是内置方案认得的肺炎。
  const batch = await server.upload(
    dischargeCsv(
      dischargeCases([
        { A48: 'K1', C03C: 'U99.903' },
        { A48: 'K2', C03C: 'J18.900' },
      ]),
    ),
  );
  expect(batch).toMatchObject({ status: 'stored' });
}, 60_000);
afterAll(() => server.close());

test('施行对照表:所涉病例重新分组,证明写明换了什么;停用即复原', async () => {
  const before = await groups();
  expect(before).toMatchObject({ K1: 'no-mdc', K2: 'E' });

  const { status, body } = await load('国临版编码,医保版编码\nU99.903,J18.900\n', '1');
  expect([status, body.rows]).toEqual([201, 1]);
  expect(await step(body.id, 'live')).toBe(409);
  expect(await step(body.id, 'approval')).toBe(204);
  expect(await groups()).toEqual(before);

  expect(await step(body.id, 'live')).toBe(204);
  expect(await groups()).toMatchObject({ K1: 'E', K2: 'E' });
  const { items } = await get('/cases', { period: '2025', recordNo: 'K1' });
  const { proof } = await get(`/cases/${items[0].id}/proof`);
  expect(proof.codes[0]).toMatchObject({ given: 'U99.903', code: 'J18.900', mapped: true });
  const now = await server.request.post('/api/v1/group').send({ sex: 1, age: 60, diagnoses: ['u99.903'] });
  expect(now.body.items?.[0] ?? now.body).toMatchObject({ status: 'grouped' });

  await server.upload(dischargeCsv(dischargeCases([{ A48: 'K3', C03C: 'U99.903' }])));
  expect(await groups()).toMatchObject({ K3: 'E' });

  expect(await step(body.id, 'withdrawal')).toBe(204);
  expect(await groups()).toMatchObject({ K1: 'no-mdc', K2: 'E', K3: 'no-mdc' });
}, 60_000);

test('有错的对照表一行也不装,逐行说明;认不出列的说明该怎么写', async () => {
  const bad = await load('国临版编码,医保版编码\nU99.903,J18.900\n肺炎,J18.900\n', '2');
  expect(bad).toMatchObject({ status: 422, body: { code: 'mapping-invalid', errors: [{ path: '第 3 行' }] } });
  const strange = await load('甲,乙\n1,2\n', '2');
  expect(strange).toMatchObject({ status: 422, body: { code: 'mapping-header' } });
  expect((await get('/code-mappings')).map((m: any) => m.version)).toEqual(['1']);
});

test('转码损失分页列出某一类的编码', async () => {
  const report = await get('/code-losses', { period: '2025', kind: 'diagnosis', outcome: 'unmapped' });
  expect(report).toMatchObject({ total: 1, items: [{ code: 'U99.903', cases: 2, outcome: 'unmapped' }] });
});
