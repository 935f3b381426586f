import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { evaluateIndicators } from '../../analytics/performance/indicator.ts';
import { noMeasures } from '../../analytics/performance/measures.ts';
import { monthPeriod } from '../../analytics/period.ts';
import { compositeScore, ranks } from '../../reports/department-drg/composite.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import type { Db } from '../../sql/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

let db: Db;
let bytes: Buffer;
let book: ExcelJS.Workbook;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 500 });
  const output = new PassThrough();
  const read = buffer(output);
  const generatedAt = new Date('2025-07-03T02:00:00Z');
  await writeDepartmentDrgReport(
    db,
    { hospitalId: HOSPITAL, period: monthPeriod('2025-06'), generatedAt, generatedBy: '运营管理科' },
    output,
  );
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
      if (cases < 10) expect(row.getCell(at('院内排名')).value).toBe('—');
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
    return { code: '', name: '', measures: all, figures: evaluateIndicators(all) };
  };
  const weights = { totalWeight: 100, weightedCases: 100, weightTableCases: 100 };
  const benchmarks = {
    costRatioSum: 100,
    costRatioCases: 100,
    losRatioSum: 100,
    losRatioCases: 100,
    benchmarkTableCases: 100,
  };

  test('各项居中得 50 分,入组率满分', () => {
    const hospital = unit({ ...weights, ...benchmarks });
    // (25×0.5 + 25×0.5 + 25×0.5 + 15×1) ÷ 90;没有死亡风险分级,那 10 分不计。
    expect(compositeScore(hospital, hospital)).toBeCloseTo((100 * 52.5) / 90, 10);
  });

  test('可得的项太少则不给分;名次同分并列', () => {
    expect(compositeScore(unit({}), unit({}))).toBeNull();
    expect(ranks([80, null, 90, 80])).toEqual([2, null, 1, 2]);
  });
});
