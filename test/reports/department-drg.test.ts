import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { checkPlan } from '../../analytics/performance/assessment/plan-check.ts';
import { compositeScore } from '../../analytics/performance/comparison.ts';
import { evaluateIndicators, INDICATORS } from '../../analytics/performance/indicator.ts';
import { noMeasures } from '../../analytics/performance/measures.ts';
import { monthPeriod } from '../../analytics/period.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { departmentFigures } from '../../reports/department-drg/department-figures.ts';
import { MONTHLY_INDEX, monthlyRemarks, monthlyScores } from '../../reports/department-drg/monthly-index.ts';
import { thresholds } from '../../reports/sheets/thresholds.ts';
import { figureOf, type UnitRow } from '../../reports/sheets/unit-columns.ts';
import type { Db } from '../../sql/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

const request = {
  hospitalId: HOSPITAL,
  period: monthPeriod('2025-06'),
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '运营管理科',
};
let db: Db;
let bytes: Buffer;
let book: ExcelJS.Workbook;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 500 });
  const output = new PassThrough();
  const read = buffer(output);
  await writeDepartmentDrgReport(db, request, output);
  bytes = await read;
  book = await openWorkbook(bytes);
});
afterAll(() => db.destroy());

const header = (name: string) =>
  (book.getWorksheet(name)!.getRow(3).values as unknown[])
    .slice(1)
    .map((text) => String(text ?? '').replaceAll('\n', ''));
const COMMON =
  '总病例数、入组病例数、入组率、DRG组数、总权重、CMI、费用消耗指数、时间消耗指数、次均费用（元）、平均住院日（天）、药占比、耗占比、手术例数、三四级手术占比、RW≥2例数、RW≥2占比、低风险组死亡例数、低风险组死亡率、中低风险组死亡例数、中低风险组死亡率、高倍率例数、低倍率例数、总费用（万元）、支付标准（万元）、盈亏（万元，正为结余）、例均盈亏（元）、综合绩效指数、院内排名、可信度'.split(
    '、',
  );

describe('R02 科室DRG绩效明细表', () => {
  test('工作表与次序', () => {
    expect(book.worksheets.map((s) => s.name)).toEqual([
      '封面',
      '科室绩效',
      '医疗组绩效',
      '医师绩效',
      '明细',
      '口径说明',
      '数据质量提示',
      '校验',
      '溯源',
    ]);
  });

  test('三个层次的列', () => {
    expect(header('科室绩效').slice(0, 32)).toEqual(['序号', '科室编码', '科室', ...COMMON]);
    const team = header('医疗组绩效');
    expect(team.slice(0, 5)).toEqual(['序号', '科室编码', '科室', '医疗组编码', '医疗组']);
    const physician = header('医师绩效');
    expect(physician.slice(0, 6)).toEqual(['序号', '科室编码', '科室', '医师工号', '医师姓名', '职称']);
    for (const extra of ['新增DRG组数', '四级手术例数']) expect(team).toContain(extra);
    expect(team.filter((name) => COMMON.includes(name))).toEqual(COMMON);
  });

  test('例数不足的标明,太少的不评级不排名', () => {
    const sheet = book.getWorksheet('医师绩效')!;
    const headers = header('医师绩效');
    const at = (name: string) => headers.indexOf(name) + 1;
    const rows = sheet.getRows(4, sheet.rowCount)!.filter((row) => typeof row.getCell(1).value === 'number');
    for (const row of rows) {
      const cases = row.getCell(at('总病例数')).value as number;
      const expected = cases < 10 ? '不评级（例数过少）' : cases < 30 ? '例数不足，仅供参考' : '可信';
      expect(row.getCell(at('可信度')).text).toBe(expected);
      const rank = row.getCell(at('院内排名')).text;
      if (cases < 10) expect(rank).toBe('—');
      else expect(rank).toMatch(/^\d+(–\d+)?$/);
    }
    expect(rows.some((row) => (row.getCell(at('总病例数')).value as number) < 10)).toBe(true);
  });

  test('校验表全部一致,包完好,每个公式有缓存值', () => {
    const sheet = book.getWorksheet('校验')!;
    const conclusions = sheet.getRows(4, sheet.rowCount - 5)!.map((row) => row.getCell(6).text);
    expect(new Set(conclusions.filter(Boolean))).toEqual(new Set(['✔ 一致']));
    const parts = partsOf(bytes);
    expect(packageFaults(parts)).toEqual([]);
    const xml = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(xml.reduce((n, [, text]) => n + formulasWithoutValue(text), 0)).toBe(0);
  });

  (hasOffice ? test : test.skip)('电子表格程序重算的每个公式等于缓存值', async () => {
    const { formulas, differences } = compareFormulas(book, await recalculated(bytes));
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(2000);
  });
});

