import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOSPITAL, registerHospital } from '../../sql/figures-fixture.ts';
import { liveTestRegion, REGION_ID, storeDipCases, testRegion } from '../../support/dip-settlement.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let server: TestServer;
let ids: string[];
const get = async (path: string) => (await server.request.get(`/api/v1${path}`)).body;
const post = (path: string, body: object) => server.request.post(`/api/v1${path}`).send(body);
const value = (name: string, base: string, more: object = {}) => ({
  insurance: 'employee',
  name,
  base,
  source: '某医保〔2025〕1 号',
  ...more,
});
const enter = (...values: object[]) => post('/dip/parameters', { region: REGION_ID, year: 2025, values });

beforeAll(async () => {
  server = await startTestServer();
  const { db } = server.services;
  await registerHospital(db);
  // 均费与 A1 不同、其余全同的病种:由费用决定。
  const close = { ...testRegion.entries[0]!, code: 'A0', score: '800', mean_cost: '9000.00' };
  await liveTestRegion(db, { ...testRegion, entries: [...testRegion.entries, close] });
  ids = await storeDipCases(db, [
    { day: '2025-06-01', diagnosis: 'K35.900', fee: '5000.00' },
    { day: '2025-06-02', diagnosis: 'I10.x00', fee: '3000.00', department: '0304' },
    { day: '2025-06-03', diagnosis: 'J18.900' },
  ]);
});
afterAll(() => server.close());

async function run(body: object) {
  const { job } = (await post('/dip/runs', body)).body;
  await server.services.jobs.idle();
  return get(`/jobs/${job.id}`);
}

describe('运行', () => {
  test('还没有运行,不能结算,说明怎么办', async () => {
    const response = await server.request.get('/api/v1/dip/settlements?period=2025-06');
    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({ code: 'dip-run-missing', detail: expect.stringContaining('请先运行') });
  });
  test('没有施行的目录:任务失败,说明原因', async () => {
    expect(await run({ period: '2023-06' })).toMatchObject({
      status: 'failed',
      problem: { code: 'dip-no-live-region' },
    });
  });
  test('运行一个月,记下例数与总分值', async () => {
    expect(await run({ period: '2025-06', createdBy: '李' })).toMatchObject({ status: 'done', result: { cases: 3 } });
    const { items } = await get('/dip/runs');
    expect(items[0]).toMatchObject({ catalogue: 'testcity@2025', purpose: 'live', inUse: true, cases: 3, matched: 2 });
  });
});

describe('参数', () => {
  test('点值为 0、低高颠倒、不是数:一次说全,一项也不录', async () => {
    const response = await enter(
      value('budgetPointValue', '0'),
      value('fund', '100', { low: '200' }),
      value('qualityDeposit', '五成'),
      value('regionPoints', '100'),
    );
    expect(response.status).toBe(422);
    expect(response.body.errors.map((error: { path: string }) => error.path)).toEqual([
      'values.0',
      'values.1',
      'values.2',
    ]);
    expect(response.body.detail).toContain('应大于 0');
    expect((await get('/dip/parameters')).items).toEqual([]);
  });
  test('录入、改动、历史、撤销', async () => {
    expect((await enter(value('budgetPointValue', '9', { low: '8', high: '10' }))).status).toBe(201);
    expect((await enter(value('budgetPointValue', '10', { low: '9', high: '11' }))).status).toBe(201);
    const { region, items } = await get('/dip/parameters?year=2025');
    expect(region).toBe(REGION_ID);
    expect(items).toMatchObject([{ name: 'budgetPointValue', base: '10', current: true }]);
    expect((await get('/dip/parameters?history=true')).items).toHaveLength(2);
    await enter(value('drgRate', '5000'));
    const rate = (await get('/dip/parameters')).items.find((item: { name: string }) => item.name === 'drgRate');
    expect((await server.request.delete(`/api/v1/dip/parameters/${rate.id}`)).status).toBe(200);
    expect((await server.request.delete(`/api/v1/dip/parameters/${rate.id}`)).status).toBe(404);
  });
});

test('结算:每个数有低、基准、高与驱动因素;算不出的为空并有原因', async () => {
  const settled = await get('/dip/settlements?period=2025-06');
  const [employee, resident] = settled.insurances;
  expect(settled).toMatchObject({ basis: 'budget', region: REGION_ID, others: { cases: 0 } });
  const figure = (name: string) => employee.figures.find((one: { figure: string }) => one.figure === name);
  expect(figure('standard')).toMatchObject({
    low: '7290.00',
    base: '8100.00',
    high: '8910.00',
    driver: '公布的预算点值',
  });
  expect(figure('prepayment')).toMatchObject({ base: null, reason: '没有录质量保证金比例' });
  expect(resident).toMatchObject({ reason: expect.stringContaining('没有预算点值'), counts: { cases: 0 } });
});

test('科室与病种:之和等于全院', async () => {
  const { items } = await get('/dip/settlements/units?period=2025-06&by=department');
  const total = items.reduce(
    (sum: number, unit: { standard: { base: string } }) => sum + Number(unit.standard.base),
    0,
  );
  expect(total).toBe(8100);
  const entries = await get('/dip/settlements/units?period=2025-06&by=entry&pageSize=1&page=2');
  expect(entries).toMatchObject({ total: 2, items: [{ code: 'G1', name: '高血压', type: '基层病种' }] });
});

test('对照:没有费率时 DRG 一边为空并有原因', async () => {
  const compared = await get('/dip/side-by-side?period=2025-06&by=hospital');
  expect(compared).toMatchObject({
    items: [],
    left: { withoutDrg: 2 },
    drgReason: expect.stringContaining('DRG 费率'),
  });
  expect(await get('/dip/side-by-side/cases?period=2025-06&outcome=drg-only')).toMatchObject({ total: 0 });
});

describe('单例证明', () => {
  test('候选、为何落选、决定的规则;由费用决定的标明', async () => {
    const proof = await get(`/cases/${ids[0]}/dip-proof`);
    expect(proof).toMatchObject({
      status: 'matched',
      costDecided: true,
      decidedBy: { rule: 'cost' },
      score: { entry: 'A1', points: '525.0000', coefficientRule: '机构系数' },
    });
    expect(proof.candidates.map((c: { code: string }) => c.code)).toEqual(['A1', 'A0', 'Z1']);
    expect(proof.candidates[1].lostBy).toMatchObject({ rule: 'cost', own: '4000.00', winner: '0.00' });
    expect(proof.notCandidates).toMatchObject([{ code: 'A2', reason: 'procedures-missing', missing: [['47.0100']] }]);
  });
  test('没有入组的给出原因;没有的病例 404', async () => {
    expect(await get(`/cases/${ids[2]}/dip-proof`)).toMatchObject({ status: 'ungrouped', cause: { code: 'no-entry' } });
    expect((await server.request.get('/api/v1/cases/1/dip-proof')).status).toBe(404);
  });
});

test('跨年的期间、别家医院不能结算', async () => {
  const response = await server.request.get('/api/v1/dip/settlements?period=2024-12-01/2025-02-01');
  expect(response).toMatchObject({ status: 422, body: { code: 'dip-period-crosses-years' } });
  expect((await server.request.get(`/api/v1/dip/settlements?period=2025-06&hospital=X${HOSPITAL}`)).status).toBe(404);
});
