import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { monthPeriod } from '../../analytics/period.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import { writeResourceIndexReport } from '../../reports/resource-index/resource-index.report.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { saveAdoption } from '../../sql/stores/indicator-adoption.store.ts';
import { approveDefinition, saveDraft } from '../../sql/stores/indicator-definition.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';
import { cellsUnlikeTheirFigures, numberIn, tracedCells } from './traced-cells.ts';

const period = monthPeriod('2025-06');
const request = {
  hospitalId: HOSPITAL,
  period,
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '运营管理科',
  pageUrl: 'http://casemix.example/',
};
const WRITERS = { R01: writeMonthlyDrgReport, R02: writeDepartmentDrgReport, R05: writeResourceIndexReport };
type Report = keyof typeof WRITERS;
const by = { name: '质控办', at: new Date('2025-06-20T01:00:00Z') };

let db: Db;
let hospital: FigureUnit;
const books = {} as Record<Report, { bytes: Buffer; book: ExcelJS.Workbook }>;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 400 });
  const adopt = (concept: string, indicator: string) =>
    saveAdoption(db, HOSPITAL, { concept, indicator, effectiveFrom: '2025-06-01', reason: '与区域平台一致' }, by);
  await adopt('CMI', 'cmiAllDischarges');
  await adopt('费用消耗指数', 'costIndexTotals');
  // 本院自己的算法,用了表格公式写不出的函数。
  await saveDraft(db, HOSPITAL, { ...OWN_TIME_INDEX, id: 'ownTimeIndex', version: '草案' }, '运营管理科');
  await approveDefinition(db, HOSPITAL, { id: 'ownTimeIndex', version: 1 }, by);
  await adopt('时间消耗指数', 'ownTimeIndex');
  hospital = (await figures(db, { hospitalId: HOSPITAL, period, by: 'hospital' })).units[0]!;
  for (const report of Object.keys(WRITERS) as Report[]) {
    const output = new PassThrough();
    const read = buffer(output);
    await WRITERS[report](db, request, output);
    const bytes = await read;
    books[report] = { bytes, book: await openWorkbook(bytes) };
  }
}, 120_000);
afterAll(() => db.destroy());

const OWN_TIME_INDEX = {
  name: '时间消耗指数（本院，取整日）',
  unit: '',
  precision: 4,
  format: 'index' as const,
  direction: 'down' as const,
  dimension: '服务效率',
  definition: '住院日与期望住院日之比。',
  owner: '运营管理部',
  concept: '时间消耗指数',
  numerator: 'max(benchmarkedBedDays, 0)',
  denominator: 'expectedBedDays',
  excludes: '',
  source: '本院绩效方案（2025）',
  effectiveFrom: '2025-01-01',
  note: '',
};

const figureOf = (id: string) => hospital.figures[id]!.value!;
const sheetOf = (report: Report, name: string) => books[report].book.getWorksheet(name)!;
const texts = (report: Report, name: string) => {
  const sheet = sheetOf(report, name);
  return sheet
    .getRows(1, sheet.rowCount)!
    .flatMap((row) =>
      Array.from({ length: 12 }, (_, i) => row.getCell(i + 1)).flatMap(({ value }) =>
        typeof value === 'string' ? [value] : [],
      ),
    );
};
/** 某列(按表头)的合计行。 */
function totalOf(report: Report, name: string, header: string, headerRow = 3) {
  const sheet = sheetOf(report, name);
  const headers = (sheet.getRow(headerRow).values as unknown[]).map((text) => String(text ?? '').replaceAll('\n', ''));
  const total = sheet
    .getRows(headerRow + 1, sheet.rowCount)!
    .find((row) => [1, 2, 3].some((i) => ['合计', '全院'].includes(row.getCell(i).text)))!;
  return numberIn(books[report].book, name, total.getCell(headers.indexOf(header)).address);
}

