import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { registerHospital, SCHEME, storeCases } from '../sql/figures-fixture.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const get = async (path: string) => (await server.request.get(`/api/v1${path}`)).body;
const decision = {
  concept: '费用消耗指数',
  indicator: 'costIndexTotals',
  effectiveFrom: '2025-06-01',
  reason: '与区域平台一致',
  by: '质控办主任',
};
const adopt = (change: object = {}) =>
  server.request.post('/api/v1/indicators/adoptions').send({ ...decision, ...change });
const withdraw = (id: string, by = '质控办主任') =>
  server.request.post(`/api/v1/indicators/adoptions/${id}/withdrawal`).send({ by });
const variants = (period: string) => get(`/figure-variants?concept=费用消耗指数&period=${period}&by=hospital`);
const adoptedOf = (found: any) =>
  found.indicators.flatMap(({ id, adopted }: { id: string; adopted: boolean }) => (adopted ? [id] : []));

beforeAll(async () => {
  server = await startTestServer();
  const { db } = server.services;
  const runId = await registerHospital(db);
  const row = (drg: string, rw: string, benchmarkCost: string) => ({
    drg,
    rw,
    benchmarkCost,
    benchmarkLos: '8',
    mortalityRisk: 1,
    cases: 100,
  });
  await loadWeightTable(db, {
    schemeKey: SCHEME,
    name: '2025 年权重',
    source: '某医保局〔2024〕9 号',
    effectiveFrom: '2024-01-01',
    rows: [row('FR19', '1', '10000'), row('HC25', '2', '40000')],
  });
  const month = (name: string) => [
    { day: `${name}-02`, drg: 'FR19', fee: '12000.00' },
    { day: `${name}-03`, drg: 'HC25', fee: '30000.00' },
  ];
  await storeCases(db, runId, [...month('2025-05'), ...month('2025-06')]);
});
afterAll(() => server.close());

// 各组之比的平均 (1.2 + 0.75) ÷ 2 = 0.975;总额之比 42000 ÷ 50000 = 0.84。
const [MEAN, TOTALS] = [0.975, 0.84];

