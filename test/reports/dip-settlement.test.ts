import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { requirePeriod } from '../../analytics/period.ts';
import { writeDipSettlementReport } from '../../reports/dip-settlement/dip-settlement.report.ts';
import type { ReportManifest } from '../../reports/sheets/scope.ts';
import type { Db } from '../../sql/database.ts';
import { HOSPITAL, registerHospital } from '../sql/figures-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import {
  enterTestParameters,
  liveTestRegion,
  manyDipCases,
  runTestDip,
  storeDipCases,
} from '../support/dip-settlement.ts';
import { formulasWithoutValue, packageFaults, partsOf, sheetOrderFault } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';

const REQUEST = {
  hospitalId: HOSPITAL,
  period: requirePeriod('2025-06'),
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '医保办',
  options: { basis: 'settlement' },
};
let db: Db;
let bytes: Buffer;
let manifest: ReportManifest;
let book: ExcelJS.Workbook;

async function write(request: Parameters<typeof writeDipSettlementReport>[1]) {
  const output = new PassThrough();
  const read = buffer(output);
  return { manifest: await writeDipSettlementReport(db, request, output), bytes: await read };
}
const sheet = (name: string) => book.getWorksheet(name)!;
const header = (name: string) =>
  (sheet(name).getRow(3).values as unknown[]).slice(1).map((text) => String(text ?? '').replaceAll('\n', ''));
const rowsOf = (name: string) =>
  sheet(name)
    .getRows(4, sheet(name).rowCount - 3)!
    .map((row) => row);

beforeAll(async () => {
  db = await openTestDatabase();
  await registerHospital(db);
  await db
    .insertInto('department')
    .values({ hospital_id: HOSPITAL, department_code: '=0310', name: '=CMD()科' } as never)
    .execute();
  await liveTestRegion(db);
  await storeDipCases(db, manyDipCases(240));
  await runTestDip(db, '2025-06');
  await enterTestParameters(db, 'employee', {
    fund: [5_600_000, 5_880_000, 6_000_000],
    reimbursementRatio: 0.75,
    regionPoints: [790_000, 800_000, 810_000],
  });
  await enterTestParameters(
    db,
    'employee',
    { hospitalCoefficient: [1, 1.02, 1.05], prepaid: 50_000 },
    { hospitalId: HOSPITAL },
  );
  await enterTestParameters(db, 'resident', { settlementPointValue: 8.1234 });
  ({ manifest, bytes } = await write(REQUEST));
  book = await openWorkbook(bytes);
});
afterAll(() => db.destroy());

