import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { requirePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { comparedCaseList } from '../../sql/read-models/dip/compared-cases.read-model.ts';
import { dipUnitParts } from '../../sql/read-models/dip/dip-units.read-model.ts';
import { settlement, settlementBasis } from '../../sql/read-models/dip/settlement.read-model.ts';
import { COMPARED_BY, sideBySide } from '../../sql/read-models/dip/side-by-side.read-model.ts';
import { unitsOf } from '../../sql/read-models/dip/unit-money.ts';
import { openTestDatabase } from '../support/database.ts';
import { enterTestParameters, liveTestRegion, runTestDip, storeDipCases } from '../support/dip-settlement.ts';
import { HOSPITAL, registerHospital, SCHEME } from './figures-fixture.ts';

let db: Db;
let ids: string[];
const query = { hospitalId: HOSPITAL, period: requirePeriod('2025-06') };
const basis = () => settlementBasis(db, query);

beforeAll(async () => {
  db = await openTestDatabase();
  const run = await registerHospital(db);
  await liveTestRegion(db);
  await storeWeights(db);
  const drg = (code: string) => ({ run, code });
  ids = await storeDipCases(db, [
    // RW 2 × 5,000 = 10,000;A1 525 分 × 10 = 5,250。
    { day: '2025-06-01', diagnosis: 'K35.900', fee: '6000.00', drg: drg('FR19') },
    // RW 0.5 × 5,000 = 2,500;综合 630.2625 分 × 10 = 6,302.63。
    { day: '2025-06-02', diagnosis: 'K80.100', fee: '5000.00', drg: drg('GZ13'), department: '0402' },
    { day: '2025-06-03', diagnosis: 'K80.100', fee: '5000.00', drg: drg('GZ13'), payer: '02', department: '0402' },
    { day: '2025-06-04', diagnosis: 'K35.900', fee: '6000.00', payer: '02' },
    { day: '2025-06-05', diagnosis: 'J18.900', fee: '6000.00', drg: drg('FR19') },
    { day: '2025-06-06', diagnosis: 'K35.900', fee: '6000.00', payer: '07', drg: drg('FR19') },
  ]);
  await runTestDip(db, '2025-06');
  await enterTestParameters(db, 'employee', { budgetPointValue: [9, 10, 11], drgRate: [4500, 5000, 5500] });
});
afterAll(() => db.destroy());

async function storeWeights(trx: Db) {
  const { weight_table_id } = await trx
    .insertInto('weight_table')
    .values({
      scheme_key: SCHEME,
      hospital_id: null,
      name: '测试权重',
      source: '测试',
      origin: 'loaded',
      effective_from: '2025-01-01',
      effective_before: null,
      basis: null,
    })
    .returning('weight_table_id')
    .executeTakeFirstOrThrow();
  const row = (drg: string, rw: string) => ({
    weight_table_id,
    drg,
    rw,
    benchmark_cost: null,
    benchmark_los: null,
    mortality_risk: null,
    cases: null,
  });
  await trx
    .insertInto('drg_weight')
    .values([row('FR19', '2'), row('GZ13', '0.5')])
    .execute();
  await trx
    .insertInto('hospital_month')
    .values({ hospital_id: HOSPITAL, month: '2025-06-01', revision: '1' })
    .execute();
}

test('缺居民的费率与点值:同时算得出的才给结余的例数,其余为空并说明原因', async () => {
  const { units, left, drgReason, dipReason } = await sideBySide(db, await basis(), 'hospital');
  expect(units[0]).toMatchObject({ cases: 3, drg: null, dip: null, outcomes: null });
  expect(drgReason).toContain('居民医保没有录DRG 费率');
  expect(dipReason).toContain('没有预算点值');
  expect(left).toEqual({ withoutDip: 1, withoutDrg: 1, withoutBoth: 0 });
});

test('按 DRG 病组对照:RW 与分值、两边的支付、在一边结余而在另一边亏损的例数', async () => {
  const { units } = await sideBySide(db, await basis(), 'drg');
  const one = units.find(({ code }) => code === 'FR19')!;
  expect([one.rw.toFixed(), one.points.toFixed(), one.cost.toFixed(2)]).toEqual(['2', '525', '6000.00']);
  expect([one.drg!.low, one.drg!.base, one.drg!.high].map((v) => v.toFixed(2))).toEqual([
    '9000.00',
    '10000.00',
    '11000.00',
  ]);
  expect([one.dip!.low, one.dip!.base, one.dip!.high].map((v) => v.toFixed(2))).toEqual([
    '4725.00',
    '5250.00',
    '5775.00',
  ]);
  expect(one.outcomes).toEqual({ 'drg-only': 1, 'dip-only': 0, both: 0, neither: 0 });
});

test('各层次合起来都是同一批病例', async () => {
  const b = await basis();
  for (const by of COMPARED_BY) {
    const { units } = await sideBySide(db, b, by);
    expect(units.reduce((sum, { cases }) => sum + cases, 0)).toBe(3);
    expect(units.reduce((sum, { points }) => sum + points.toNumber(), 0)).toBeCloseTo(1785.525, 4);
  }
});

test('清单:只在一边结余的病例,可按科室、病组筛选并分页', async () => {
  const b = await basis();
  const drgOnly = await comparedCaseList(db, b, { outcome: 'drg-only' }, 1, 10);
  expect(drgOnly.items).toMatchObject([
    { case_id: ids[0], drg_standard: '10000.00', dip_standard: '5250.00', entry: 'A1', cost_decided: false },
  ]);
  const dipOnly = await comparedCaseList(db, b, { outcome: 'dip-only', department: '0402' }, 1, 10);
  expect(dipOnly).toMatchObject({ total: 1, items: [{ case_id: ids[1], dip_standard: '6302.63' }] });
  expect((await comparedCaseList(db, b, { outcome: 'dip-only', department: '0401' }, 1, 10)).total).toBe(0);
});

test('科室与病种的支付之和就是全院的;缺点值的险种所在的单位不给金额', async () => {
  await enterTestParameters(db, 'resident', { budgetPointValue: [8, 9, 10], regionPoints: 100 });
  const whole = await settlement(db, query);
  const b = await basis();
  for (const by of ['department', 'entry'] as const) {
    const units = unitsOf(b, await dipUnitParts(db, b, by));
    for (const end of ['low', 'base', 'high'] as const) {
      const total = units.reduce((sum, { money }) => sum + money!.standard[end].toNumber(), 0);
      const expected = whole.insurances.reduce((sum, { chain }) => sum + chain!.standard.range![end].toNumber(), 0);
      expect(total).toBeCloseTo(expected, 6);
    }
  }
  const [surgery] = unitsOf(b, await dipUnitParts(db, b, 'department'));
  expect(surgery).toMatchObject({ code: '0401', entries: 1, cases: 2 });
  expect(surgery!.money!.standard.driver).toEqual({ insurance: 'employee', assumption: 'budgetPointValue' });
  const unknown = { ...b, pointValues: new Map(b.pointValues).set('resident', { ok: false, reason: '没有预算点值' }) };
  expect(unitsOf(unknown, await dipUnitParts(db, b, 'department'))[0]).toMatchObject({
    money: null,
    reason: '居民医保没有预算点值',
  });
});
