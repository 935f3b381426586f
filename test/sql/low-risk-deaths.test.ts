import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { lowRiskDeaths } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { HOSPITAL, registerHospital, SCHEME } from './figures-fixture.ts';
import { type QualityCase, storeQualityCases } from './quality-fixture.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
  const runId = await registerHospital(db);
  await storeQualityCases(db, runId, [...HISTORY, ...THIS_MONTH, LAST_YEAR]);
});
afterAll(() => db.destroy());

const repeat = (count: number, fact: QualityCase) => Array.from({ length: count }, () => fact);
// 参考期三组的死亡率 1/60、6/12、6/12:前者的对数低于均值减一倍标准差。
const HISTORY: QualityCase[] = [
  ...repeat(59, { day: '2025-02-01', drg: 'FR19' }),
  ...repeat(1, { day: '2025-02-01', drg: 'FR19', died: true }),
  ...repeat(6, { day: '2025-02-01', drg: 'GZ13' }),
  ...repeat(6, { day: '2025-02-01', drg: 'GZ13', died: true }),
  ...repeat(6, { day: '2025-02-01', drg: 'HC25' }),
  ...repeat(6, { day: '2025-02-01', drg: 'HC25', died: true }),
];
const DEATH: QualityCase = {
  day: '2025-06-20',
  drg: 'FR19',
  died: true,
  principal: 'I50.900',
  others: [
    ['C34.100', '1'],
    ['J96.000', '4'],
  ],
  procedures: ['96.7200'],
  surgical: false,
};
const THIS_MONTH: QualityCase[] = [
  DEATH,
  { day: '2025-06-05', drg: 'FR19' },
  { day: '2025-06-06', drg: 'FR19', department: '0401' },
  { day: '2025-06-07', drg: 'GZ13', died: true },
];
const LAST_YEAR: QualityCase = { day: '2024-06-07', drg: 'FR19', died: true };

const june = parsePeriod('2025-06')!;
const list = (tierZeroAsLow = false) => lowRiskDeaths(db, HOSPITAL, june, { tierZeroAsLow });

describe('低风险组死亡', () => {
  test('没有装载分级时由本院此前病例测算,并说明只供自查', async () => {
    const { source, deaths, summary } = await list();
    expect(source).toMatchObject({ origin: 'own-history', note: expect.stringContaining('只供院内自查') });
    expect([source.tiers.get('FR19'), source.tiers.get('GZ13')]).toEqual([1, 3]);
    expect(summary).toEqual([
      expect.objectContaining({ department: '0304', lowCases: 2, lowDeaths: 1, midLowCases: 0, lowDeathsLastYear: 1 }),
      expect.objectContaining({ department: '0401', lowCases: 1, lowDeaths: 0, lowDeathsLastYear: 0 }),
    ]);
    expect(deaths).toHaveLength(1);
    expect(deaths[0]).toMatchObject({
      drg: 'FR19',
      drgName: 'FR19 名称',
      tier: 1,
      principalDiagnosis: 'I50.900',
      otherDiagnoses: ['C34.100', 'J96.000'],
      procedures: ['96.7200'],
      admissionCondition: '1',
      terminalCodes: ['C34.100'],
    });
  });

  test('装载的分级先于本院测算,汇总与指标相同', async () => {
    const row = { rw: null, benchmarkCost: null, benchmarkLos: null, cases: null };
    const about = { schemeKey: SCHEME, name: '地区分级', source: '测试', effectiveFrom: '2025-01-01' };
    await loadWeightTable(db, {
      ...about,
      rows: [
        { drg: 'FR19', ...row, mortalityRisk: 2 },
        { drg: 'GZ13', ...row, mortalityRisk: 0 },
      ],
    });
    const loaded = await list();
    expect(loaded.source.origin).toBe('loaded');
    expect(loaded.deaths.map(({ drg, tier }) => [drg, tier])).toEqual([['FR19', 2]]);
    const set = await figures(db, { hospitalId: HOSPITAL, period: june, by: 'hospital' });
    // 分级 2025 年起才有,上年同期没有分级,不写 0。
    expect(loaded.summary.map((unit) => unit.lowDeathsLastYear)).toEqual([null, null]);
    expect(loaded.summary.reduce((sum, row) => sum + row.midLowDeaths, 0)).toBe(
      set.units[0]!.measures.midLowRiskDeaths,
    );
    // 等级 0 默认不算低风险;要算时明说。
    expect((await list(true)).deaths.map(({ drg, tier }) => [drg, tier])).toEqual([
      ['GZ13', 1],
      ['FR19', 2],
    ]);
  });
});
