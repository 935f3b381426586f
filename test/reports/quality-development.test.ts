import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { OFFICIAL_INDICATORS } from '../../analytics/performance/quality-development/official-registry.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { writeLowRiskDeathsReport } from '../../reports/low-risk-deaths/low-risk-deaths.report.ts';
import { writeQualityDevelopmentReport } from '../../reports/quality-development/quality-development.report.ts';
import type { Db } from '../../sql/database.ts';
import { figureDetail } from '../../sql/read-models/figure-detail.read-model.ts';
import { officialDetail } from '../../sql/read-models/quality-development/official-detail.read-model.ts';
import { saveTargets } from '../../sql/stores/indicator-target.store.ts';
import { saveFigures } from '../../sql/stores/yearly-figure.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { formulasWithoutValue, packageFaults, partsOf } from './package-check.ts';
import { compareFormulas, hasOffice, openWorkbook, recalculated } from './recalculate.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

let db: Db;
let quality: Buffer;
let deaths: Buffer;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 400 });
  await describeCases(db);
  await fillYear(db);
  quality = await write(writeQualityDevelopmentReport, '2025', { list: 'general' });
  deaths = await write(writeLowRiskDeathsReport, '2025-Q2', { tierZeroAsLow: '是' });
});
afterAll(() => db.destroy());

/** 合成病例补上质量度量要用的几列。 */
async function describeCases(database: Db): Promise<void> {
  await sql`update discharge_case set admission_route = (array['1', '2', '2', '3'])[1 + case_id % 4],
    diagnosis_codes = case when case_id % 5 = 0 then 'I63.900|T81.400' else 'I63.900|I10.x00' end,
    admission_conditions = case when case_id % 5 = 0 then '14' else '11' end,
    procedure_codes = case when is_surgical then '36.0600' end,
    incision_classes = case when is_surgical then (array['2', '4', '6'])[1 + case_id % 3] end`.execute(database);
  await sql`update hospital_month set revision = revision + 1`.execute(database);
}

async function fillYear(database: Db): Promise<void> {
  const entry = (item: string, value: string | null, text: string | null = null) =>
    ({ item, value, text, evidence: null, attachmentId: null }) as const;
  const year = { hospitalId: HOSPITAL, by: '财务处' };
  const figures = [
    entry('technicians', '1400'),
    entry('researchFunds', '5600000'),
    entry('outpatientSatisfaction', '91.25'),
    entry('antibioticDdds', '42000'),
    entry('staffSatisfaction', '80'),
    entry('partyLeadership', null, '=落实"党委"领导下的院长负责制'),
  ];
  await saveFigures(database, { ...year, year: 2025, source: '页面' }, figures);
  await saveFigures(database, { ...year, year: 2024, source: '页面' }, [entry('outpatientSatisfaction', '90')]);
  await saveTargets(database, { ...year, year: 2025 }, [
    { ...NO_TARGET, indicator: 'minimallyInvasiveRate', target: '0.9', reference: '0.2', referenceSource: '某省 2024' },
    { ...NO_TARGET, indicator: 'staffSatisfaction', target: '85' },
  ]);
}
const OPENED = { hospitalId: HOSPITAL, page: 1, pageSize: 1 };
const NO_TARGET = { target: null, reference: null, referenceSource: null, worst: null, best: null, responsible: null };

async function write(writer: typeof writeLowRiskDeathsReport, period: string, options: Record<string, string>) {
  const output = new PassThrough();
  const read = buffer(output);
  const generatedAt = new Date('2025-07-03T02:00:00Z');
  const request = { hospitalId: HOSPITAL, period: requirePeriod(period), generatedAt, generatedBy: '质控科', options };
  await writer(db, request, output);
  return read;
}

/** 有说明段落的表,表头在第四行。 */
const headerOf = (book: ExcelJS.Workbook, name: string) =>
  (book.getWorksheet(name)!.getRow(name === '汇总' ? 4 : 3).values as unknown[])
    .slice(1)
    .map((text) => String(text ?? '').replaceAll('\n', ''));

