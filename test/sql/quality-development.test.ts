import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import type { Db } from '../../sql/database.ts';
import {
  type OfficialTable,
  officialTable,
} from '../../sql/read-models/quality-development/official-table.read-model.ts';
import { officialTrend } from '../../sql/read-models/quality-development/official-trend.read-model.ts';
import { storeCodeList } from '../../sql/stores/code-list.store.ts';
import { saveTargets } from '../../sql/stores/indicator-target.store.ts';
import { refreshRollup } from '../../sql/stores/rollup.store.ts';
import { currentFigures, figureVersions, saveFigures } from '../../sql/stores/yearly-figure.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { HOSPITAL, registerHospital } from './figures-fixture.ts';
import { type QualityCase, storeQualityCases } from './quality-fixture.ts';

let db: Db;
let runId: number;
beforeAll(async () => {
  db = await openTestDatabase();
  runId = await registerHospital(db);
  await storeQualityCases(db, runId, CASES_2025);
  await storeQualityCases(db, runId, [
    { day: '2024-03-05', fee: '8000.00' },
    { day: '2024-03-06', fee: '8000.00' },
    { day: '2024-11-06', fee: '50000.00' },
  ]);
});
afterAll(() => db.destroy());

const LAPAROSCOPIC = '51.2300';
const OPEN = '47.0901';
// 手工数:手术 6 例(择期 5 例);微创 3 例(两例腹腔镜、一例胸腔镜);日间 1 例;并发症 1 例;Ⅰ类切口 2 例、感染 1 例。
const CASES_2025: QualityCase[] = [
  { day: '2025-03-02', admittedOn: '2025-03-01', procedures: [LAPAROSCOPIC], level: 3, incisions: ['2'] },
  { day: '2025-03-09', procedures: [OPEN, LAPAROSCOPIC], level: 4, others: [['T81.400', '4']], incisions: ['4', '7'] },
  { day: '2025-03-09', procedures: ['32.4100'], level: 4, others: [['T81.400', '1']] },
  { day: '2025-03-09', procedures: ['78.5000'], level: 1, route: '1', others: [['T81.400', '4']] },
  { day: '2025-04-09', department: '0401', procedures: ['78.5000'], level: 2, others: [['I10.x00', '4']], herbs: true },
  { day: '2025-04-10', department: '0401', procedures: ['78.5000'], level: 2, fee: '24000.00' },
  { day: '2025-04-10', department: '0401', principal: 'C34.100', therapy: true },
  { day: '2025-04-11', department: '0401', principal: 'J35.000', died: true },
  { day: '2025-04-11', department: '0401', procedures: [OPEN], hasError: true },
];

const tableOf = (list: 'general' | 'tcm' | 'national' = 'general', year = 2025) =>
  officialTable(db, HOSPITAL, list, year);
const figureOf = (table: OfficialTable, id: string) => table.rows.find((row) => row.indicator.id === id)!.figure;

describe('由病例算出的指标', () => {
  test('微创、日间、并发症、Ⅰ类切口按手工数的例数', async () => {
    const table = await tableOf('national');
    const ratio = (id: string) => {
      const { numerator, denominator } = figureOf(table, id);
      return [numerator, denominator];
    };
    expect(ratio('surgeryRate')).toEqual([6, 8]);
    expect(ratio('minimallyInvasiveRate')).toEqual([3, 6]);
    expect(ratio('level4SurgeryRate')).toEqual([2, 6]);
    expect(ratio('daySurgeryRate')).toEqual([1, 5]);
    expect(ratio('complicationRate')).toEqual([1, 5]);
    expect(ratio('cleanIncisionInfectionRate')).toEqual([1, 2]);
    expect(ratio('lowRiskDiseaseMortality')).toEqual([1, 9 - 1 - 1]);
  });

  test('中医指标按首页费用代理,填报了以填报为准', async () => {
    const before = figureOf(await tableOf('tcm'), 'sliceUseRate');
    expect(before).toMatchObject({ numerator: 1, denominator: 8, basis: 'computed' });
    await fill('sliceUseRate', '0.62');
    const after = figureOf(await tableOf('tcm'), 'sliceUseRate');
    expect(after).toMatchObject({ value: 0.62, computed: 1 / 8, filled: 0.62, basis: 'filled' });
  });

  test('首页能算准的以算出的为准,填报的列出对照', async () => {
    await fill('surgeryRate', '0.9');
    expect(figureOf(await tableOf('national'), 'surgeryRate')).toMatchObject({
      value: 0.75,
      filled: 0.9,
      basis: 'computed',
    });
  });

  test('本年只有三四月时,上年也只取三四月', async () => {
    const table = await tableOf('national');
    expect(table.before.period).toMatchObject({ from: '2024-03-01', before: '2024-04-01' });
    const { numerator, denominator, value } = figureOf(table, 'inpatientFeeGrowth');
    expect([numerator, denominator]).toEqual([11750, 8000]);
    expect(value).toBeCloseTo(0.46875, 12);
  });

  test('覆盖率数清单里有病例的病种;专科能力指数按例数加权', async () => {
    const table = await tableOf();
    const { numerator, denominator } = figureOf(table, 'monitoredCoverage');
    expect([numerator, denominator]).toEqual([1, table.year.facts.diseases.length]);
    expect(figureOf(table, 'specialtyIndex').reason).toBe('没有可计分的重点监测病种');
  });

  test('没有数据的年份写明原因,不是 0', async () => {
    const table = await tableOf('general', 2031);
    expect(figureOf(table, 'minimallyInvasiveRate')).toMatchObject({ value: null, reason: '该年没有出院数据' });
    expect(figureOf(table, 'serviceIncomeRate').reason).toBe('没有填报「挂号收入」');
  });
});

