import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import pino from 'pino';
import supertest from 'supertest';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { problemHandler } from '../../server/http/problem.ts';
import { benchmarkRoutes } from '../../server/performance/benchmarks.routes.ts';
import { compareBenchmarks, importPeerValues } from '../../server/performance/benchmarks.service.ts';
import type { Db } from '../../sql/database.ts';
import { saveTargets } from '../../sql/stores/indicator-target.store.ts';
import { countPeerValues, peerValues } from '../../sql/stores/peer-benchmark.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FactCase, HOSPITAL, registerHospital, storeCases } from './figures-fixture.ts';

let db: Db;
let folder: string;

const many = (count: number, fact: FactCase) => Array.from({ length: count }, () => fact);
/** 一个科室六月 n 例,其中 s 例手术。 */
const june = (department: string, n: number, s: number) => [
  ...many(s, { day: '2025-06-10', department, surgical: true }),
  ...many(n - s, { day: '2025-06-20', department }),
];
const CASES: FactCase[] = [
  ...june('0304', 40, 4),
  ...june('0401', 40, 36),
  ...june('0402', 40, 34),
  ...june('0403', 20, 10),
  ...june('0302', 20, 2),
  ...june('0303', 20, 8),
  ...june('0501', 6, 6),
  // 0304 的从前:五月 10 例 5 手术,四月 30 例 5 手术,上年六月 10 例 1 手术。
  ...many(5, { day: '2025-05-01', department: '0304', surgical: true }),
  ...many(5, { day: '2025-05-01', department: '0304' }),
  ...many(5, { day: '2025-04-01', department: '0304', surgical: true }),
  ...many(25, { day: '2025-04-01', department: '0304' }),
  { day: '2024-06-01', department: '0304', surgical: true },
  ...many(9, { day: '2024-06-01', department: '0304' }),
  // 数据到六月末,本期是过完的一期。
  { day: '2025-07-01', department: '0304' },
];

beforeAll(async () => {
  db = await openTestDatabase();
  const runId = await registerHospital(db);
  await storeCases(db, runId, CASES);
  folder = await mkdtemp(join(tmpdir(), 'peers-'));
});
afterAll(() => db.destroy());

const compare = (indicator: string, level: 'hospital' | 'department' = 'department', period = '2025-06') =>
  compareBenchmarks(db, { hospitalId: HOSPITAL, period: requirePeriod(period), indicator, level });
const HEADER = '指标编码,同行范围,专科,期间,均值,P25,P50,P75,同行数,来源';
async function load(...lines: string[]) {
  const path = join(folder, `${lines.length}-${process.hrtime.bigint()}.csv`);
  await writeFile(path, [HEADER, ...lines].join('\n'));
  return importPeerValues(db, path, async () => ({ by: '质控办', registry: INDICATORS }));
}

describe('标杆比较', () => {
  test('手术占比:值、环比、同比、历史、全院均值与分母都由病例来', async () => {
    const { units, hospitalMean } = await compare('surgeryShare');
    const unit = units.find(({ code }) => code === '0304')!;
    expect(unit).toMatchObject({
      sample: 40,
      figure: { value: 0.1, numerator: 4, denominator: 40 },
      previous: { value: 0.5, difference: -0.4 },
      lastYear: { value: 0.1, growth: 0 },
      // 此前 12 个月里有数据的是上年六月、四月、五月:11 ÷ 50。
      history: { value: 11 / 50, months: 3 },
    });
    expect(hospitalMean.value).toBeCloseTo(100 / 186, 12);
    expect(unit.interval.low).toBeCloseTo(0.0396, 4);
    expect(unit.interval.high).toBeCloseTo(0.2305, 4);
  });

  test('六例的科室不评级;分不出高下的两科名次是范围;百分位在其他五个评级科室里求', async () => {
    const found = new Map((await compare('surgeryShare')).units.map((unit) => [unit.code, unit]));
    expect(found.get('0501')).toMatchObject({ unrated: '样本 6 例,少于 10 例,不评级', rank: null });
    expect(found.get('0401')!.rank).toMatchObject({ best: 1, worst: 2, of: 6 });
    expect(found.get('0402')!.rank).toMatchObject({ best: 1, worst: 2, certain: false });
    expect(found.get('0401')!.percentile).toEqual({ value: 1, reason: null });
    expect(found.get('0304')!.percentile).toEqual({ value: 0.1, reason: null });
  });

  test('均值类的区间由逐例的值来,含指标的值;全院一行没有名次与百分位', async () => {
    const departments = await compare('cmi', 'department');
    const hospital = await compare('cmi', 'hospital');
    for (const { figure, interval, unrated } of [...departments.units, ...hospital.units]) {
      if (unrated !== null || interval.reason !== null) continue;
      expect(interval.low).toBeLessThanOrEqual(figure.value! + 1e-9);
      expect(interval.high).toBeGreaterThanOrEqual(figure.value! - 1e-9);
    }
    expect(hospital.units).toHaveLength(1);
    expect(hospital.units[0]!.interval.reason).toBeNull();
    expect(hospital.units[0]).toMatchObject({ rank: null, rankReason: '全院只有一个,没有同级可比' });
    expect(hospital.hospitalMean.value).toBeNull();
  });

  test('目标取那一年填写的;没有填的、科室的、总量不满一年的都说明原因', async () => {
    const about = { worst: null, best: null, reference: null, referenceSource: null, responsible: null };
    const entering = { hospitalId: HOSPITAL, year: 2025, by: '质控办' };
    await saveTargets(db, entering, [{ indicator: 'cmi', target: '1.2', ...about }]);
    expect((await compare('cmi', 'hospital')).target).toEqual({ value: 1.2, reason: null });
    expect((await compare('cmi', 'hospital', '2024-06')).target.reason).toBe('没有填写 2024 年的目标');
    expect((await compare('cmi')).target.reason).toBe('目标按全院定');
    expect((await compare('discharges', 'hospital')).target.reason).toContain('只与一年');
  });

  test('还没过完的一期与基期取同样的天数,并且写明', async () => {
    const { units } = await compare('surgeryShare', 'department', '2025-07');
    // 数据到 7 月 1 日:比 6 月 1 日那一天,那天没有病例。
    expect(units[0]!.previous).toMatchObject({ partial: true, value: null, reason: '基期没有数据' });
    expect(units[0]!.previous.base).toMatchObject({ from: '2025-06-01', before: '2025-06-02' });
  });

  test('没有登记的指标是 404', async () => {
    await expect(compare('nothing')).rejects.toMatchObject({ status: 404, code: 'indicator-unknown' });
  });
});

