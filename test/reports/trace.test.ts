import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { monthPeriod } from '../../analytics/period.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { writeLowRiskDeathsReport } from '../../reports/low-risk-deaths/low-risk-deaths.report.ts';
import type { ReportRequest } from '../../reports/sheets/scope.ts';
import { writeUngroupedReport } from '../../reports/ungrouped/ungrouped.report.ts';
import type { Db } from '../../sql/database.ts';
import type { FigureUnit } from '../../sql/read-models/figures.read-model.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { openWorkbook } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';
import { cellsUnlikeTheirFigures, tracedCells } from './traced-cells.ts';

const request: ReportRequest = {
  hospitalId: HOSPITAL,
  period: monthPeriod('2025-06'),
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '运营管理科',
  pageUrl: 'http://casemix.example/',
};
let db: Db;

async function written(write: (output: PassThrough) => Promise<unknown>): Promise<ExcelJS.Workbook> {
  const output = new PassThrough();
  const read = buffer(output);
  await write(output);
  return openWorkbook(await read);
}

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 400 });
});
afterAll(() => db.destroy());

describe('R02 医疗组、医师的溯源', () => {
  let book: ExcelJS.Workbook;
  beforeAll(async () => {
    book = await written((output) => writeDepartmentDrgReport(db, request, output));
  }, 60_000);

  test('每个医疗组、医师的每个指标一行,链接带科室与编码', async () => {
    const cells = tracedCells(book);
    for (const [sheet, kind] of [
      ['医疗组绩效', 'team'],
      ['医师绩效', 'physician'],
    ] as const) {
      const own = cells.filter((cell) => cell.sheet === sheet && cell.link.has(kind));
      const units = new Set(own.map(({ link }) => `${link.get('department')} ${link.get(kind)}`));
      const listed = book
        .getWorksheet(sheet)!
        .getColumn(1)
        .values.filter((value) => typeof value === 'number');
      expect(units.size).toBe(listed.length);
      expect(own.length).toBe(listed.length * 22);
    }
  });

  test('每个链接打开的数就是格里的数', async () => {
    expect(await cellsUnlikeTheirFigures(db, book, tracedCells(book))).toEqual([]);
  }, 60_000);

  test('明细里各行相连的给出行范围,不相连的是「—」', () => {
    const own = tracedCells(book).filter(({ link }) => link.has('team') || link.has('physician'));
    const list = book.getWorksheet('明细')!;
    for (const { rows, link, cases } of own) {
      if (rows === '—') continue;
      const [, first, last] = /^明细!A(\d+):[A-Z]+(\d+)$/.exec(rows)!;
      const found = list.getRows(Number(first), Number(last) - Number(first) + 1)!;
      const column = link.has('team') ? 7 : 8;
      expect(new Set(found.map((row) => row.getCell(column).text))).toEqual(
        new Set([link.get('team') ?? link.get('physician')]),
      );
      expect(found.filter((row) => row.getCell(48).value === '是')).toHaveLength(cases as number);
    }
    expect(new Set(own.map(({ rows }) => rows))).toContain('—');
  });
});

test('R08 汇总的出院人次、歧义例数、入组率打开的数就是格里的数', async () => {
  const book = await written((output) =>
    writeUngroupedReport(db, request, output, (row) => ({
      cause: {
        code: row.status === 'ambiguous' ? 'ambiguous' : 'no-mdc',
        group: '0000',
        mdc: null,
        message: '',
        nearest: [],
      },
      converted: [],
    })),
  );
  const cells = tracedCells(book);
  expect(new Set(cells.map(({ indicator }) => indicator))).toEqual(
    new Set(['discharges', 'ambiguousCases', 'groupingRate']),
  );
  expect(await cellsUnlikeTheirFigures(db, book, cells)).toEqual([]);
});

describe('R07 低风险组死亡', () => {
  const made = (options: Record<string, string> = {}) =>
    written((output) => writeLowRiskDeathsReport(db, { ...request, options }, output));

  test('按本院测算的分级不是登记的指标:没有溯源表,口径说明写明', async () => {
    const book = await made();
    expect(book.getWorksheet('溯源')).toBeUndefined();
  });

  test('装载了分级的,汇总每格都能打开,数相同', async () => {
    const risks = ['BR11', 'BR15', 'ES11', 'ES15', 'FM13', 'FR11', 'GD19', 'HC25', 'IC29', 'OB19'];
    await loadWeightTable(db, {
      schemeKey: 'report-test@1',
      name: '2025 年权重',
      source: '某医保局〔2024〕9 号',
      effectiveFrom: '2024-01-01',
      rows: risks.map((drg, i) => ({
        drg,
        rw: String(1 + i / 10),
        benchmarkCost: '20000',
        benchmarkLos: '9',
        mortalityRisk: 1 + (i % 4),
        cases: 100,
      })),
    });
    const book = await made();
    const cells = tracedCells(book);
    const low = (unit: FigureUnit, indicator: string) =>
      indicator.startsWith('mid') ? unit.measures.midLowRiskCases : unit.measures.lowRiskCases;
    expect(cells.length).toBeGreaterThan(40);
    expect(await cellsUnlikeTheirFigures(db, book, cells, low)).toEqual([]);
    expect((await made({ tierZeroAsLow: '是' })).getWorksheet('溯源')).toBeUndefined();
  });
});
