import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseYuan } from '../../analytics/money.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { assessDepartments, enterInputs, planFor, REFERENCE_PLAN } from '../../server/assessment/assessment.service.ts';
import { saveAssessmentPlan, stepPlan } from '../../server/assessment/assessment-plan.service.ts';
import { bonusOf } from '../../server/assessment/bonus.service.ts';
import type { Db } from '../../sql/database.ts';
import { indicatorSpreads } from '../../sql/read-models/indicator-spread.read-model.ts';
import { currentInputs, replaceZones } from '../../sql/stores/assessment.store.ts';
import { replaceDepartmentHistory } from '../../sql/stores/department-history.store.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FactCase, HOSPITAL, registerHospital, SCHEME, storeCases } from './figures-fixture.ts';

const query = { hospitalId: HOSPITAL, period: requirePeriod('2025-Q2') };
const entering = { source: '问卷', by: '质控科' };
let db: Db;

const cases = (department: string, count: number, rest: Partial<FactCase>): FactCase[] =>
  Array.from({ length: count }, (_, i) => ({ day: `2025-0${4 + (i % 3)}-10`, department, ...rest }));

beforeAll(async () => {
  db = await openTestDatabase();
  const run = await registerHospital(db);
  await loadWeightTable(db, {
    schemeKey: SCHEME,
    name: '权重',
    source: '测试',
    effectiveFrom: '2024-01-01',
    rows: [
      { drg: 'FR19', rw: '1', benchmarkCost: '10000', benchmarkLos: '8', mortalityRisk: 1, cases: null },
      { drg: 'HC25', rw: '3', benchmarkCost: '30000', benchmarkLos: '10', mortalityRisk: 2, cases: null },
    ] as never,
  });
  await storeCases(db, run, [
    ...cases('0304', 60, {}),
    ...cases('0401', 40, { drg: 'HC25', fee: '27000.00', surgical: true, level: 4 }),
    ...cases('0403', 12, { drg: 'FR19', fee: '15000.00' }),
  ]);
}, 60_000);
afterAll(() => db.destroy());

const unitOf = (assessment: Awaited<ReturnType<typeof assessDepartments>>, code: string) =>
  assessment.zones.flatMap(({ units }) => units).find((unit) => unit.code === code);

describe('科室考核取自指标', () => {
  test('没有本院方案时用参考方案并写明;外科与非外科分开排名;例数不足的不评级', async () => {
    const assessment = await assessDepartments(db, query);
    expect(assessment.forReference).toBe(true);
    const zone = (id: string) => assessment.zones.find((z) => z.zone === id)!;
    expect(zone('surgical').units.map(({ code }) => code)).toEqual(['0401', '0403']);
    expect(zone('nonsurgical').units.map(({ code }) => code)).toEqual(['0304']);
    expect(unitOf(assessment, '0403')).toMatchObject({
      score: null,
      rank: null,
      reason: expect.stringContaining('12 例'),
    });
  });

  test('手算:费用消耗指数 0.9 在 1.3–0.7 之间得 2/3', async () => {
    const unit = unitOf(await assessDepartments(db, query), '0401')!;
    expect(unit.items.find(({ item }) => item === 'costIndex')).toMatchObject({
      value: expect.closeTo(0.9, 9),
      score: expect.closeTo(2 / 3, 9),
    });
  });

  test('登记了片区的医技科室没有病例也在表里,靠填报的项考核', async () => {
    await replaceZones(db, HOSPITAL, new Map([['3201', 'medtech']]));
    expect(unitOf(await assessDepartments(db, query), '3201')).toMatchObject({ cases: 0, score: null });
    expect((await assessDepartments(db, query)).zones.find((z) => z.zone === 'medtech')!.units).toHaveLength(1);
  });
});

describe('填报', () => {
  test('填了就计入,改了另起一版,一样的不再写', async () => {
    const put = (value: string | null) =>
      enterInputs(db, query, entering, [{ department: '0304', item: 'patientSatisfaction', value }]);
    const before = unitOf(await assessDepartments(db, query), '0304')!.score!;
    expect(await put('60')).toBe(1);
    expect(unitOf(await assessDepartments(db, query), '0304')!.score!).toBeLessThan(before);
    expect(await put('60.0')).toBe(0);
    expect(await put('100')).toBe(1);
    expect(await currentInputs(db, HOSPITAL, '2025-Q2')).toMatchObject([{ version: 2, value: '100' }]);
    expect(await put(null)).toBe(1);
    expect(unitOf(await assessDepartments(db, query), '0304')!.score!).toBeCloseTo(before, 9);
  });

  test('有一行的项目不认得,就一行也不存', async () => {
    const bad = enterInputs(db, query, entering, [
      { department: '0304', item: 'staffSatisfaction', value: '90' },
      { department: '0304', item: '满意', value: '90' },
    ]);
    await expect(bad).rejects.toMatchObject({ code: 'inputs-invalid', errors: [{ path: '第 2 行 项目' }] });
    expect(await currentInputs(db, HOSPITAL, '2025-Q2')).toEqual([]);
  });
});

