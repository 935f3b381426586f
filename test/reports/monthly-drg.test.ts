import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { monthPeriod } from '../../analytics/period.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import type { ReportManifest } from '../../reports/sheets/scope.ts';
import type { Db } from '../../sql/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf, sheetOrderFault } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

const REQUEST = {
  hospitalId: HOSPITAL,
  period: monthPeriod('2025-06'),
  generatedAt: new Date('2025-07-03T02:00:00Z'),
  generatedBy: '运营管理科',
};
let db: Db;
let bytes: Buffer;
let manifest: ReportManifest;
let book: ExcelJS.Workbook;

async function write(request: Parameters<typeof writeMonthlyDrgReport>[1]) {
  const output = new PassThrough();
  const read = buffer(output);
  return { manifest: await writeMonthlyDrgReport(db, request, output), bytes: await read };
}
const sheet = (name: string) => book.getWorksheet(name)!;
const header = (name: string, row: number) =>
  (sheet(name).getRow(row).values as unknown[]).slice(1).map((text) => String(text ?? '').replaceAll('\n', ''));
const textAt = (name: string, cell: string) => sheet(name).getCell(cell).text;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 600 });
  ({ manifest, bytes } = await write(REQUEST));
  book = await openWorkbook(bytes);
});
afterAll(() => db.destroy());

