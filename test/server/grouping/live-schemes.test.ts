import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { alignRuns } from '../../../server/grouping/grouping-runs.ts';
import { type LiveSchemes, openLiveSchemes } from '../../../server/grouping/live-schemes.ts';
import { approveScheme, liveDayOf, makeSchemeLive, withdrawScheme } from '../../../server/grouping/scheme-registry.ts';
import { runShadow } from '../../../server/grouping/shadow-run.ts';
import type { Db } from '../../../sql/database.ts';
import {
  migratedCases,
  migrationMatrix,
  migrationOverall,
  migrationUnits,
} from '../../../sql/read-models/case-migration.read-model.ts';
import { figures } from '../../../sql/read-models/figures.read-model.ts';
import { EARLIEST } from '../../../sql/stores/scheme.store.ts';
import { shadowRuns } from '../../../sql/stores/shadow-run.store.ts';
import { openTestDatabase } from '../../support/database.ts';
import { currentDrgs, HOSPITAL, NEW, OLD, putCases, putScheme } from './registry-fixture.ts';

let db: Db;
let schemes: LiveSchemes;
let ids: string[];
const quiet = () => {};
const period = (from: string, before: string) => ({ from, before, label: `${from}/${before}` });
const YEAR = period('2024-01-01', '2026-01-01');

beforeAll(async () => {
  db = await openTestDatabase();
  await putScheme(db, 'old', OLD, { status: 'live', liveFrom: EARLIEST, isConfigured: true });
  await putScheme(db, 'new', NEW, { status: 'draft' });
  schemes = await openLiveSchemes(db);
  ids = await putCases(db, [
    { day: '2024-12-20', diagnosis: 'I21.900', fee: '3000.00' },
    { day: '2025-01-10', fee: '2000.00' },
    { day: '2025-03-14', diagnosis: 'I21.900', fee: '4000.00', department: '0303' },
    { day: '2025-03-15', diagnosis: 'I21.900', fee: '5000.00' },
    { day: '2025-03-20', age: 80, fee: '6000.00', department: '0303' },
    { day: '2025-04-01', fee: '7000.00' },
    { day: null },
  ]);
  await db.transaction().execute((trx) => alignRuns(trx, HOSPITAL, schemes.all()));
});
afterAll(() => db.destroy());

const drgsOf = async () => ids.map((id) => allOf(id));
let all: Record<string, string> = {};
const allOf = (id: string) => all[id];
const now = async () => {
  all = await currentDrgs(db);
  return drgsOf();
};

/** 汇总表与逐例相加的每一项。 */
const sumsOf = async () => {
  const columns = sql`month, drg, run_id, sum(discharges)::int as n, sum(total_fee)::text as fee`;
  const from = (table: 'case_rollup' | 'case_measure') =>
    sql`select ${columns} from ${sql.table(table)} where hospital_id = ${HOSPITAL} group by 1, 2, 3 order by 1, 2, 3`
      .execute(db)
      .then(({ rows }) => rows);
  return { rollup: await from('case_rollup'), cases: await from('case_measure') };
};

test('只有一个方案时,所有病例都归它', async () => {
  expect(await now()).toEqual(Array(7).fill('XA19'));
  expect((await figures(db, { hospitalId: HOSPITAL, period: YEAR, by: 'hospital' })).schemes).toMatchObject([
    { id: 'old', from: null, before: null },
  ]);
});

test('草案不能施行,核准之后才能', async () => {
  await expect(liveDayOf(db, 'new@1', undefined)).rejects.toMatchObject({ code: 'scheme-not-approved' });
  await approveScheme(db, 'new@1', '乙');
  await expect(approveScheme(db, 'new@1', '乙')).rejects.toMatchObject({ code: 'scheme-not-draft' });
  expect(await liveDayOf(db, 'new@1', undefined)).toBe('2025-03-15');
});

describe('试算', () => {
  test('影子运行不改变任何指标,一个字节也不', async () => {
    const read = async () =>
      JSON.stringify([
        await figures(db, { hospitalId: HOSPITAL, period: YEAR, by: 'drg' }),
        await figures(db, { hospitalId: HOSPITAL, period: period('2025-03-01', '2025-04-01'), by: 'department' }),
        await sumsOf(),
        await now(),
      ]);
    const before = await read();
    const { cases } = await runShadow(db, schemes, {
      hospitalId: HOSPITAL,
      schemeKey: 'new@1',
      period: '2025',
      by: '甲',
    });
    expect(cases).toBe(5);
    expect(await read()).toBe(before);
  });

  test('迁移矩阵各格之和是期间的病例,科室、病组之和也是;每格能翻到病例', async () => {
    const [run] = await shadowRuns(db, { hospitalId: HOSPITAL });
    const overall = await migrationOverall(db, run!);
    const matrix = await migrationMatrix(db, run!);
    expect(overall).toMatchObject({
      cases: 5,
      changed: 5,
      fee: 24000,
      fromDrgs: 1,
      toDrgs: 3,
      missing: 0,
      excluded: 0,
    });
    expect(matrix.map(({ from, to, cases, fee }) => [from, to, cases, fee])).toEqual([
      ['XA19', 'XB19', 2, 9000],
      ['XA19', 'XC19', 2, 9000],
      ['XA19', 'XC11', 1, 6000],
    ]);
    for (const units of [matrix, await migrationUnits(db, run!, 'department'), await migrationUnits(db, run!, 'drg')]) {
      for (const key of ['cases', 'changed', 'fee', 'fromWeight', 'toWeight', 'toGrouped'] as const) {
        expect(units.reduce((sum, unit) => sum + unit[key], 0)).toBeCloseTo(overall[key], 6);
      }
    }
    for (const { from, to, cases } of matrix) {
      const page = await migratedCases(db, run!, { from, to }, { page: 1, pageSize: 10 });
      expect([page.total, page.items.length]).toEqual([cases, cases]);
    }
    // 没有自带权重的方案,按试算的分组由此前月份测算:三月 XB19 是 3000 ÷ 2500,四月 XC19 是 2000 ÷ 4000;XC11 没有。
    expect(run).toMatchObject({ weightOrigins: 'own_history' });
    expect([overall.toWeighted, overall.toWeight]).toEqual([3, expect.closeTo(1.2 * 2 + 0.5, 4)]);
  });

  test('同一方案、期间再试算一次,替换先前的', async () => {
    await runShadow(db, schemes, { hospitalId: HOSPITAL, schemeKey: 'new@1', period: '2025', by: '甲' });
    expect(await shadowRuns(db)).toHaveLength(1);
  });
});

