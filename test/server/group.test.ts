import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { GroupAnswer, StoredProof } from '../../server/grouping/group.schemas.ts';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { aGroupingCase } from '../support/grouping-scheme.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const group = (body: object, query = {}) => server.request.post('/api/v1/group').query(query).send(body);
const pneumonia = { caseId: 'A-1', sex: 1, age: 65, diagnoses: ['J18.900', 'I10.x00'] };

describe('给病例分组', () => {
  test('一例:状态、大类、核心分组、病组与名称;编号原样带回', async () => {
    const { status, body } = await group(pneumonia);
    expect(status).toBe(200);
    const { mdc, adrg, drg } = groupCase(server.services.scheme.compiled, aGroupingCase(pneumonia));
    expect(body).toMatchObject({ scheme: server.services.scheme.key, forReference: true });
    expect(body.items).toMatchObject([{ caseId: 'A-1', status: 'grouped', mdc, adrg, drg, cause: null }]);
    for (const name of ['mdcName', 'adrgName', 'drgName']) expect(body.items[0][name]).toMatch(/\p{Script=Han}/u);
    expect(body.items[0].proof).toBeUndefined();
  });

  test('多例:次序与送来的相同,什么也不存', async () => {
    const { body } = await group({ cases: [pneumonia, { caseId: 'A-2', diagnoses: ['D25.900'], sex: 2, age: 40 }] });
    expect(body.items.map(({ caseId, mdc }: any) => [caseId, mdc])).toEqual([
      ['A-1', 'MDCE'],
      ['A-2', 'MDCN'],
    ]);
    expect((await server.request.get('/api/v1/months')).body.code).toBe('no-data');
  });

  test('没有入组的带原因编码与中文说明', async () => {
    const { body } = await group({ sex: 1, age: 40, diagnoses: ['D25.900'] });
    expect(body.items[0]).toMatchObject({ status: 'no-mdc', drg: '0000', cause: { code: 'sex-against-diagnosis' } });
  });

  test('explain=true 带证明,形状与接口文档相同', async () => {
    const { body } = await group({ cases: [pneumonia, { diagnoses: ['乱写'] }] }, { explain: true });
    expect(() => GroupAnswer.parse(body)).not.toThrow();
    expect(body.items[0].proof.sentences.at(-1)).toContain(body.items[0].drg);
    expect(body.items[0].proof.result.drg).toBe(body.items[0].drg);
  });

  test.each<[string, object, object, number, string]>([
    ['没有诊断', { diagnoses: [] }, {}, 400, '主要诊断'],
    ['字段名写错', { diagnoses: ['J18.900'], birthWeigth: 3000 }, {}, 400, 'birthWeigth'],
    ['性别不是 1、2', { diagnoses: ['J18.900'], sex: 3 }, {}, 400, ''],
    ['一次超过 1,000 例', { cases: Array(1001).fill(pneumonia) }, {}, 400, '1000'],
    ['带证明超过 100 例', { cases: Array(101).fill(pneumonia) }, { explain: true }, 422, '100'],
    ['explain 写错', pneumonia, { explain: 'yes' }, 400, 'explain'],
  ])('%s:说明哪里不对', async (_, body, query, status, said) => {
    const response = await group(body, query);
    expect(response.status).toBe(status);
    expect(JSON.stringify(response.body)).toContain(said);
  });

  test('一千例在一秒之内', async () => {
    const cases = Array.from({ length: 1000 }, (_, i) => ({ ...pneumonia, caseId: `${i}` }));
    const started = performance.now();
    const { body } = await group({ cases });
    expect(body.items).toHaveLength(1000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('已存病例的证明', () => {
  let id: string;
  beforeAll(async () => {
    await server.upload(dischargeCsv([{ A11: '不应出现', A48: 'R777', C06x01C: 'I50.900', C07x01N: '心力衰竭' }]));
    id = (await server.request.get('/api/v1/cases').query({ period: '2025-06' })).body.items[0].id;
  });

  test('证明的结果与存下的分组相同,形状与接口文档相同', async () => {
    const { status, body } = await server.request.get(`/api/v1/cases/${id}/proof`);
    expect(status).toBe(200);
    expect(() => StoredProof.parse(body)).not.toThrow();
    const stored = (await server.request.get(`/api/v1/cases/${id}`)).body;
    expect(body.proof.result).toMatchObject({ drg: stored.group.drg, status: stored.group.status });
    expect(body.cause).toBeNull();
  });

  test('什么会改变入组:只用病案上已有的诊断', async () => {
    const { body } = await server.request.get(`/api/v1/cases/${id}/proof`);
    expect(body.whatIf).toMatchObject([{ kind: 'principal-diagnosis', code: 'I50.900', result: { mdc: 'MDCF' } }]);
  });

  test('没有身份:姓名、病案号、机构都不在其中', async () => {
    const { text } = await server.request.get(`/api/v1/cases/${id}/proof`);
    for (const identity of ['不应出现', 'R777', '示例医院', 'recordNo']) expect(text).not.toContain(identity);
  });

  test('没有的病例是 404', async () => {
    expect((await server.request.get('/api/v1/cases/999999/proof')).status).toBe(404);
  });

  test('两个接口都在接口文档里', async () => {
    const { body } = await server.request.get('/api/openapi.json');
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/v1/group', '/api/v1/cases/{id}/proof']));
    const { schema } = body.paths['/api/v1/group'].post.requestBody.content['application/json'];
    expect(JSON.stringify(schema)).toContain('GroupRequest');
  });
});