describe('R09 DIP分值与点值测算表', () => {
  test('工作表、次序与文件名', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(
      '封面、测算汇总、病种明细、科室汇总、偏差病例、点值情景、口径说明、校验'.split('、'),
    );
    expect(manifest.fileName).toBe('测试医院_DIP分值与点值测算表_2025年06月_V1.xlsx');
  });

  test('列与契约一致', () => {
    const starts = (name: string, columns: string) => {
      const wanted = columns.split('、');
      expect(header(name).slice(0, wanted.length)).toEqual(wanted);
    };
    starts(
      '测算汇总',
      '序号、险种、入组例数、核心病种例数、综合病种例数、未入组例数、总分值、机构系数、辅助目录调整、偏差调整分值、结算分值、预估点值（元）、预估支付（万元）、统筹已付（万元）、总费用（万元）、盈亏（万元，正为结余）',
    );
    starts(
      '病种明细',
      '序号、DIP编码、主要诊断编码、主要诊断名称、主要手术操作编码、主要手术操作名称、相关手术操作、病种类型、病种分值、例数、例均费用（元）、同级均费（元）、费用比、病种CMI、结算分值、支付额（万元）、总费用（万元）、盈亏（万元，正为结余）、例均盈亏（元）',
    );
    starts(
      '科室汇总',
      '序号、科室、入组例数、病种数、总分值、例均分值、例均费用（元）、费用比、偏高例数、偏低例数、支付额（万元）、总费用（万元）、盈亏（万元，正为结余）',
    );
    starts(
      '偏差病例',
      '序号、病案号、科室、医师、DIP编码、名称、总费用（元）、同级例均（元）、费用比、偏差类型（高/低）、原始分值、偏差系数、调整后分值、影响金额（元）',
    );
    starts(
      '点值情景',
      '险种、情景、基金总额假设（万元）、区域总分值假设、点值（元）、本院结算额（万元）、盈亏（万元，正为结余）、主要驱动因素',
    );
  });

  test('封面写明目录、点值口径与机构系数', () => {
    const lines = new Map(rowsOf('封面').map((row) => [row.getCell(1).text, row]));
    expect(lines.get('分组方案及版本')!.getCell(2).text).toContain('测试市目录 2025');
    expect(lines.get('点值/费率')!.getCell(2).text).toBe(
      '职工医保 9.8000（9.2181–10.1266）;居民医保 8.1234'.replace(';', '；'),
    );
    expect(lines.get('点值/费率')!.getCell(3).text).toBe('结算点值');
    expect(lines.get('机构系数')!.getCell(2).text).toBe('职工医保 1.02；居民医保 1.05（目录政策）');
  });

  test('校验全部一致', () => {
    const conclusions = rowsOf('校验')
      .map((row) => row.getCell(6).text)
      .filter(Boolean);
    expect(conclusions.length).toBeGreaterThan(11);
    expect(new Set(conclusions)).toEqual(new Set(['✔ 一致']));
  });

  test('点值情景:低 ≤ 基准 ≤ 高,写明主要驱动因素;公布的点值没有假设', () => {
    const rows = rowsOf('点值情景').slice(0, 6);
    const numbers = rows.slice(0, 3).map((row) => Number(row.getCell(6).result));
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
    expect(rows[0]!.getCell(8).text).toContain('DIP 基金总额');
    expect(rows.slice(3).map((row) => row.getCell(3).text)).toEqual(['—', '—', '—']);
    expect(rows.slice(3).map((row) => Number(row.getCell(5).result))).toEqual([8.1234, 8.1234, 8.1234]);
  });

  test('缺个人负担的病例没有进结算,口径说明里写明', () => {
    const notes = rowsOf('口径说明').map((row) => `${row.getCell(1).text} ${row.getCell(2).text}`);
    expect(notes.some((text) => /缺个人负担 \d+ 例/.test(text))).toBe(true);
  });

  test('包完好;公式都有缓存值;同样的输入得到同样的字节', async () => {
    const parts = partsOf(bytes);
    expect(packageFaults(parts)).toEqual([]);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets.map(([, xml]) => sheetOrderFault(xml)).filter(Boolean)).toEqual([]);
    expect(sheets.reduce((n, [, xml]) => n + formulasWithoutValue(xml), 0)).toBe(0);
    expect((await write(REQUEST)).bytes.equals(bytes)).toBe(true);
  });

  test('没有点值也能出表:支付各列为「—」,写明缺什么', async () => {
    const bare = await openWorkbook((await write({ ...REQUEST, options: { basis: 'budget' } })).bytes);
    const summary = bare.getWorksheet('测算汇总')!;
    expect(summary.getCell('M4').result).toBe('—');
    const texts = summary.getRows(4, 8)!.map((row) => row.getCell(1).text);
    expect(texts.some((text) => text.includes('没有预算点值'))).toBe(true);
  });

  test('没有运行的月份不能出表,说明怎么办', async () => {
    await expect(write({ ...REQUEST, period: requirePeriod('2025-01') })).rejects.toMatchObject({
      code: 'dip-run-missing',
    });
  });

  (hasOffice ? test : test.skip)('电子表格程序重算的每个公式等于缓存值', async () => {
    const { formulas, differences } = compareFormulas(book, await recalculated(bytes));
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(300);
  });
});