describe('本院的方案', () => {
  const own = { ...REFERENCE_PLAN, id: 'own', name: '本院方案', effectiveFrom: '2025-06-01' };

  test('草案不生效;核准后从生效日起用;有错误的不存', async () => {
    await expect(saveAssessmentPlan(db, HOSPITAL, { ...own, otherZone: 'nowhere' }, '运营办')).rejects.toMatchObject({
      code: 'plan-invalid',
    });
    const version = await saveAssessmentPlan(db, HOSPITAL, own, '运营办');
    expect(await planFor(db, query)).toMatchObject({ forReference: true });
    await stepPlan(db, HOSPITAL, version, { to: 'approved', by: '院长' });
    expect(await planFor(db, query)).toMatchObject({ forReference: false, plan: { name: '本院方案', version: '1' } });
    expect(await planFor(db, { ...query, period: requirePeriod('2025-Q1') })).toMatchObject({ forReference: true });
    await expect(stepPlan(db, HOSPITAL, version, { to: 'approved', by: '院长' })).rejects.toMatchObject({
      code: 'plan-status',
    });
    await stepPlan(db, HOSPITAL, version, { to: 'retired', by: '运营办' });
    expect(await planFor(db, query)).toMatchObject({ forReference: true });
  });
});

describe('奖金', () => {
  test('各科室所得之和等于发放额;没有填报点数时说明不能分配', async () => {
    const pool = parseYuan('100000.01')!;
    expect(await bonusOf(db, query, pool)).toMatchObject({ shares: null, reason: expect.stringContaining('RBRVS') });
    await enterInputs(db, query, entering, [
      { department: '0304', item: 'rbrvs', value: '300' },
      { department: '0401', item: 'rbrvs', value: '700' },
    ]);
    const { shares, paid, reserved } = await bonusOf(db, query, pool);
    const total = shares!.reduce((sum, { amount }) => sum + parseYuan(amount)!, 0);
    expect(total).toBe(parseYuan(paid));
    expect(total + parseYuan(reserved)!).toBe(pool);
  });
});

describe('区间取自逐例的值', () => {
  test('均值类的项有区间,例数与金额之比没有;名次是范围', async () => {
    const unit = unitOf(await assessDepartments(db, query), '0401')!;
    const width = (item: string) => {
      const { interval } = unit.items.find((score) => score.item === item)!;
      return interval!.high - interval!.low;
    };
    expect(width('groupingRate')).toBeGreaterThan(0);
    expect(width('drgCount')).toBe(0);
    // 每例费用都是标杆的 0.9 倍:没有散布,区间是一点。
    expect(width('costIndex')).toBe(0);
    expect(unit.interval.low).toBeLessThan(unit.score!);
    expect(unit.rank).toEqual({ best: 1, worst: 1, certain: true });
  });

  test('变动过的科室:区间也由归到现在科室的全部病例求', async () => {
    const link = { from: '0403', ward: '', to: '0401', effectiveOn: '2025-07-01', kind: 'merged' as const, note: '' };
    await replaceDepartmentHistory(db, HOSPITAL, { departments: [], links: [link] });
    const asked = { ...query, by: 'department', indicators: ['cmi', 'drugShare'] } as const;
    const [then, now] = [await indicatorSpreads(db, asked), await indicatorSpreads(db, { ...asked, as: 'now' })];
    expect([then('0401', 'cmi')!.n, then('0403', 'cmi')!.n]).toEqual([40, 12]);
    expect([now('0401', 'cmi')!.n, now('0403', 'cmi')!.n]).toEqual([52, 0]);
    expect(now('0401', 'drugShare')).toBeNull();
    const unit = unitOf(await assessDepartments(db, query), '0401')!;
    expect(unit).toMatchObject({ cases: 52 });
    const { interval } = unit.items.find(({ item }) => item === 'cmi')!;
    expect(interval!.low).toBeLessThan(interval!.high);
    await replaceDepartmentHistory(db, HOSPITAL, { departments: [], links: [] });
  });

  test('没有均值类的项时不去查逐例的值', async () => {
    const lookup = await indicatorSpreads(null as never, { ...query, by: 'department', indicators: ['drgCount'] });
    expect(lookup('0401', 'drgCount')).toBeNull();
  });
});