describe('R01 全院DRG运行月报', () => {
  test('工作表、次序与文件名', () => {
    expect(book.worksheets.map((s) => s.name)).toEqual([
      '封面',
      '运行概况',
      '全年环比',
      '科室统计',
      '图表',
      '明细',
      '口径说明',
      '数据质量提示',
      '校验',
      '溯源',
    ]);
    expect(manifest.fileName).toBe('示例市第一人民医院_全院DRG运行月报_2025年06月_V1.xlsx');
    expect(manifest.cases).toBe(600);
  });

  test('封面写明参考方案、权重来源与剔除的记录', () => {
    const lines = new Map(
      sheet('封面')
        .getRows(4, 17)!
        .map((row) => [row.getCell(1).text, row.getCell(2)]),
    );
    expect(lines.get('分组方案及版本')!.text).toContain('参考方案，不用于结算');
    expect(textAt('封面', 'A2')).toContain('参考方案，不用于结算');
    expect(textAt('封面', 'A2')).toContain('权重与标杆由本院此前月份测算');
    expect(textAt('封面', 'A16')).toBe('排除病例数');
    const [included, excluded] = [lines.get('纳入病例数')!.value, lines.get('排除病例数')!.value] as number[];
    expect(included! + excluded!).toBe(600);
    expect(excluded).toBeGreaterThan(0);
  });

  test('列与契约一致', () => {
    expect(header('运行概况', 4)).toEqual(
      '序号、指标、单位、本月、上月、环比、上年同月、同比、年累计、标杆值、与标杆差、预警'.split('、'),
    );
    expect(header('全年环比', 3).slice(0, 16)).toEqual([
      '指标',
      '单位',
      ...Array.from({ length: 12 }, (_, i) => `${i + 1}月`),
      '合计/均值',
      '环比趋势',
    ]);
    expect(header('科室统计', 3).slice(0, 22)).toEqual(
      '序号、科室、出院人次、入组病例数、入组率、DRG组数、总权重、CMI、RW≥2占比、手术占比、次均费用（元）、平均住院日（天）、费用消耗指数、时间消耗指数、药占比、耗占比、控费准确率、总费用（万元）、DRG收入（万元）、盈亏（万元，正为结余）、盈亏率、环比盈亏（万元）'.split(
        '、',
      ),
    );
    expect(header('明细', 4)).toEqual(
      '序号、病例键、病案号、住院次数、出院科室编码、出院科室、医疗组、主管医师、性别、年龄、入院日期、出院日期、结算日期、住院天数、离院方式、险种、主要诊断编码、主要诊断名称、主要手术编码、主要手术名称、手术级别、分组方案、分组状态、MDC、ADRG、DRG/DIP编码、名称、RW/分值、死亡风险等级、总费用（元）、西药费、中药费、耗材费、检查费、检验费、手术费、医疗服务费、个人支付（元）、支付标准（元）、倍率、倍率类型、盈亏官方（元）、盈亏公式值（元）、盈亏调整（元）、盈亏口径、标杆费用（元）、标杆住院日、是否纳入、排除原因'.split(
        '、',
      ),
    );
  });

  test('支付类指标留在原位显示「—」,口径说明写明原因', () => {
    const rows = sheet('运行概况').getRows(5, 32)!;
    const profit = rows.find((row) => row.getCell(2).text.startsWith('盈亏（万元'))!;
    expect(profit.getCell(4).value).toBe('—');
    const notes = sheet('口径说明')
      .getRows(1, 90)!
      .map((row) => row.getCell(2).text);
    expect(notes.some((text) => text.includes('未装载支付政策'))).toBe(true);
  });

  test('口径说明列出登记表的每个指标', () => {
    const listed = sheet('口径说明')
      .getRows(4, INDICATORS.size)!
      .map((row) => row.getCell(1).text);
    expect(listed).toEqual([...INDICATORS.keys()]);
  });

  test('预警阈值是命名单元格,公式引用名字', () => {
    const [range] = book.definedNames.getRanges('阈值_费用指数_红').ranges;
    const [, row] = /\$B\$(\d+)$/.exec(range!)!;
    expect(sheet('口径说明').getCell(`B${row}`).value).toBe(1.1);
    const alert = sheet('运行概况').getCell('L23').value as { formula: string };
    expect(alert.formula).toContain('阈值_费用指数_红');
  });

  test('校验表全部一致', () => {
    const rows = sheet('校验').getRows(4, sheet('校验').rowCount - 5)!;
    const conclusions = rows.map((row) => row.getCell(6).text).filter(Boolean);
    expect(conclusions.length).toBeGreaterThan(30);
    expect(new Set(conclusions)).toEqual(new Set(['✔ 一致']));
  });

  test('明细里被剔除的病例写明原因;以等号开头的科室名是文本', () => {
    const rows = sheet('明细').getRows(5, 600)!;
    const excluded = rows.filter((row) => row.getCell(48).value === '否');
    expect(excluded.length).toBeGreaterThan(0);
    expect(new Set(excluded.map((row) => row.getCell(49).text))).toEqual(new Set(['E级缺陷：Q21']));
    expect(rows.some((row) => row.getCell(6).value === '=CMD()科')).toBe(true);
  });

  test('溯源的行范围正是该科室的病例', () => {
    const entry = sheet('溯源')
      .getRows(4, sheet('溯源').rowCount - 5)!
      .find((row) => row.getCell(5).text.startsWith('出院科室=骨科'))!;
    const [, first, last] = /^明细!A(\d+):AW(\d+)$/.exec(entry.getCell(7).text)!;
    const rows = sheet('明细').getRows(Number(first), Number(last) - Number(first) + 1)!;
    expect(new Set(rows.map((row) => row.getCell(6).text))).toEqual(new Set(['骨科']));
    expect(rows.filter((row) => row.getCell(48).value === '是')).toHaveLength(entry.getCell(6).value as number);
  });

  test('包完好:部件合式、关系与内容类型对得上、元素次序合规、图表四幅', () => {
    const parts = partsOf(bytes);
    expect(packageFaults(parts)).toEqual([]);
    expect(Object.keys(parts).filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(4);
    const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets.some(([, xml]) => xml.includes('collapsed="1"'))).toBe(false);
    expect(sheets.map(([, xml]) => sheetOrderFault(xml)).filter(Boolean)).toEqual([]);
    expect(sheets.reduce((n, [, xml]) => n + formulasWithoutValue(xml), 0)).toBe(0);
    expect(parts['xl/charts/chart1.xml']).toContain("<c:f>'全年环比'!$C$19:$H$19</c:f>");
  });

  test('同样的输入得到同样的字节', async () => {
    expect((await write(REQUEST)).bytes.equals(bytes)).toBe(true);
  });

  test('没有数据的月份也能出表', async () => {
    const empty = await write({ ...REQUEST, period: monthPeriod('2020-01') });
    expect(empty.manifest.cases).toBe(0);
    expect(packageFaults(partsOf(empty.bytes))).toEqual([]);
  });

  test('只要一个科室', async () => {
    const one = await write({ ...REQUEST, department: '0403' });
    expect(one.manifest.fileName).toContain('_骨科_');
    const list = (await openWorkbook(one.bytes)).getWorksheet('明细')!;
    expect(one.manifest.cases).toBeGreaterThan(0);
    expect(list.getCell('F5').text).toBe('骨科');
  });

  (hasOffice ? test : test.skip)('电子表格程序重算的每个公式等于缓存值', async () => {
    const { formulas, differences } = compareFormulas(book, await recalculated(bytes));
    expect(differences).toEqual([]);
    expect(formulas).toBeGreaterThan(2000);
  });
});