/** 名称列里写着某个名称的一行,按列名取格。 */
function rowWhere(book: ExcelJS.Workbook, sheet: string, column: string, text: string) {
  const headers = headerOf(book, sheet);
  const at = (name: string) => headers.indexOf(name) + 1;
  const rows = book.getWorksheet(sheet)!.getRows(4, book.getWorksheet(sheet)!.rowCount)!;
  const row = rows.find((candidate) => candidate.getCell(at(column)).text === text)!;
  const result = (name: string) => {
    const value = row.getCell(at(name)).value as { result?: unknown } | null;
    return typeof value === 'object' && value !== null && 'formula' in value ? value.result : value;
  };
  return { result, row };
}

describe('R11 公立医院高质量发展指标表', () => {
  let book: ExcelJS.Workbook;
  beforeAll(async () => {
    book = await openWorkbook(quality);
  });

  test('溯源:总表、趋势与科室分解的每个指标格都打得开,打开的就是格里的数', async () => {
    const trace = book.getWorksheet('溯源')!;
    const lines = trace.getRows(4, trace.rowCount - 3)!.flatMap((row) => {
      const link = (row.getCell(8).value as { result?: string } | null)?.result ?? '';
      return link.startsWith('#/figure?') ? [{ sheet: row.getCell(1).text, cell: row.getCell(2).text, link }] : [];
    });
    expect(new Set(lines.map(({ sheet }) => sheet))).toEqual(new Set(['指标总表', '国家监测趋势', '科室分解']));
    for (const { sheet, cell, link } of lines.filter((_, i) => i % 7 === 0)) {
      const { indicator, period, department } = Object.fromEntries(new URLSearchParams(link.slice(9)));
      const shown = book.getWorksheet(sheet)!.getCell(cell).value as { result?: unknown } | number | string | null;
      // exceljs 读公式格时,缓存的 0 读成没有结果;缺缓存值另有测试。
      const value = typeof shown === 'object' && shown !== null ? (shown.result ?? 0) : shown;
      const opened = OFFICIAL_INDICATORS.has(indicator!)
        ? (await officialDetail(db, { ...OPENED, indicator: indicator!, year: Number(period) }))!.row.figure.value
        : (await figureDetail(db, { ...OPENED, indicator: indicator!, period: requirePeriod(period!), department }))!
            .figure.value;
      // 定性的写「已填」或「—」。
      if (opened === null) expect([cell, typeof value]).not.toEqual([cell, 'number']);
      else expect([link, value]).toEqual([link, expect.closeTo(opened, 8)]);
    }
  });

  test('工作表与总表的列', () => {
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      '封面',
      '指标总表',
      '分子分母',
      '科室分解',
      '重点监测病种',
      '国家监测趋势',
      '口径说明',
      '校验',
      '溯源',
    ]);
    expect(headerOf(book, '指标总表').slice(0, 18)).toEqual(
      '序号、维度、指标编码、指标名称、指标属性（定量/定性）、导向、单位、分子、分母、指标值、上年同期、同比、目标值、达标情况、国家/省参考值、数据来源、口径文件及版本、责任部门'.split(
        '、',
      ),
    );
  });

  test('十八项都在,算得出的有数,算不出的写明原因', () => {
    const names = book
      .getWorksheet('指标总表')!
      .getColumn(4)
      .values.map((value) => String(value ?? ''));
    const numbers = new Set(names.flatMap((name) => /^(\d+) /.exec(name)?.[1] ?? []));
    expect([...numbers].map(Number)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    const research = rowWhere(book, '指标总表', '指标编码', 'researchPer100');
    expect([research.result('指标值'), research.result('数据来源')]).toEqual([400_000, '手工填报、人事']);
    const income = rowWhere(book, '指标总表', '指标编码', 'serviceIncomeRate');
    expect([income.result('指标值'), income.result('没有数的原因')]).toEqual(['—', '没有填报「挂号收入」']);
    expect(rowWhere(book, '指标总表', '指标编码', 'partyLeadership').result('指标值')).toBe('已填');
    const density = rowWhere(book, '指标总表', '指标编码', 'antibioticDensity');
    expect([density.result('指标值'), density.result('没有数的原因')]).toEqual([
      '—',
      expect.stringContaining('没有满一年'),
    ]);
  });

  test('达标按导向判断,上年同期与同比', () => {
    expect(rowWhere(book, '指标总表', '指标编码', 'minimallyInvasiveRate').result('达标情况')).toBe('✔ 达标');
    expect(rowWhere(book, '指标总表', '指标编码', 'staffSatisfaction').result('达标情况')).toBe('✘ 未达标');
    const satisfaction = rowWhere(book, '指标总表', '指标编码', 'outpatientSatisfaction');
    expect([satisfaction.result('指标值'), satisfaction.result('上年同期')]).toEqual([91.25, 90]);
    expect(satisfaction.result('同比')).toBeCloseTo(91.25 / 90 - 1, 12);
  });

  test('文字以等号开头仍是文字', () => {
    const { result } = rowWhere(book, '分子分母', '项目编码', 'partyLeadership');
    expect(result('文字说明')).toBe('=落实"党委"领导下的院长负责制');
  });

  test('校验全部一致', () => {
    const sheet = book.getWorksheet('校验')!;
    const conclusions = sheet.getRows(4, sheet.rowCount)!.flatMap((row) => {
      return typeof row.getCell(1).value === 'number' ? [row.getCell(6).text] : [];
    });
    expect(conclusions.length).toBeGreaterThan(20);
    expect(conclusions.filter((text) => text.startsWith('✘'))).toEqual([]);
    expect(conclusions.filter((text) => text.startsWith('✔')).length).toBeGreaterThan(15);
  });
});