describe('医院采用另一种算法', () => {
  test('从期末在生效日或之后的期间起采用;之前的期间不变', async () => {
    const answer = await adopt();
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual([
      expect.objectContaining({
        concept: '费用消耗指数',
        indicator: 'costIndexTotals',
        indicatorName: '费用消耗指数(总额之比)',
        effectiveFrom: '2025-06-01',
        reason: '与区域平台一致',
        adoptedBy: '质控办主任',
        withdrawnAt: null,
        inForce: true,
      }),
    ]);
    expect(adoptedOf(await variants('2025-05'))).toEqual(['costIndex']);
    expect(adoptedOf(await variants('2025-06'))).toEqual(['costIndexTotals']);
    // 期间跨过生效日的,看期末。
    expect(adoptedOf(await variants('2025-Q2'))).toEqual(['costIndexTotals']);
  });

  test('差额以采用的那一种为准', async () => {
    const [before] = (await variants('2025-05')).units;
    expect(before.gaps.costIndex).toBe(0);
    expect(before.gaps.costIndexTotals).toBeCloseTo(TOTALS - MEAN, 12);
    const [after] = (await variants('2025-06')).units;
    expect(after.figures.costIndexTotals.value).toBeCloseTo(TOTALS, 12);
    expect(after.gaps.costIndexTotals).toBe(0);
    expect(after.gaps.costIndex).toBeCloseTo(MEAN - TOTALS, 12);
  });

  test('打开的数、登记表随之标明采用的一种', async () => {
    const { variants: rivals, indicator } = await get('/figures/costIndex?period=2025-06');
    expect(indicator.adopted).toBe(false);
    expect(rivals.map((rival: any) => [rival.indicator.id, rival.indicator.adopted])).toEqual([
      ['costIndex', false],
      ['costIndexTotals', true],
      ['costIndexByWeight', false],
    ]);
    const listed = async (query: string) =>
      (await get(`/indicators${query}`)).flatMap((one: any) =>
        one.concept === '费用消耗指数' && one.adopted ? one.id : [],
      );
    expect(await listed('')).toEqual(['costIndexTotals']);
    expect(await listed('?period=2025-05')).toEqual(['costIndex']);
  });

  test('撤回之后回到内置的;历史里还在,谁撤的也在', async () => {
    const [{ id }] = await get('/indicators/adoptions');
    const { body } = await withdraw(id, '运营管理部主任');
    expect(body).toEqual([expect.objectContaining({ id, withdrawnBy: '运营管理部主任', inForce: false })]);
    expect(adoptedOf(await variants('2025-06'))).toEqual(['costIndex']);
    expect((await withdraw(id)).body).toMatchObject({ status: 409, code: 'adoption-withdrawn' });
  });

  test('撤回后来的决定,先前的决定重新起作用', async () => {
    await adopt({ effectiveFrom: '2025-01-01' });
    const later = await adopt({ effectiveFrom: '2025-06-15', indicator: 'costIndexByWeight' });
    expect(adoptedOf(await variants('2025-06'))).toEqual(['costIndexByWeight']);
    expect(adoptedOf(await variants('2025-05'))).toEqual(['costIndexTotals']);
    await withdraw(later.body.find((one: any) => one.inForce).id);
    expect(adoptedOf(await variants('2025-06'))).toEqual(['costIndexTotals']);
  });

  test('本院核准的同名指标可以采用;停用之后回到内置的', async () => {
    const indicator = {
      name: '费用消耗指数(本院)',
      unit: '',
      precision: 4,
      format: 'index',
      direction: 'down',
      dimension: '服务效率',
      definition: '入组费用与期望费用之比。',
      owner: '财务部',
      concept: '费用消耗指数',
      numerator: 'groupedFee',
      denominator: 'expectedFee',
      source: '本院绩效方案(2025)第五条',
      effectiveFrom: '2025-01-01',
    };
    await server.request.put('/api/v1/indicators/own/ownCostIndex').send({ indicator, by: '财务部' });
    const early = await adopt({ indicator: 'ownCostIndex', effectiveFrom: '2025-06-20' });
    expect(early.body).toMatchObject({ status: 422, code: 'indicator-unknown' });
    await server.request.post('/api/v1/indicators/own/ownCostIndex/versions/1/approval').send({ by: '院办' });
    expect((await adopt({ indicator: 'ownCostIndex', effectiveFrom: '2025-06-20' })).status).toBe(201);
    expect(adoptedOf(await variants('2025-06'))).toEqual(['ownCostIndex']);
    await server.request.post('/api/v1/indicators/own/ownCostIndex/versions/1/retirement').send({ by: '院办' });
    expect(adoptedOf(await variants('2025-06'))).toEqual(['costIndex']);
  });
});

describe('写错的采用', () => {
  const refusal = async (change: object) => {
    const { body } = await adopt(change);
    return [body.status, body.code, body.detail];
  };

  test('没有的概念、没有的指标、别的概念的指标,说明可选哪些', async () => {
    expect(await refusal({ concept: '没有的概念' })).toEqual([
      422,
      'concept-unknown',
      expect.stringContaining('没有概念「没有的概念」;可选 CMI、费用消耗指数、时间消耗指数'),
    ]);
    expect(await refusal({ indicator: 'nothing' })).toEqual([
      422,
      'indicator-unknown',
      expect.stringContaining('可选 costIndex(费用消耗指数)'),
    ]);
    expect(await refusal({ indicator: 'timeIndex' })).toEqual([
      422,
      'indicator-other-concept',
      expect.stringContaining('属于概念「时间消耗指数」'),
    ]);
    expect(await refusal({ indicator: 'meanFee' })).toEqual([
      422,
      'indicator-other-concept',
      expect.stringContaining('没有同名的算法'),
    ]);
  });

  test('没有理由、没有经手人、日子写错', async () => {
    expect(await refusal({ reason: '  ' })).toEqual([400, 'invalid-input', 'reason:请写采用的理由']);
    expect(await refusal({ by: '' })).toEqual([400, 'invalid-input', 'by:请写经手人']);
    expect((await refusal({ effectiveFrom: '2025-02-30' }))[2]).toContain('日期请写成');
  });

  test('同一天已有决定;撤回没有的决定', async () => {
    await adopt({ effectiveFrom: '2025-09-01' });
    expect((await refusal({ effectiveFrom: '2025-09-01' })).slice(0, 2)).toEqual([409, 'adoption-taken']);
    expect((await withdraw('999')).status).toBe(404);
  });
});
