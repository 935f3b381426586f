import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { monthPeriod, parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { monthsWithData } from '../../sql/read-models/months.read-model.ts';
import { loadWeightTable, weightTables } from '../../sql/stores/weight-table.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { HOSPITAL, registerHospital, SCHEME, storeCases } from './figures-fixture.ts';

const loadedRow = (drg: string, rw: string | null, extra = {}) => ({
  drg,
  rw,
  benchmarkCost: null,
  benchmarkLos: null,
  mortalityRisk: null,
  cases: null,
  ...extra,
});

describe('没有装载的权重表', () => {
  let db: Db;
  let runId: number;
  beforeAll(async () => {
    db = await openTestDatabase();
    runId = await registerHospital(db);
    await storeCases(db, runId, [
      { day: '2025-01-05', drg: 'FR19', fee: '8000.00', los: 6 },
      { day: '2025-01-06', drg: 'FR19', fee: '12000.00', los: 10 },
      { day: '2025-01-07', drg: 'HC25', fee: '40000.00', los: 16 },
      { day: '2025-01-08', drg: 'HC25', fee: '50.00', los: 1 },
      { day: '2025-01-09', status: 'ambiguous', mdc: 'F' },
      { day: '2025-01-10', hasError: true },
      { day: '2025-02-28', drg: 'FR19', fee: '11000.00', los: 8, department: '0304', team: 'A', drugFee: '1100.00' },
      {
        day: '2025-02-01',
        drg: 'HC25',
        fee: '38000.00',
        los: 8,
        department: '9901',
        team: 'A',
        surgical: true,
        level: 4,
      },
      { day: '2025-02-02', drg: 'GZ13', fee: '5000.00', los: 4, department: '9901', team: 'B', died: true },
    ]);
  });
  afterAll(() => db.destroy());

  const hospitalOf = async (period: string) =>
    (await figures(db, { hospitalId: HOSPITAL, period: parsePeriod(period)!, by: 'hospital' })).units[0]!;

  test('首月没有更早的数据:CMI 与指数为空并说明原因,其余照给', async () => {
    const set = await figures(db, { hospitalId: HOSPITAL, period: monthPeriod('2025-01'), by: 'hospital' });
    const { figures: f } = set.units[0]!;
    expect(f.cmi).toMatchObject({ value: null, reason: expect.stringContaining('没有该期间的权重表') });
    expect(f.costIndex).toMatchObject({ value: null, reason: expect.stringContaining('没有该期间的标杆') });
    expect(f.totalWeight!.value).toBeNull();
    expect(f.groupingRate!.value).toBe(0.8);
    expect(f.ambiguousCases!.value).toBe(1);
    expect(set).toMatchObject({ excludedRecords: 1, weights: { origin: 'none', monthsWithout: ['2025-01'] } });
    expect(set.scheme).toEqual({ id: 'scheme-for-test', version: '1', name: '测试方案', forReference: true });
  });

  test('次月用首月测算:低于 100 元的病例不参加,RW = 病组均费 ÷ 全部均费', async () => {
    const { figures: f, measures } = await hospitalOf('2025-02');
    // 一月保留 8000、12000、40000:全部均费 20000;FR19 10000 → 0.5,住院 8 天;HC25 40000 → 2.0,住院 16 天。
    expect(f.totalWeight!.value).toBe(2.5);
    expect(f.cmi).toMatchObject({ value: 1.25, numerator: 2.5, denominator: 2, coverage: 2 / 3 });
    expect(f.rw2Share!.value).toBe(0.5);
    expect(f.feePerWeight!.value).toBe(49000 / 2.5);
    // GZ13 没有标杆:2 ÷ 3 低于 80%,不给出,但覆盖率照给。
    expect(f.costIndex).toMatchObject({ value: null, coverage: 2 / 3, reason: '覆盖率 66.7% 低于 80%' });
    expect(measures.costRatioSum).toBeCloseTo(1.1 + 0.95, 12);
    expect(measures.losRatioSum).toBeCloseTo(1 + 0.5, 12);
    expect(f.lowRiskMortality).toMatchObject({ value: null, reason: '没有死亡风险分级表' });
    expect(f.drgCount!.value).toBe(3);
    expect(f.drugShare!.value).toBeCloseTo(1100 / 54000, 15);
  });

  test('测算表写明依据', async () => {
    await hospitalOf('2025-02');
    const table = await db
      .selectFrom('weight_table')
      .selectAll()
      .where('origin', '=', 'own_history')
      .executeTakeFirstOrThrow();
    expect(table.basis).toMatchObject({ months: ['2025-01'], cases: 3, candidates: 3 });
  });

  test('科室、主诊组、医师、MDC、病组、月份各有名称与上级', async () => {
    const unitsBy = async (by: Parameters<typeof figures>[1]['by']) =>
      (await figures(db, { hospitalId: HOSPITAL, period: monthPeriod('2025-02'), by })).units.map(
        ({ code, name, parentCode, parentName }) => [code, name, parentCode, parentName].filter((v) => v !== undefined),
      );
    expect(await unitsBy('department')).toEqual([
      ['0304', '心血管内科'],
      ['9901', '9901'],
    ]);
    expect(await unitsBy('team')).toEqual([
      ['A', 'A', '0304', '心血管内科'],
      ['A', 'A', '9901', '9901'],
      ['B', 'B', '9901', '9901'],
    ]);
    expect(await unitsBy('mdc')).toEqual([
      ['F', 'MDC F'],
      ['G', 'MDC G'],
      ['H', 'MDC H'],
    ]);
    expect((await unitsBy('drg'))[0]).toEqual(['FR19', 'FR19 名称', 'F', 'MDC F']);
    expect(await unitsBy('month')).toEqual([['2025-02', '2025年2月']]);
    expect(await unitsBy('physician')).toHaveLength(2);
  });

  test('登记的科室名称优先;可只看一个科室', async () => {
    await db
      .insertInto('department')
      .values({ hospital_id: HOSPITAL, department_code: '9901', name: '肝胆外科' })
      .execute();
    const query = { hospitalId: HOSPITAL, period: monthPeriod('2025-02'), by: 'drg' as const, department: '9901' };
    expect((await figures(db, query)).units.map((unit) => unit.code)).toEqual(['GZ13', 'HC25']);
    const { units } = await figures(db, { ...query, by: 'department' });
    expect(units.map((unit) => unit.name)).toEqual(['肝胆外科']);
  });

  test('有数据的月份', async () => {
    expect(await monthsWithData(db, HOSPITAL)).toEqual([
      { month: '2025-01', discharges: 5, excluded: 1 },
      { month: '2025-02', discharges: 3, excluded: 0 },
    ]);
  });

  test('没有数据的期间与没有分过组的医院', async () => {
    const empty = await hospitalOf('2030-01');
    expect(empty.measures.discharges).toBe(0);
    expect(empty.figures.meanFee).toMatchObject({ value: null, reason: '出院人次为 0' });
    expect(empty.figures.cmi).toMatchObject({ value: null, reason: '没有入组病例' });
    const set = await figures(db, { hospitalId: 'none', period: monthPeriod('2025-01'), by: 'department' });
    expect(set).toMatchObject({ units: [], scheme: { name: '尚未分组' }, weights: { origin: 'none' } });
    expect(await monthsWithData(db, 'none')).toEqual([]);
  });

  test('更早月份的数据变了,权重重算;没变则沿用同一张表', async () => {
    const tableOf = async () => {
      await hospitalOf('2025-02');
      const row = await db
        .selectFrom('month_weight')
        .selectAll()
        .where('month', '=', '2025-02-01')
        .executeTakeFirstOrThrow();
      return row.weight_table_id;
    };
    const before = await tableOf();
    expect(await tableOf()).toBe(before);
    await storeCases(db, runId, [{ day: '2025-01-20', drg: 'GZ13', fee: '20000.00' }]);
    const after = await tableOf();
    expect(after).not.toBe(before);
    const { figures: f } = await hospitalOf('2025-02');
    expect(f.cmi).toMatchObject({ value: 3.5 / 3, coverage: 1 });
    const tables = await db
      .selectFrom('weight_table')
      .select('weight_table_id')
      .where('origin', '=', 'own_history')
      .execute();
    expect(tables.map((t) => t.weight_table_id)).toEqual([after]);
  });

  test('两个请求同时取数,只测算一次', async () => {
    await storeCases(db, runId, [{ day: '2025-01-21', drg: 'GZ13', fee: '20000.00' }]);
    const [a, b] = await Promise.all([hospitalOf('2025-02'), hospitalOf('2025-02')]);
    expect(a).toEqual(b);
    const tables = await db
      .selectFrom('weight_table')
      .select('weight_table_id')
      .where('origin', '=', 'own_history')
      .execute();
    expect(tables).toHaveLength(1);
  });
});

describe('装载的权重表', () => {
  let db: Db;
  beforeAll(async () => {
    db = await openTestDatabase();
    const runId = await registerHospital(db);
    await storeCases(db, runId, [
      { day: '2025-01-05', drg: 'FR19' },
      { day: '2025-02-05', drg: 'FR19', fee: '9000.00', los: 4 },
      { day: '2025-02-06', drg: 'FR19', died: true },
      { day: '2025-02-07', drg: 'GZ13' },
      { day: '2025-03-05', drg: 'FR19' },
    ]);
  });
  afterAll(() => db.destroy());
  const load = (name: string, rows: ReturnType<typeof loadedRow>[], extra = {}) =>
    loadWeightTable(db, { schemeKey: SCHEME, name, source: '测试文件', effectiveFrom: '2025-02-01', rows, ...extra });
  const hospitalOf = async (period: string) =>
    await figures(db, { hospitalId: HOSPITAL, period: parsePeriod(period)!, by: 'hospital' });

  test('只有死亡风险等级的表与本院测算的权重合用', async () => {
    await load('风险分级', [
      loadedRow('FR19', null, { mortalityRisk: 1 }),
      loadedRow('GZ13', null, { mortalityRisk: 2 }),
    ]);
    const set = await hospitalOf('2025-02');
    const { figures: f } = set.units[0]!;
    expect(f.lowRiskMortality).toMatchObject({ value: 0.5, numerator: 1, denominator: 2, coverage: 1 });
    expect(f.midLowRiskMortality!.value).toBe(0);
    expect(f.cmi).toMatchObject({ value: 1, coverage: 2 / 3 });
    expect(set.weights.origin).toBe('own_history');
  });

  test('生效日晚者先,本院专用先于通用;生效之前的月份仍由本院测算', async () => {
    await load('通用', [loadedRow('FR19', '1.5'), loadedRow('GZ13', '0.5')]);
    expect((await hospitalOf('2025-02')).units[0]!.figures.totalWeight!.value).toBe(3.5);
    await load('本院', [loadedRow('FR19', '2', { benchmarkCost: '10000', benchmarkLos: '8' })], {
      hospitalId: HOSPITAL,
    });
    await load('三月起', [loadedRow('FR19', '9')], { effectiveFrom: '2025-03-01' });
    const set = await hospitalOf('2025-02');
    expect(set.units[0]!.figures.totalWeight!.value).toBe(4);
    expect(set.weights).toMatchObject({ origin: 'loaded', note: '权重与标杆取自本院(测试文件)' });
    expect((await hospitalOf('2025-03')).units[0]!.figures.cmi!.value).toBe(2);
    const year = await hospitalOf('2025');
    expect(year.weights).toMatchObject({ origin: 'mixed', monthsWithout: ['2025-01'] });
    expect(year.units[0]!.measures).toMatchObject({
      grouped: 5,
      weightTableCases: 4,
      weightedCases: 3,
      totalWeight: 6,
    });
  });

  test('列出装载的表', async () => {
    const tables = await weightTables(db, HOSPITAL);
    expect(tables.map((t) => [t.name, t.effectiveFrom, t.drgs])).toEqual([
      ['三月起', '2025-03-01', 1],
      ['本院', '2025-02-01', 1],
      ['通用', '2025-02-01', 2],
      ['风险分级', '2025-02-01', 2],
    ]);
  });
});
