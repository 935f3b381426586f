import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { retireRegion } from '../../server/dip/region-status.ts';
import type { LiveSchemes } from '../../server/grouping/live-schemes.ts';
import type { Db } from '../../sql/database.ts';
import { type InsuranceSettlement, settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import { openTestDatabase } from '../support/database.ts';
import {
  enterTestParameters,
  liveTestRegion,
  runTestDip,
  storeDipCases,
  testRegion,
} from '../support/dip-settlement.ts';
import { aScheme } from '../support/grouping-scheme.ts';
import { HOSPITAL, registerHospital } from './figures-fixture.ts';

let db: Db;
let ids: string[];

beforeAll(async () => {
  db = await openTestDatabase();
  await registerHospital(db);
  await liveTestRegion(db);
  ids = await storeDipCases(db, [
    { day: '2025-05-03', diagnosis: 'K35.900', fee: '5000.00' },
    { day: '2025-05-09', diagnosis: 'K35.900', procedures: '47.0100', fee: '30000.00' },
    { day: '2025-06-03', diagnosis: 'I10.x00', fee: '1000.00', payer: '02' },
    { day: '2025-06-04', diagnosis: 'G51.000', fee: '4000.00' },
    { day: '2025-06-05', diagnosis: 'K80.100', fee: '6000.00', payer: '2', burden: null },
    { day: '2025-06-06', diagnosis: 'J18.900' },
    { day: '2025-06-07', diagnosis: 'K35.9', fee: '5000.00' },
    { day: '2025-06-08', diagnosis: 'K35.900', fee: null },
    { day: '2025-06-09', diagnosis: 'K35.900', fee: '5000.00', payer: '07' },
    { day: '2025-06-10', diagnosis: 'K35.900', hasError: true },
    { day: '2025-06-11', diagnosis: 'K35.900', isCurrent: false },
  ]);
  await runTestDip(db, '2025');
});
afterAll(() => db.destroy());

const settle = (period: string) => settlement(db, { hospitalId: HOSPITAL, period: requirePeriod(period) });
const of = async (period: string, insurance: 'employee' | 'resident') =>
  (await settle(period)).insurances.find((one) => one.insurance === insurance)!;
const base = ({ chain }: InsuranceSettlement, figure: keyof NonNullable<InsuranceSettlement['chain']>) =>
  chain?.[figure].range?.base.toFixed() ?? null;

describe('运行的结果', () => {
  const result = (i: number) =>
    db.selectFrom('dip_case_result').selectAll().where('case_id', '=', ids[i]!).executeTakeFirstOrThrow();

  test('每例有病种、各因子、定它的规则;连乘回去就是分值', async () => {
    expect(await result(1)).toMatchObject({
      entry: 'A2',
      type: 'core',
      deviation: 'high',
      score: '1200.500000',
      deviation_factor: '1.500000000000',
      coefficient: '1.050000',
      coefficient_rule: 'hospital',
      points: '1890.7875',
      decided_by: null,
    });
    expect(await result(0)).toMatchObject({ entry: 'A1', decided_by: 'type_order', points: '525.0000' });
    const rows = await db.selectFrom('dip_case_result').selectAll().where('status', '=', 'matched').execute();
    for (const row of rows) {
      const product = [row.score, row.deviation_factor, row.auxiliary_factor, row.coefficient]
        .map((factor) => new Decimal(factor!))
        .reduce((a, b) => a.times(b));
      expect(product.minus(row.points!).abs().toNumber()).toBeLessThanOrEqual(0.0000501);
    }
  });
  test('基层病种用基层系数,中医优势病种在机构系数上再乘', async () => {
    expect(await result(2)).toMatchObject({ entry: 'G1', coefficient_rule: 'grassroots', coefficient: '0.950000' });
    expect(await result(3)).toMatchObject({
      entry: 'T1',
      coefficient_rule: 'tcm',
      coefficient: '1.155000',
      points: '462.0000',
    });
  });
  test('没有入组的写明原因', async () => {
    expect(await result(5)).toMatchObject({ status: 'ungrouped', cause: 'no-entry', points: null });
    expect(await result(6)).toMatchObject({ status: 'unmatched', cause: 'diagnosis-form' });
    expect(await result(7)).toMatchObject({ status: 'unmatched', cause: 'no-cost' });
  });
  test('有 E 级缺陷的、被替换的版本不在其中', async () => {
    const { cases } = await db.selectFrom('dip_run').select('cases').executeTakeFirstOrThrow();
    expect(cases).toBe(9);
  });
});

describe('结算', () => {
  test('没有点值的险种说明缺什么,不给 0', async () => {
    const { chain, pointValue, points } = await of('2025-06', 'employee');
    expect(chain).toBeNull();
    expect(pointValue).toMatchObject({ ok: false, reason: expect.stringContaining('公布的预算点值') });
    expect(points.toFixed()).toBe('462');
  });

  test('一串数:分值 → 支付标准 → 应付 → 月预付,逐例舍入到分再相加', async () => {
    await enterTestParameters(db, 'employee', { budgetPointValue: [9.5, 10.1234, 11], qualityDeposit: 0.05 });
    const employee = await of('2025-05', 'employee');
    // 525 × 10.1234 = 5314.785;1890.7875 × 10.1234 = 19141.198…
    expect(base(employee, 'standard')).toBe('24455.99');
    expect(base(employee, 'fundDue')).toBe('22455.99');
    expect(base(employee, 'balance')).toBe('-10544.01');
    expect(base(employee, 'prepayment')).toBe('21333.19');
    expect(employee.chain!.standard.range).toMatchObject({ driver: 'budgetPointValue' });
    expect(employee.chain!.standard.range!.low.toFixed()).toBe('22949.98');
    expect(employee.chain!.yearEndPayment).toMatchObject({ range: null, reason: expect.stringContaining('不是整年') });
  });

  test('两个月合起来等于各月之和', async () => {
    const figures = ['points', 'standard', 'fundDue', 'balance', 'prepayment'] as const;
    const [may, june, both] = await Promise.all([
      of('2025-05', 'employee'),
      of('2025-06', 'employee'),
      of('2025-05-01/2025-07-01', 'employee'),
    ]);
    for (const figure of figures)
      for (const end of ['low', 'base', 'high'] as const)
        expect(both.chain![figure].range![end].toFixed()).toBe(
          may.chain![figure].range![end].plus(june.chain![figure].range![end]).toFixed(),
        );
  });

  test('没有个人负担的、不由 DIP 结算的不进结算,另计', async () => {
    await enterTestParameters(db, 'resident', { budgetPointValue: 9 });
    const resident = await of('2025-06', 'resident');
    expect(resident.counts).toMatchObject({ cases: 2, matched: 2, withoutBurden: 1, settled: 1 });
    // 基层病种 300 × 1/3 × 0.95 = 95 分。
    expect(base(resident, 'standard')).toBe('855');
    expect((await settle('2025-06')).others).toMatchObject({ cases: 1, matched: 1, settled: 0 });
  });

  test('年终:结算点值由基金、报销比例与总分值推算,各项假设逐一试算', async () => {
    await enterTestParameters(db, 'employee', {
      fund: [5_600_000, 5_880_000, 6_000_000],
      reimbursementRatio: 0.75,
      regionPoints: [790_000, 800_000, 810_000],
    });
    await enterTestParameters(
      db,
      'employee',
      { assessmentCoefficient: [0.95, 0.98, 1], prepaid: 10_000 },
      { hospitalId: HOSPITAL },
    );
    const year = await of('2025', 'employee');
    const { range } = year.chain!.pointValue;
    expect([range!.low, range!.base, range!.high].map(String)).toEqual(['9.218107', '9.8', '10.126582']);
    expect(range!.driver).toBe('fund');
    const { yearEndPayment, fundDue } = year.chain!;
    expect(yearEndPayment.range!.base.toFixed(2)).toBe(fundDue.range!.base.times(0.98).minus(10_000).toFixed(2));
    expect(yearEndPayment.range!.low.lessThan(yearEndPayment.range!.base)).toBe(true);
    expect(yearEndPayment.range!.effects.map(({ assumption }) => assumption)).toEqual(
      expect.arrayContaining(['fund', 'regionPoints', 'assessmentCoefficient']),
    );
  });

  test('机构系数另录的,分值与支付随之换算;基层病种不动', async () => {
    const before = await of('2025-06', 'employee');
    await enterTestParameters(db, 'employee', { hospitalCoefficient: [1, 1.1, 1.2] }, { hospitalId: HOSPITAL });
    await enterTestParameters(db, 'resident', { hospitalCoefficient: 2 }, { hospitalId: HOSPITAL });
    const after = await of('2025-06', 'employee');
    // 400 × 1.1 × 系数。
    expect(after.chain!.points.range!).toMatchObject({
      low: new Decimal(440),
      base: new Decimal(484),
      high: new Decimal(528),
    });
    expect(before.chain!.points.range!.base.toFixed()).toBe('462');
    expect(base(await of('2025-06', 'resident'), 'points')).toBe('95');
  });

  test('运行之后导入的病例算作待运行,不悄悄少算', async () => {
    await storeDipCases(db, [{ day: '2025-06-20', diagnosis: 'K35.900' }]);
    expect((await of('2025-06', 'employee')).counts.pending).toBe(1);
    await runTestDip(db, '2025-06');
    const { runs, insurances } = await settle('2025-06');
    expect(insurances[0]!.counts.pending).toBe(0);
    expect(runs).toHaveLength(1);
    // 只换了六月用的运行;先前的结果还在。
    expect(await db.selectFrom('dip_run').select('run_id').execute()).toHaveLength(2);
    expect((await of('2025-05', 'employee')).counts).toMatchObject({ settled: 2, pending: 0 });
    expect((await settle('2025')).runs).toHaveLength(2);
  });

  test('跨年的期间、没有运行的期间不能结算', async () => {
    await expect(settle('2024-12-01/2025-02-01')).rejects.toMatchObject({ code: 'dip-period-crosses-years' });
    await expect(settle('2024-03')).rejects.toMatchObject({ code: 'dip-run-missing' });
  });
});

test('没有施行目录的期间、不整月的期间不能供结算;影子运行可以,而且不进结算', async () => {
  await expect(runTestDip(db, '2024-03')).rejects.toMatchObject({ code: 'dip-no-live-region' });
  await expect(runTestDip(db, '2025-06-10/2025-06-20')).rejects.toMatchObject({ code: 'dip-period' });
  const before = await settle('2025-06');
  const { purpose, runIds } = await runTestDip(db, '2025-06-01/2025-06-05', { region: 'testcity@2025' });
  expect(purpose).toBe('shadow');
  expect((await settle('2025-06')).runs).toEqual(before.runs);
  const shadow = await settlement(db, {
    hospitalId: HOSPITAL,
    period: requirePeriod('2025-06'),
    runId: runIds[0]!,
  });
  expect(shadow.insurances[0]!.counts).toMatchObject({ matched: 1 });
});

test('辅助目录的条件看病例的事实与 DRG 方案的并发症;编码先经施行的对照', async () => {
  const scheme = aScheme({
    adrgs: [{ adrg: 'XA1', mdc: 'MDCX', drgs: { XA11: 'mcc', XA13: 'cc', XA15: 'true' } }],
    complications: { 'J96.000': ['MCC', ''], 'E11.900': ['CC', ''] },
  });
  const codes = {
    convert: (c: GroupingCase) => ({ ...c, diagnoses: c.diagnoses.map((code) => (code === 'K35' ? 'K35.900' : code)) }),
  };
  const schemes = { schemeFor: () => ({ compiled: scheme, codes }) } as unknown as LiveSchemes;
  const severe = { catalogue: '严重程度', code: '3', name: '重度', condition: 'mcc and los > 3', factor: '1.2' };
  const old = { catalogue: '年龄', code: '1', name: '老年', condition: 'age > 65', factor: '1.1' };
  const policy = {
    ...testRegion.policy,
    version: '2026',
    effective_from: '2026-01-01',
    auxiliary: { combine: 'multiply' },
  };
  await retireRegion(db, 'testcity@2025', '测试员');
  await liveTestRegion(db, { ...testRegion, auxiliary: [severe, old], policy });
  const [severeOld, mild] = await storeDipCases(db, [
    { day: '2026-01-05', diagnosis: 'K35.900|J96.000|E11.900', fee: '5000.00', age: 70 },
    { day: '2026-01-06', diagnosis: 'K35|E11.900', fee: '5000.00' },
  ]);
  await runTestDip(db, '2026-01', { schemes });
  const of = (id: string | undefined) =>
    db.selectFrom('dip_case_result').selectAll().where('case_id', '=', id!).executeTakeFirstOrThrow();
  expect(await of(severeOld)).toMatchObject({
    auxiliary_factor: '1.320000',
    auxiliary: '严重程度:3、年龄:1',
    points: '693.0000',
  });
  expect(await of(mild)).toMatchObject({ entry: 'A1', auxiliary_factor: '1.000000', auxiliary: null });
});