describe('装载同行值', () => {
  beforeEach(async () => void (await db.deleteFrom('peer_benchmark').execute()));

  test('科室比同专科的,全院比全院的;同行少于 5 家的存着而不显示', async () => {
    await load(
      'surgeryShare,全省三级医院,0304,2024,12%,,,,30,省质控中心通报',
      '手术占比,同城三家,03.04,2025-06,15%,10%,14%,18%,3,院际交流',
      'surgeryShare,全省三级医院,,2024,45%,,,,120,省质控中心通报',
    );
    const departments = await compare('surgeryShare');
    const at = departments.units.findIndex(({ code }) => code === '0304');
    expect(departments.peers[at]).toEqual([
      expect.objectContaining({ peerGroup: '全省三级医院', mean: 0.12, hidden: null }),
      expect.objectContaining({ peerGroup: '同城三家', mean: null, peers: 3, hidden: '同行少于 5 家，不显示' }),
    ]);
    expect(departments.peers[departments.units.findIndex(({ code }) => code === '0401')]).toEqual([]);
    expect((await compare('surgeryShare', 'hospital')).peers[0]).toEqual([expect.objectContaining({ mean: 0.45 })]);
    expect((await peerValues(db)).find(({ peers }) => peers === 3)).toMatchObject({ mean: 0.15, p75: 0.18 });
  });

  test('有一行错误就一行也不装;再装同一键换成新的;用完的文件都删了', async () => {
    expect(await load('cmi,甲,,2024,1.1,,,,30,通报', 'cmi,乙,,2024,1.2,,,,30,通报')).toEqual({ rows: 2, replaced: 0 });
    await expect(load('cmi,丙,,2024,1.3,,,,30,通报', 'cmi,丁,,2024,abc,,,,30,通报')).rejects.toMatchObject({
      status: 422,
      errors: [{ path: '第 3 行 均值', message: expect.stringContaining('应是数，现为「abc」') }],
    });
    expect(await countPeerValues(db)).toBe(2);
    expect(await load('cmi,甲,,2024,1.15,,,,31,更正')).toEqual({ rows: 1, replaced: 1 });
    expect(
      (await peerValues(db, { indicator: 'cmi' })).map(({ peerGroup, mean, peers }) => [peerGroup, mean, peers]),
    ).toEqual(
      expect.arrayContaining([
        ['甲', 1.15, 31],
        ['乙', 1.2, 30],
      ]),
    );
    expect(await countPeerValues(db)).toBe(2);
    expect(await readdir(folder)).toEqual([]);
  });

  test('认不出表头的文件说明应有的列', async () => {
    const path = join(folder, 'other.csv');
    await writeFile(path, '姓名,电话\n甲,1\n');
    const about = async () => ({ by: '质控办', registry: INDICATORS });
    await expect(importPeerValues(db, path, about)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('首行列名请用'),
    });
  });
});

describe('接口', () => {
  const app = () => {
    const router = express.Router();
    const deps = { db, uploadFolder: folder, maxUploadBytes: 1_000_000, today: () => '2025-07-02' };
    benchmarkRoutes(router, new OpenAPIRegistry(), deps);
    return supertest(
      express()
        .use(router)
        .use(problemHandler(pino({ enabled: false }))),
    );
  };

  test('装载、列出、比较;少于 5 家的列出时也没有数', async () => {
    const content = [HEADER, '手术占比,同城三家,0304,2024,15%,,,,3,院际交流'].join('\n');
    const upload = (by: string) =>
      app().post('/benchmarks/peers').field('by', by).attach('file', Buffer.from(content), '同行.csv');
    expect((await upload(' ')).body).toMatchObject({ status: 400, detail: expect.stringContaining('请写经手人') });
    expect((await upload('质控办')).body).toEqual({ rows: 1, replaced: 0 });
    const { body: listed } = await app().get('/benchmarks/peers?indicator=surgeryShare');
    expect(listed).toMatchObject({
      total: 1,
      items: [{ mean: null, peers: 3, specialtyName: '心血管内科', loadedBy: '质控办' }],
    });
    const { body } = await app().get('/benchmarks?indicator=surgeryShare&period=2025-06&department=0304');
    expect(body).toMatchObject({ level: 'department', minimumSample: 10, target: { reason: '目标按全院定' } });
    expect(body.units).toHaveLength(1);
    expect(body.units[0]).toMatchObject({
      rank: { best: 4, worst: 6, of: 6 },
      peers: [{ hidden: expect.any(String) }],
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('期间写错是 400,没有的指标是 404', async () => {
    expect((await app().get('/benchmarks?indicator=cmi&period=上月')).status).toBe(400);
    expect((await app().get('/benchmarks?indicator=nothing&period=2025-06')).status).toBe(404);
  });
});
