import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { requirePeriod } from '../../analytics/period.ts';
import { alignRuns } from '../../server/grouping/grouping-runs.ts';
import { openLiveSchemes } from '../../server/grouping/live-schemes.ts';
import { writeReport } from '../../server/reporting/reports.service.ts';
import type { Db } from '../../sql/database.ts';
import { EARLIEST } from '../../sql/stores/scheme.store.ts';
import { HOSPITAL, NEW, OLD, putCases, putScheme } from '../server/grouping/registry-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';

let db: Db;
let bytes: Buffer;
let book: ExcelJS.Workbook;

beforeAll(async () => {
  db = await openTestDatabase();
  await putScheme(
    db,
    'old',
    { ...OLD, weights: { XA19: '1' } },
    { status: 'live', liveFrom: EARLIEST, isConfigured: true },
  );
  await putScheme(db, 'new', { ...NEW, weights: { XB19: '2.5', XC11: '1.2', XC19: '0.6' } }, { status: 'draft' });
  await putCases(
    db,
    Array.from({ length: 90 }, (_, i) => ({
      day: `2025-0${1 + (i % 6)}-1${i % 9}`,
      diagnosis: i % 4 === 0 ? 'I21.900' : 'J18.900',
      age: 40 + (i % 50),
      fee: `${3000 + i * 37}.5`,
      department: ['0304', '0303', '0401', ''][i % 4]!,
    })),
  );
  const schemes = await openLiveSchemes(db);
  await db.transaction().execute((trx) => alignRuns(trx, HOSPITAL, schemes.all()));
  const output = new PassThrough();
  const read = buffer(output);
  const request = {
    hospitalId: HOSPITAL,
    period: requirePeriod('2025-H1'),
    generatedAt: new Date('2025-07-03T02:00:00Z'),
    generatedBy: '医保办',
    options: { scheme: 'new@1' },
  };
  await writeReport(db, { schemes }, { report: 'R14', ...request }, output);
  bytes = await read;
  book = await openWorkbook(bytes);
});
afterAll(() => db.destroy());

const header = (name: string) =>
  (book.getWorksheet(name)!.getRow(3).values as unknown[])
    .slice(1)
    .map((text) => String(text ?? '').replaceAll('\n', ''));
const rowsOf = (name: string) =>
  book
    .getWorksheet(name)!
    .getRows(4, 400)!
    .map((row) => (row.values as unknown[]).slice(1))
    .filter((cells) => typeof cells[0] === 'number');
const numberAt = (cell: unknown) =>
  typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : cell;

describe('R14 方案切换模拟对比表', () => {
  test('工作表与次序、各表的列', () => {
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      '封面',
      '总体影响',
      '病例迁移矩阵',
      '科室影响',
      '病组影响',
      '规则差异',
      '口径说明',
      '校验',
    ]);
    expect(header('总体影响').slice(0, 7)).toEqual(['序号', '指标', '单位', '现行方案', '新方案', '差异', '差异率']);
    const matrix = '序号、原DRG、原名称、新DRG、新名称、例数、占比、原支付（万元）、新支付（万元）、差额（万元）'.split(
      '、',
    );
    expect(header('病例迁移矩阵').slice(0, 10)).toEqual(matrix);
    const unit =
      '例数、现行支付（万元）、新支付（万元）、差额（万元）、现行盈亏（万元）、新盈亏（万元）、CMI现行、CMI新、组变化例数、变化占比'.split(
        '、',
      );
    expect(header('科室影响').slice(0, 12)).toEqual(['序号', '科室', ...unit]);
    expect(header('病组影响').slice(0, 13)).toEqual(['序号', 'DRG编码', 'DRG名称', ...unit]);
    const rules = '序号、层级、编码、变更类型、旧值、新值、影响例数、影响金额（万元）'.split('、');
    expect(header('规则差异').slice(0, 8)).toEqual(rules);
  });

  test('矩阵各行之和是期间的病例;没有支付政策的列显示「—」', () => {
    const rows = rowsOf('病例迁移矩阵');
    expect(rows.reduce((sum, cells) => sum + Number(cells[5]), 0)).toBe(90);
    expect(new Set(rows.map((cells) => cells[1]))).toEqual(new Set(['XA19']));
    expect(new Set(rows.map((cells) => numberAt(cells[7])))).toEqual(new Set(['—']));
    expect(new Set(rows.map((cells) => numberAt(cells[9])))).toEqual(new Set(['—']));
  });

  test('影响例数按病案上的编码与换了的病组数', () => {
    const rows = rowsOf('规则差异');
    const of = (level: string, code: string) => rows.find((cells) => cells[1] === level && cells[2] === code)!;
    expect(of('编码表', 'I21*')[6]).toBe(23);
    expect(of('ADRG', 'XB1')[6]).toBe(23);
    expect(of('DRG', 'XA19')[6]).toBe(90);
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

  (hasOffice ? test : test.skip)('LibreOffice 重算,每个公式与缓存值相同', async () => {
    const { formulas, differences } = compareFormulas(book, await recalculated(bytes));
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(60);
  });
});
