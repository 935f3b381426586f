import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { type FactCase, registerHospital, SCHEME, storeCases } from '../sql/figures-fixture.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const at = (path: string) => `/api/v1/assessment${path}`;
const get = async (path: string) => (await server.request.get(at(path)).expect(200)).body;

/** 某科室一季度 n 例,费用在标杆的上下 `spread` 倍之间。 */
const cases = (department: string, n: number, spread: number): FactCase[] =>
  Array.from({ length: n }, (_, i) => ({
    day: `2025-0${4 + (i % 3)}-10`,
    department,
    fee: (10_000 * (1 + (i % 2 === 0 ? spread : -spread))).toFixed(2),
  }));

beforeAll(async () => {
  server = await startTestServer();
  const { db } = server.services;
  const runId = await registerHospital(db);
  await loadWeightTable(db, {
    schemeKey: SCHEME,
    name: '权重',
    source: '测试',
    effectiveFrom: '2024-01-01',
    rows: [{ drg: 'FR19', rw: '1', benchmarkCost: '10000', benchmarkLos: '8', mortalityRisk: 1, cases: 100 }],
  });
  await storeCases(db, runId, [
    ...cases('0304', 40, 0.2),
    ...cases('0305', 40, 0.6),
    ...cases('0301', 200, 0.1),
    ...cases('0303', 5, 0),
  ]);
});
afterAll(() => server.close());

describe('GET /assessment', () => {
  test('每个科室有总分的区间、名次的范围;有表扬、约谈的写明是不是分得出高下', async () => {
    const { zones } = await get('?period=2025-Q2');
    const { units } = zones.find(({ zone }: any) => zone === 'nonsurgical');
    const rated = units.filter(({ score }: any) => score !== null);
    expect(rated).toHaveLength(3);
    for (const { score, interval, rank, outcome, outcomeCertain } of rated) {
      expect(interval.low).toBeLessThanOrEqual(score);
      expect(interval.high).toBeGreaterThanOrEqual(score);
      expect(rank.certain).toBe(rank.best === rank.worst);
      expect(typeof outcomeCertain).toBe(outcome === null ? 'object' : 'boolean');
    }
    expect(units.find(({ code }: any) => code === '0303')).toMatchObject({
      score: null,
      rank: null,
      outcomeCertain: null,
      interval: { low: null, high: null, reason: '本期 5 例,少于 30 例,不评级' },
    });
  });

  test('试算的回答有同样的字段;换了权重,区间随之变', async () => {
    const before = await get('?period=2025-Q2');
    const body = { period: '2025-Q2', weights: { service: 0, quality: 0, development: 0, satisfaction: 0 } };
    const after = (await server.request.post(at('/simulation')).send(body).expect(200)).body;
    const of = ({ zones }: any) => zones.flatMap(({ units }: any) => units).find(({ code }: any) => code === '0305');
    expect(of(after).rank).toEqual(expect.objectContaining({ best: expect.any(Number), worst: expect.any(Number) }));
    expect(of(after).interval).not.toEqual(of(before).interval);
  });
});

describe('考核方案', () => {
  const versions = () => get('/plans');

  test('参考方案是版本 0;由它改成的草案存下、核准、停用,各写明是谁、何时', async () => {
    const [reference] = await versions();
    expect(reference).toMatchObject({ version: 0, status: 'approved', createdBy: '内置', createdAt: null });
    const plan = { ...reference.plan, name: '本院方案', source: '院办〔2025〕3 号', effectiveFrom: '2025-04-01' };
    const saved = await server.request.post(at('/plans')).send({ plan, by: '运营办' }).expect(201);
    expect(saved.body).toEqual({ version: 1 });
    await server.request.post(at('/plans/1/approval')).send({ by: '院长办公会' }).expect(204);
    expect((await versions())[0]).toMatchObject({
      version: 1,
      status: 'approved',
      createdBy: '运营办',
      createdAt: expect.stringMatching(/^\d{4}-/),
      approvedBy: '院长办公会',
      approvedAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(await get('?period=2025-Q2')).toMatchObject({ forReference: false, version: '1' });
    await server.request.post(at('/plans/1/retirement')).send({ by: '运营办' }).expect(204);
    expect(await get('?period=2025-Q2')).toMatchObject({ forReference: true });
    expect((await versions())[0]).toMatchObject({
      status: 'retired',
      approvedBy: '院长办公会',
      retiredBy: '运营办',
      retiredAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  test('有几处错误就列出几处,各写明在哪里;一处也不存', async () => {
    const { plan } = (await versions()).at(-1);
    const [first, ...rest] = plan.dimensions;
    const broken = {
      ...plan,
      name: ' ',
      dimensions: [{ ...first, items: [{ ...first.items[0], weight: -1, indicator: 'nope' }] }, ...rest],
    };
    const { body } = await server.request.post(at('/plans')).send({ plan: broken, by: '运营办' }).expect(422);
    expect(body.code).toBe('plan-invalid');
    expect(body.errors).toEqual([
      { path: '方案', message: '没有写名称' },
      { path: '维度「服务能力」 考核项「总权重」', message: '指标「nope」没有登记' },
      { path: '维度「服务能力」 考核项「总权重」', message: '权重应不小于 0' },
    ]);
    expect((await versions()).map(({ version }: any) => version)).toEqual([1, 0]);
  });
});