describe('中间换方案', () => {
  test('换方案日之前的病例仍按旧方案,之后按新方案;没有出院日的归新方案', async () => {
    const { cases } = await makeSchemeLive(db, schemes, { key: 'new@1', by: '丙', from: '2025-03-15' }, quiet);
    expect(await now()).toEqual(['XA19', 'XA19', 'XA19', 'XB19', 'XC11', 'XC19', 'XC19']);
    // 没有自带权重的方案,施行日之前 12 个月也分了组,供本院历史测算。
    expect(cases).toBe(7);
    expect([schemes.schemeFor('2025-03-14').key, schemes.schemeFor('2025-03-15').key]).toEqual(['old@1', 'new@1']);
    expect(schemes.schemeFor(null).key).toBe('new@1');
  });

  test('月汇总等于病例之和,跨换方案日的月份也是', async () => {
    const { rollup, cases } = await sumsOf();
    expect(rollup).toEqual(cases);
    const total = rollup.reduce((sum: number, row) => sum + (row as { n: number }).n, 0);
    expect(total).toBe(6);
  });

  test('跨两个方案的期间,指标说明两个方案;只在一个方案内的只说一个', async () => {
    const both = await figures(db, { hospitalId: HOSPITAL, period: period('2025-03-01', '2025-04-01'), by: 'drg' });
    expect(both.schemes).toMatchObject([
      { id: 'old', from: null, before: '2025-03-15' },
      { id: 'new', from: '2025-03-15', before: null },
    ]);
    expect(both.scheme).toMatchObject({ id: 'old、new', name: expect.stringContaining('2025-03-15 起') });
    expect(both.units.map(({ code, name, measures }) => [code, name, measures.discharges])).toEqual([
      ['XA19', 'XA19', 1],
      ['XB19', 'XB19', 1],
      ['XC11', 'XC11', 1],
    ]);
    const after = await figures(db, {
      hospitalId: HOSPITAL,
      period: period('2025-04-01', '2025-05-01'),
      by: 'hospital',
    });
    expect(after.scheme).toMatchObject({ id: 'new', version: '1' });
  });

  test('新方案的首月就有本院历史测算的权重,按新方案的分组算', async () => {
    const april = await figures(db, { hospitalId: HOSPITAL, period: period('2025-04-01', '2025-05-01'), by: 'drg' });
    expect(april.weights.origin).toBe('own_history');
    // 此前 12 个月 XC19 只有一例 2000 元;全部均费 (3000 + 2000 + 4000 + 5000 + 6000) ÷ 5 = 4000。
    expect(april.units[0]!.figures.cmi!.value).toBeCloseTo(0.5, 4);
  });

  test('同一天不能有两个方案开始施行', async () => {
    await putScheme(db, 'third', OLD);
    await expect(liveDayOf(db, 'third@1', '2025-03-15')).rejects.toMatchObject({ code: 'scheme-day-taken' });
    const forced = makeSchemeLive(db, schemes, { key: 'third@1', by: '丙', from: '2025-03-15' }, quiet);
    await expect(forced).rejects.toMatchObject({ code: 'scheme-day-taken' });
    expect(schemes.all().map(({ key }) => key)).toEqual(['old@1', 'new@1']);
    expect((await now())[3]).toBe('XB19');
  });

  test('停用之后恢复原状,再施行不必重新分组', async () => {
    await withdrawScheme(db, schemes, { key: 'new@1', by: '丙' }, quiet);
    expect(await now()).toEqual(Array(7).fill('XA19'));
    const { rollup, cases } = await sumsOf();
    expect(rollup).toEqual(cases);
    const again = await makeSchemeLive(db, schemes, { key: 'new@1', by: '丙', from: '2025-04-01' }, quiet);
    expect(again.cases).toBe(0);
    expect(await now()).toEqual(['XA19', 'XA19', 'XA19', 'XA19', 'XA19', 'XC19', 'XC19']);
  });

  test('设置里的方案不能停用', async () => {
    const withdrawn = withdrawScheme(db, schemes, { key: 'old@1', by: '丙' }, quiet);
    await expect(withdrawn).rejects.toMatchObject({ code: 'scheme-configured' });
  });
});
