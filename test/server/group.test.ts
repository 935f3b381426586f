import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { GroupAnswer, SchemesAnswer } from '../../server/grouping/group.schemas.ts';
import { StoredProof, WhatIfAnswer } from '../../server/grouping/proof.schemas.ts';
import { moneyPermission } from '../../server/http/money-permission.ts';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { aGroupingCase } from '../support/grouping-scheme.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { putScheme } from './grouping/registry-fixture.ts';

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
    const { mdc, adrg, drg } = groupCase(server.services.schemes.schemeFor(null).compiled, aGroupingCase(pneumonia));
    expect(body).toMatchObject({ scheme: server.services.schemes.schemeFor(null).key, forReference: true });
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

describe('同时用几个方案', () => {
  let key: string;
  beforeAll(() => {
    key = server.services.schemes.schemeFor(null).key;
  });

  test('全部施行中的方案:每例的结果按方案分列,与单个方案的结果相同', async () => {
    const { status, body } = await group({ cases: [pneumonia, { diagnoses: ['乱写'] }] }, { schemes: 'live' });
    expect(status).toBe(200);
    expect(() => SchemesAnswer.parse(body)).not.toThrow();
    expect(body.schemes).toMatchObject([{ scheme: key, forReference: true, live: true }]);
    const single = (await group({ cases: [pneumonia, { diagnoses: ['乱写'] }] })).body;
    for (const [i, { caseId, ...result }] of single.items.entries()) {
      expect(body.items[i]).toEqual({ caseId, results: [{ scheme: key, ...result }] });
    }
  });

  test('施行中与草案一起用,次序与写的相同,写两遍只算一次', async () => {
    const draft = await putScheme(server.services.db, '草案甲', { adrgs: [{ adrg: 'XS1' }] }, { status: 'draft' });
    const { body } = await group(pneumonia, { schemes: `${draft},${key},${draft}` });
    expect(body.schemes.map(({ scheme, live }: any) => [scheme, live])).toEqual([
      [draft, false],
      [key, true],
    ]);
    expect(body.items[0].results.map(({ drg }: any) => drg)).toEqual(['XS1', expect.stringMatching(/^ES/)]);
  });

  test('按出院日取施行的方案;没有那一天的方案时用最早的', async () => {
    expect((await group(pneumonia, { day: '2019-01-01' })).body.scheme).toBe(key);
  });

  test.each<[string, object, number, string]>([
    ['没有的方案', { schemes: '没有@1' }, 404, '没有@1'],
    ['方案太多', { schemes: 'a,b,c,d,e,f' }, 400, '5'],
    ['日子写错', { day: '2025年1月' }, 400, 'day'],
    ['证明按方案各算一例', { schemes: 'live', explain: true }, 422, '100'],
  ])('%s:说明哪里不对', async (_, query, status, said) => {
    const response = await group({ cases: Array(101).fill(pneumonia) }, query);
    expect(response.status).toBe(status);
    expect(JSON.stringify(response.body)).toContain(said);
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

  test('来源行里的写法与改了什么:存下的已是规范写法,证明仍说得出', async () => {
    const row = { A48: 'R778', C03C: ' ｊ18.900', C06x01C: 'e11.900', C07x01N: '糖尿病', C06x02C: 'I10.x00' };
    await server.upload(dischargeCsv([row]));
    const { items } = (await server.request.get('/api/v1/cases').query({ period: '2025-06', recordNo: 'R778' })).body;
    const { body } = await server.request.get(`/api/v1/cases/${items[0].id}/proof`);
    expect(body.proof.codes.map(({ given, code, changes }: any) => [given, code, changes])).toEqual([
      [' ｊ18.900', 'J18.900', ['全角改半角', '去掉空白', '改大小写']],
      ['e11.900', 'E11.900', ['改大小写']],
      ['I10.x00', 'I10.x00', []],
    ]);
  });

  test('没有身份:姓名、病案号、机构都不在其中', async () => {
    const { text } = await server.request.get(`/api/v1/cases/${id}/proof`);
    for (const identity of ['不应出现', 'R777', '示例医院', 'recordNo']) expect(text).not.toContain(identity);
  });

  test('可以分享的部分只有分组要看的事实;拿它去分组,证明逐句相同', async () => {
    const { body } = await server.request.get(`/api/v1/cases/${id}/proof`);
    const { scheme, case: facts } = body.shared;
    expect(Object.keys(facts).sort()).toEqual(['age', 'ageDays', 'diagnoses', 'procedures', 'sex']);
    const again = await group(facts, { schemes: scheme, explain: true });
    expect(again.body.items[0].results[0].proof.sentences).toEqual(body.proof.sentences);
  });

  test('没有的病例是 404', async () => {
    expect((await server.request.get('/api/v1/cases/999999/proof')).status).toBe(404);
    expect((await server.request.post('/api/v1/cases/999999/what-if').send({ by: '甲' })).status).toBe(404);
  });

  test('各接口都在接口文档里', async () => {
    const { body } = await server.request.get('/api/openapi.json');
    const paths = ['/api/v1/group', '/api/v1/cases/{id}/proof', '/api/v1/cases/{id}/what-if', '/api/v1/what-if-uses'];
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(paths));
    const { schema } = body.paths['/api/v1/group'].post.requestBody.content['application/json'];
    expect(JSON.stringify(schema)).toContain('GroupRequest');
  });

  describe('什么会改变入组', () => {
    const ask = (body: object, query = {}) =>
      server.request.post(`/api/v1/cases/${id}/what-if`).query(query).send(body);
    const uses = async (query = {}) => (await server.request.get('/api/v1/what-if-uses').query(query)).body;

    test('只用病案上已有的诊断;用一次记一次:谁、何时、哪个病例、哪个方案', async () => {
      const { status, body } = await ask({ by: ' 经办人甲 ' });
      expect(status).toBe(200);
      expect(() => WhatIfAnswer.parse(body)).not.toThrow();
      expect(body.changes).toMatchObject([{ kind: 'principal-diagnosis', code: 'I50.900', result: { mdc: 'MDCF' } }]);
      const { items, total } = await uses({ case: id });
      expect(total).toBe(1);
      expect(items[0]).toMatchObject({
        usedBy: '经办人甲',
        caseId: id,
        scheme: body.scheme,
        changes: 1,
        moneyShown: true,
      });
      expect(Date.parse(items[0].usedAt)).not.toBeNaN();
    });

    test('没有写明是谁就不给看,也不记', async () => {
      const before = (await uses()).total;
      for (const body of [{}, { by: ' ' }]) expect((await ask(body)).status).toBe(400);
      expect((await uses()).total).toBe(before);
    });
  });
});

describe('金额', () => {
  let id: string;
  beforeAll(async () => {
    const every = server.services.schemes.schemeFor(null).compiled.drgs;
    const rows = every.map((drg, i) => `${drg},${(1 + i / 1000).toFixed(4)},${10000 + i}.50`).join('\n');
    const loaded = await server.request
      .post('/api/v1/weight-tables')
      .field('name', '测试权重')
      .field('source', '测试')
      .field('effectiveFrom', '2025-01-01')
      .attach('file', Buffer.from(`drg,rw,benchmark_cost\n${rows}\n`), '权重.csv');
    if (loaded.status !== 201) throw new Error(JSON.stringify(loaded.body));
    id = (await server.request.get('/api/v1/cases').query({ period: '2025-06' })).body.items[0].id;
  });
  const ask = (query = {}) => server.request.post(`/api/v1/cases/${id}/what-if`).query(query).send({ by: '经办人乙' });

  test('权重的变化人人可见;可看金额的还看到标杆费用的变化', async () => {
    const { body } = await ask();
    expect(body).toMatchObject({ weightTable: '测试权重', moneyHidden: false });
    const [{ rwBefore, rwAfter, rwChange, costChange, direction }] = body.changes;
    expect(rwChange).toBeCloseTo(rwAfter - rwBefore, 6);
    expect(costChange).toMatch(/^-?\d+\.\d\d$/);
    expect(direction).toBe(rwChange > 0 ? 'up' : 'down');
  });

  test('要求不看金额时,权重还在,金额没有,记录里写明', async () => {
    const { body } = await ask({ money: 'hidden' });
    expect(body.moneyHidden).toBe(true);
    expect(body.changes[0]).toMatchObject({ costBefore: null, costAfter: null, costChange: null });
    expect(body.changes[0].rwChange).not.toBeNull();
    const { items } = (await server.request.get('/api/v1/what-if-uses')).body;
    expect(items[0]).toMatchObject({ usedBy: '经办人乙', moneyShown: false });
  });
});

test('设置里不许看金额时,请求要看也没有用', () => {
  const request = (query: object) => ({ query }) as never;
  expect(moneyPermission({ showMoney: false })(request({}))).toBe(false);
  expect(moneyPermission({ showMoney: true })(request({}))).toBe(true);
  expect(moneyPermission({ showMoney: true })(request({ money: 'hidden' }))).toBe(false);
});
