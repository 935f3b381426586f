import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { recordScore, ruleDeductions } from '../../analytics/discharge/quality-score.ts';
import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import { monthPeriod } from '../../analytics/period.ts';
import { writeRecordQualityReport } from '../../reports/record-quality/record-quality.report.ts';
import { ruleName } from '../../reports/record-quality/rule-name.ts';
import { writeResourceIndexReport } from '../../reports/resource-index/resource-index.report.ts';
import { writeUngroupedReport } from '../../reports/ungrouped/ungrouped.report.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { departmentQuality, problemCases, stayRecords } from '../../sql/read-models/record-quality.read-model.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

const period = monthPeriod('2025-06');
const request = {
  hospitalId: HOSPITAL,
  period,
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '运营管理科',
};
let db: Db;
const books: Record<'R05' | 'R08' | 'R12', { bytes: Buffer; book: ExcelJS.Workbook }> = {} as never;

async function written(write: (output: PassThrough) => Promise<unknown>) {
  const output = new PassThrough();
  const read = buffer(output);
  await write(output);
  const bytes = await read;
  return { bytes, book: await openWorkbook(bytes) };
}

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 500 });
  books.R05 = await written((output) => writeResourceIndexReport(db, request, output));
  books.R12 = await written((output) => writeRecordQualityReport(db, request, output));
  books.R08 = await written((output) =>
    writeUngroupedReport(db, request, output, (row) => ({
      cause: {
        code: row.status === 'ambiguous' ? 'ambiguous' : row.case_id.endsWith('1') ? 'principal-unknown' : 'no-mdc',
        group: '0000',
        mdc: null,
        message: `主要诊断 ${row.principal_diagnosis} 没有着落`,
        nearest: [],
      },
      converted: [],
    })),
  );
}, 60_000);
afterAll(() => db.destroy());

const sheet = (report: 'R05' | 'R08' | 'R12', name: string) => books[report].book.getWorksheet(name)!;
const header = (report: 'R05' | 'R08' | 'R12', name: string, row = 3) =>
  (sheet(report, name).getRow(row).values as unknown[]).slice(1).map((text) => String(text ?? '').replaceAll('\n', ''));

describe('R05 时间与费用消耗指数分析表', () => {
  test('工作表与列', () => {
    expect(books.R05.book.worksheets.map((s) => s.name)).toEqual([
      '封面',
      '科室指数',
      '病组指数',
      '公式对照',
      '图表',
      '口径说明',
      '校验',
      '溯源',
    ]);
    expect(header('R05', '科室指数').slice(0, 9)).toEqual(
      '序号、科室、入组例数、DRG组数、CMI、次均费用（元）、标化次均费用（元）、费用消耗指数、费用指数区间（95%）'.split(
        '、',
      ),
    );
  });

  test('区间包着指数;名次分不出高下的写作范围', async () => {
    const names = header('R05', '科室指数');
    const at = (name: string) => names.indexOf(name) + 1;
    const rows = sheet('R05', '科室指数')
      .getRows(4, sheet('R05', '科室指数').rowCount)!
      .filter((row) => typeof row.getCell(1).value === 'number');
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) {
      const index = (row.getCell(at('费用消耗指数')).value as { result: number }).result;
      const [low, high] = String(row.getCell(at('费用指数区间（95%）')).value)
        .split('–')
        .map(Number);
      expect(index).toBeGreaterThanOrEqual(low! - 0.005);
      expect(index).toBeLessThanOrEqual(high! + 0.005);
      expect(String(row.getCell(at('费用指数名次（低者在前）')).value)).toMatch(/^\d+(–\d+)?$/);
    }
  });
});

describe('R08 未入组与歧义病例清单', () => {
  test('三张清单的行数之和 = 总病例数 − 入组病例数', async () => {
    const { units } = await figures(db, { hospitalId: HOSPITAL, period, by: 'hospital' });
    const { discharges, grouped } = units[0]!.measures;
    const listed = ['未入组', '歧义组', '编码无效'].map(
      (name) =>
        sheet('R08', name)
          .getColumn(1)
          .values.filter((value) => typeof value === 'number').length,
    );
    expect(listed.reduce((sum, n) => sum + n, 0)).toBe(discharges - grouped);
    expect(Math.max(...listed)).toBeGreaterThan(0);
  });
});