describe('采用了别的算法之后的报表', () => {
  test('R01 的概况、科室统计显示采用的算法的值', () => {
    const overview = sheetOf('R01', '运行概况').getRows(5, 32)!;
    const now = (label: string) =>
      numberIn(books.R01.book, '运行概况', overview.find((row) => row.getCell(2).text === label)!.getCell(4).address);
    expect(now('费用消耗指数')).toBeCloseTo(figureOf('costIndexTotals'), 10);
    expect(now('时间消耗指数')).toBeCloseTo(figureOf('ownTimeIndex'), 10);
    expect(now('CMI')).toBeCloseTo(figureOf('cmiAllDischarges'), 10);
    expect(figureOf('costIndexTotals')).not.toBeCloseTo(figureOf('costIndex'), 4);
    expect(totalOf('R01', '科室统计', '费用消耗指数')).toBeCloseTo(figureOf('costIndexTotals'), 10);
    expect(totalOf('R01', '科室统计', 'CMI')).toBeCloseTo(figureOf('cmiAllDischarges'), 10);
    expect(texts('R01', '运行概况').join()).toContain(`费用消耗指数 ${figureOf('costIndexTotals').toFixed(2)}`);
  });

  test('R02 三个层次的合计是采用的算法的值', () => {
    for (const name of ['科室绩效', '医疗组绩效', '医师绩效']) {
      expect(totalOf('R02', name, '费用消耗指数')).toBeCloseTo(figureOf('costIndexTotals'), 10);
      expect(totalOf('R02', name, 'CMI')).toBeCloseTo(figureOf('cmiAllDischarges'), 10);
    }
  });

  test('R05:科室指数是采用的算法,没有区间与名次并说明原因;公式对照以它为准', () => {
    expect(totalOf('R05', '科室指数', '费用消耗指数')).toBeCloseTo(figureOf('costIndexTotals'), 10);
    expect(totalOf('R05', '科室指数', '时间消耗指数')).toBeCloseTo(figureOf('ownTimeIndex'), 10);
    const columns = (sheetOf('R05', '科室指数').getRow(3).values as unknown[]).map((text) =>
      String(text).replaceAll('\n', ''),
    );
    for (const header of ['费用指数区间（95%）', '费用指数名次（低者在前）', '时间指数区间（95%）']) {
      expect(sheetOf('R05', '科室指数').getRow(4).getCell(columns.indexOf(header)).value).toBe('—');
    }
    expect(texts('R05', '科室指数').join()).toContain('本院采用的「费用消耗指数(总额之比)」不是');
    expect(texts('R05', '病组指数').join()).toContain('不能拆成各病组贡献之和');
    expect(totalOf('R05', '公式对照', '算法一与采用之差')).toBeCloseTo(
      figureOf('costIndex') - figureOf('costIndexTotals'),
      10,
    );
    expect(sheetOf('R05', '公式对照').getRow(4).values).toContain('算法二');
    expect(texts('R05', '公式对照').join()).toContain('算法四：时间消耗指数（本院，取整日）');
  });

  test.each(['R01', 'R02', 'R05'] as const)('%s 的口径说明标明采用的一种、理由,并列出本院的指标', (report) => {
    const lines = texts(report, '口径说明');
    expect(lines).toContain('费用消耗指数(总额之比)【采用】');
    expect(lines).toContain('费用消耗指数');
    expect(lines).toContain('时间消耗指数（本院，取整日）【采用】');
    const caution = lines.find((text) => text.startsWith('采用「费用消耗指数(总额之比)」'))!;
    expect(caution).toContain('本院自 2025-06-01 起采用，理由：与区域平台一致');
    expect(caution).toContain('另有「费用消耗指数」');
  });

  test.each(['R01', 'R02', 'R05'] as const)(
    '%s 的每个溯源链接打开的数就是格里的数',
    async (report) => {
      const cells = tracedCells(books[report].book);
      expect(cells.length).toBeGreaterThan(100);
      expect(cells.some(({ indicator }) => indicator === 'costIndexTotals')).toBe(true);
      expect(await cellsUnlikeTheirFigures(db, books[report].book, cells)).toEqual([]);
    },
    120_000,
  );

  (hasOffice ? test.each(['R01', 'R02', 'R05'] as const) : test.skip.each(['R01']))(
    '%s 重算的值与缓存值相同,校验全部一致',
    async (report) => {
      const { bytes, book } = books[report as Report];
      expect(packageFaults(partsOf(bytes))).toEqual([]);
      expect(compareFormulas(book, await recalculated(bytes)).differences).toEqual([]);
      const checks = book.getWorksheet('校验')!;
      const conclusions = checks.getRows(4, checks.rowCount - 5)!.map((row) => row.getCell(6).text);
      expect(new Set(conclusions.filter(Boolean))).toEqual(new Set(['✔ 一致']));
    },
    120_000,
  );
});