describe('编码清单', () => {
  test('装载的清单先于内置的,按生效日;汇总随之重算', async () => {
    await load('minimally-invasive', '本地 2025', '2025-04-01', [['1', '骨内固定', ['78.5-78.6']]]);
    const table = await tableOf('national');
    // 三月仍用内置清单(3 例),四月起用装载的(2 例)。
    expect(figureOf(table, 'minimallyInvasiveRate')).toMatchObject({ numerator: 5, denominator: 6 });
    expect(table.year.lists['minimally-invasive']).toMatchObject({ version: '本地 2025', builtIn: false });
  });
});

describe('年度填报', () => {
  test('改一次一个版本,内容不变不写,旧版本留着谁、何时、何来', async () => {
    const entering = { hospitalId: HOSPITAL, year: 2025, by: '经办人甲', source: '页面' };
    const entry = { item: 'technicians', value: '1400', text: null, evidence: '人事年报', attachmentId: null };
    expect(await saveFigures(db, entering, [entry])).toBe(1);
    expect(await saveFigures(db, { ...entering, by: '经办人乙' }, [{ ...entry, value: '1400.00' }])).toBe(0);
    expect(
      await saveFigures(db, { ...entering, by: '经办人乙', source: '模板 a.xlsx' }, [{ ...entry, value: '1500' }]),
    ).toBe(1);
    const versions = await figureVersions(db, HOSPITAL, 2025, 'technicians');
    expect(versions.map(({ version, value, enteredBy, source }) => [version, value, enteredBy, source])).toEqual([
      [2, '1500', '经办人乙', '模板 a.xlsx'],
      [1, '1400', '经办人甲', '页面'],
    ]);
    expect((await currentFigures(db, HOSPITAL, 2025)).get('technicians')?.value).toBe('1500');
  });

  test('各组成填齐才有数,缺哪一项说哪一项', async () => {
    const funds = { text: null, evidence: null, attachmentId: null };
    expect(figureOf(await tableOf(), 'researchPer100').reason).toBe('没有填报「科研项目经费」');
    await saveFigures(db, { hospitalId: HOSPITAL, year: 2025, by: '科教处', source: '页面' }, [
      { item: 'researchFunds', value: '5600000', ...funds },
      { item: 'technicians', value: '1400', ...funds },
    ]);
    expect(figureOf(await tableOf(), 'researchPer100').value).toBe(400_000);
  });

  test('目标给出达标与否,界值代替综合指数的参考值', async () => {
    const none = { reference: null, referenceSource: null, responsible: null };
    await saveTargets(db, { hospitalId: HOSPITAL, year: 2025, by: '院办' }, [
      { indicator: 'surgeryRate', target: '0.8', worst: null, best: null, ...none },
      { indicator: 'complicationRate', target: '0.3', worst: '0.4', best: '0', ...none },
    ]);
    const table = await tableOf('national');
    const reached = (id: string) => table.rows.find((row) => row.indicator.id === id)!.reached;
    expect([reached('surgeryRate'), reached('complicationRate')]).toEqual([false, true]);
    const parts = figureOf(await tableOf(), 'qualityIndex').parts!;
    expect(parts.find(({ indicator }) => indicator === 'complicationRate')).toMatchObject({ worst: 0.4, score: 0.5 });
  });
});

test('撤回后一例也不剩的月份,不再计入', async () => {
  await storeQualityCases(db, runId, [
    { day: '2023-01-05', procedures: [LAPAROSCOPIC] },
    { day: '2023-02-05', procedures: [LAPAROSCOPIC] },
    { day: '2023-03-05', procedures: [OPEN] },
  ]);
  const numerator = async () => figureOf(await tableOf('national', 2023), 'minimallyInvasiveRate').numerator;
  expect(await numerator()).toBe(2);
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('discharge_case')
      .set({ is_current: false })
      .where('discharged_on', '=', '2023-02-05')
      .execute();
    await refreshRollup(trx, HOSPITAL, ['2023-02']);
  });
  expect(await numerator()).toBe(1);
});

test('趋势按年列出,没有数的年份为空;与同一年的表是同一个数', async () => {
  const { years, values } = await officialTrend(db, HOSPITAL, 'national', { until: 2025, count: 2 });
  expect(years).toEqual([2024, 2025]);
  expect(values.get('surgeryRate')).toEqual([0, 0.75]);
  expect(values.get('minimallyInvasiveRate')![0]).toBeNull();
  const { rows } = await officialTable(db, HOSPITAL, 'national', 2025);
  const inTable = Object.fromEntries(rows.map(({ indicator, figure }) => [indicator.id, figure.value]));
  expect(Object.fromEntries([...values].map(([id, years]) => [id, years[1]]))).toEqual(inTable);
});

const fill = (item: string, value: string) =>
  saveFigures(db, { hospitalId: HOSPITAL, year: 2025, by: '测试', source: '页面' }, [
    { item, value, text: null, evidence: null, attachmentId: null },
  ]);

const load = (kind: CodeListKind, version: string, from: string, items: [string, string, string[]][]) =>
  storeCodeList(
    db,
    {
      about: { kind, version, name: version, source: '测试', effectiveFrom: from, effectiveBefore: null },
      items: items.map(([code, name, ranges]) => ({ code, name, ranges, benchmarkLos: null, benchmarkCost: null })),
    },
    { loadedBy: '测试', builtIn: false },
  );