describe('R12 病案首页数据质量报告', () => {
  const query = { hospitalId: HOSPITAL, period };

  test('工作表与列;没有来源的列是「—」', () => {
    expect(books.R12.book.worksheets.map((s) => s.name)).toEqual([
      '封面',
      '质量概况',
      '规则明细',
      '问题病例',
      '时效',
      '口径说明',
    ]);
    const columns = header('R12', '质量概况', 4);
    expect(columns.slice(0, 8)).toEqual(
      '序号、科室、出院人次、已登记数、未登记数、登记率、2日归档率、7日归档率'.split('、'),
    );
    const first = sheet('R12', '质量概况').getRow(5);
    expect(first.getCell(columns.indexOf('登记率') + 1).value).toBe('—');
    expect(header('R12', '问题病例')).toHaveLength(18);
    expect(header('R12', '时效')).toHaveLength(16);
  });

  test('问题病例一条缺陷一行;时效一份病案一行;一页一页取与一次取相同', async () => {
    const all = async <T>(pages: AsyncIterable<T[]>) => {
      const rows: T[] = [];
      for await (const page of pages) rows.push(...page);
      return rows;
    };
    const problems = await all(problemCases(db, query));
    expect(await all(problemCases(db, query, 7))).toEqual(problems);
    const stays = await all(stayRecords(db, query, 33));
    expect(stays).toHaveLength(500);
    const numbered = (name: string) =>
      sheet('R12', name)
        .getColumn(1)
        .values.filter((value) => typeof value === 'number').length;
    expect([numbered('问题病例'), numbered('时效')]).toEqual([problems.length, stays.length]);
    expect(problems.length).toBeGreaterThan(10);
  });

  test('一个编号下的几项检查由说明认出名称;读入时的缺陷没有名称', () => {
    for (const { id: rule, severity, message } of RECORD_CHECKS) {
      const filled = message.replaceAll(/\{\w+\}/g, '甲');
      const named = ruleName({ rule, severity, message: filled });
      const same = RECORD_CHECKS.filter((check) => check.id === rule && check.message === message);
      expect(same.map(({ name }) => name)).toContain(named);
    }
    expect(ruleName({ rule: 'X99', severity: 'E', message: '读不懂' })).toBeNull();
  });

  test('各科室的问题病例与扣分 = 逐份病案算的', async () => {
    const deductions = ruleDeductions(RECORD_CHECKS);
    const lost = new Map<string, { rules: string[]; department: string; severe: boolean }>();
    for await (const page of problemCases(db, query)) {
      for (const { case_id: id, department, rule, severity } of page) {
        const found = lost.get(id) ?? { rules: [], department, severe: false };
        lost.set(id, { department, rules: [...found.rules, rule], severe: found.severe || severity === 'E' });
      }
    }
    const points = Object.fromEntries(deductions.map(({ rule, deduction }) => [rule, deduction]));
    const rows = await departmentQuality(db, query);
    expect(rows.reduce((sum, { records }) => sum + records, 0)).toBe(500);
    for (const row of rows) {
      const own = [...lost.values()].filter(({ department }) => department === row.department);
      expect([row.problem, row.severe]).toEqual([own.length, own.filter(({ severe }) => severe).length]);
      expect(row.affected).toBeLessThanOrEqual(row.problem);
      const deducted = own.reduce((sum, { rules }) => sum + 100 - recordScore(rules, points), 0);
      expect(row.deducted).toBeCloseTo(deducted, 9);
    }
    expect(rows.some(({ deducted }) => deducted > 0)).toBe(true);
  });
});

describe.each(['R05', 'R08', 'R12'] as const)('%s 作为文件', (report) => {
  test('包结构无误,公式都有缓存值', async () => {
    const parts = partsOf(books[report].bytes);
    expect(packageFaults(parts)).toEqual([]);
    const xml = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(xml.reduce((n, [, text]) => n + formulasWithoutValue(text), 0)).toBe(0);
  });

  (hasOffice ? test : test.skip)('LibreOffice 重算的值与缓存值相同,校验全部一致', async () => {
    const again = await recalculated(books[report].bytes);
    const { differences, formulas } = compareFormulas(books[report].book, again);
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(10);
    if (report === 'R12') return; // R12 没有校验表。
    const checks = sheet(report, '校验');
    const conclusions = checks.getRows(4, checks.rowCount - 5)!.map((row) => row.getCell(6).text);
    expect(new Set(conclusions.filter(Boolean))).toEqual(new Set(['✔ 一致']));
  });
});