describe('R07 低风险组死亡病例清单', () => {
  let book: ExcelJS.Workbook;
  beforeAll(async () => {
    book = await openWorkbook(deaths);
  });

  test('工作表、列与可填的格', () => {
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      '封面',
      '汇总',
      '低风险死亡',
      '中低风险死亡',
      '口径说明',
    ]);
    expect(headerOf(book, '低风险死亡')).toEqual(
      '序号、病案号、患者姓名（脱敏）、性别、年龄、科室、医疗组、主管医师、入院日期、出院（死亡）日期、住院天数、DRG编码、DRG名称、死亡风险等级、组死亡率、主要诊断编码、主要诊断名称、其他诊断、手术操作、入院病情、是否肿瘤终末/放弃治疗、首页编码复核结果（可填）、死亡讨论结论（可填）、整改措施（可填）'.split(
        '、',
      ),
    );
    const first = book.getWorksheet('低风险死亡')!.getRow(4);
    expect(first.getCell(1).value).toBe(1);
    expect([22, 23, 24].map((column) => first.getCell(column).value)).toEqual([null, null, null]);
    expect(first.getCell(22).fill).toMatchObject({ fgColor: { argb: 'FFFFF8E1' } });
  });

  test('汇总的死亡例数等于清单的行数', () => {
    for (const [sheet, column] of [
      ['低风险死亡', '低风险组死亡例数'],
      ['中低风险死亡', '中低风险组死亡例数'],
    ] as const) {
      const list = book.getWorksheet(sheet)!;
      const listed = list.getRows(4, list.rowCount)!.filter((row) => typeof row.getCell(1).value === 'number').length;
      const total = rowWhere(book, '汇总', '科室', '合计').result(column) ?? 0;
      expect(total).toBe(listed);
    }
  });
});

test.each([
  ['R11', () => quality],
  ['R07', () => deaths],
] as const)('%s 的包完好,公式都有缓存值', (_name, bytes) => {
  const parts = partsOf(bytes());
  expect(packageFaults(parts)).toEqual([]);
  for (const [name, xml] of Object.entries(parts)) {
    if (name.startsWith('xl/worksheets/')) expect([name, formulasWithoutValue(xml)]).toEqual([name, 0]);
  }
});

(hasOffice ? test : test.skip)(
  '电子表格程序重算的结果与缓存值相同',
  async () => {
    for (const bytes of [quality, deaths]) {
      const { formulas, differences } = compareFormulas(await openWorkbook(bytes), await recalculated(bytes));
      expect(formulas).toBeGreaterThan(20);
      expect(differences).toEqual([]);
    }
  },
  60_000,
);