describe('综合绩效指数', () => {
  const unit = (measures: object) => {
    const all = { ...noMeasures(), discharges: 100, grouped: 100, ...measures };
    return { code: '甲', name: '甲', measures: all, figures: evaluateIndicators(all) };
  };
  const scoreOf = (only: ReturnType<typeof unit>) =>
    monthlyScores(
      { units: [only], registry: INDICATORS },
      only,
      ({ code }) => code,
      () => null,
    ).get('甲')!.score;
  const weights = { totalWeight: 100, weightedCases: 100, weightTableCases: 100 };
  const benchmarks = {
    costRatioSum: 100,
    costRatioCases: 100,
    losRatioSum: 100,
    losRatioCases: 100,
    benchmarkTableCases: 100,
  };

  test('各项居中得 50 分,入组率满分', () => {
    // (25×0.5 + 25×0.5 + 25×0.5 + 15×1) ÷ 90;没有死亡风险分级,那 10 分不计。
    expect(scoreOf(unit({ ...weights, ...benchmarks }))).toBeCloseTo((100 * 52.5) / 90, 10);
  });

  test('可得的项不到权重的六成不给分', () => {
    expect(scoreOf(unit({}))).toBeNull();
    // CMI 25 + 入组率 15 = 40,不足 60。
    expect(scoreOf(unit(weights))).toBeNull();
  });

  test('口径是一份没有错误的考核方案,例数下限就是口径说明上的阈值', () => {
    expect(checkPlan(MONTHLY_INDEX, (id) => INDICATORS.has(id))).toEqual([]);
    expect(MONTHLY_INDEX.minimumCases).toBe(thresholds.unratedSample.value);
  });

  test('三个层次每个单位的分数:与按权重、最差、最好逐项手算的相同', async () => {
    const { hospital, departments, teams, physicians } = await departmentFigures(db, request);
    const byHand = (row: UnitRow) => {
      const cmi = figureOf(row, 'cmi');
      const items = [
        { key: 'cmi', weight: 25, worst: 0.5, best: 1.5, value: cmi && cmi / figureOf(hospital!, 'cmi')! },
        { key: 'cost', weight: 25, worst: 1.3, best: 0.7, value: figureOf(row, 'costIndex') },
        { key: 'time', weight: 25, worst: 1.3, best: 0.7, value: figureOf(row, 'timeIndex') },
        { key: 'grouping', weight: 15, worst: 0.9, best: 1, value: figureOf(row, 'groupingRate') },
        { key: 'deaths', weight: 10, worst: 0.005, best: 0, value: figureOf(row, 'lowRiskMortality') },
      ];
      const available = items.reduce((sum, { value, weight }) => sum + (value === null ? 0 : weight), 0);
      return row.measures.discharges < 10 || available < 60 ? null : compositeScore(items).composite;
    };
    const rows = [...departments, ...teams, ...physicians];
    expect(rows.filter(({ score }) => score !== null).length).toBeGreaterThan(20);
    for (const row of rows) {
      const expected = byHand(row);
      expect(row.score).toEqual(expected === null ? null : expect.closeTo(expected, 9));
    }
  });

  test('名次的范围包含按分数排的名次;几十例的单位不会个个都有确定的名次', async () => {
    const { departments, teams, physicians } = await departmentFigures(db, request);
    for (const rows of [departments, teams, physicians]) {
      const rated = rows.filter(({ score }) => score !== null);
      for (const { score, rank } of rated) {
        const byScore = 1 + rated.filter((other) => other.score! > score!).length;
        expect(rank!.best).toBeLessThanOrEqual(byScore);
        expect(rank!.worst).toBeGreaterThanOrEqual(byScore);
      }
      expect(rated.some(({ rank }) => rank!.best < rank!.worst)).toBe(true);
    }
  });

  test('口径说明由数据写出:各项的权重与两端、版本、来源,与「2–5」的意思', () => {
    const text = monthlyRemarks().flat().join('\n');
    for (const part of [
      '费用消耗指数（权重 25，最差 1.3、最好 0.7）',
      '不足 60%',
      '口径版本 2025.1',
      '「2–5」',
      '分不出高下',
    ])
      expect(text).toContain(part);
  });
});
