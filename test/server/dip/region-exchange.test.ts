import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { compareCatalogues } from '../../../server/dip/compare-catalogues.ts';
import { importRegion } from '../../../server/dip/import-region.ts';
import { importDictionary } from '../../../server/dip/procedure-dictionaries.ts';
import { exportRegion, regionToExport } from '../../../server/dip/write-region.ts';
import type { Db } from '../../../sql/database.ts';
import { findRegion, listRegions } from '../../../sql/stores/dip-region.store.ts';
import { openTestDatabase } from '../../support/database.ts';
import { type RegionSpec, regionFiles } from '../../support/dip-region.ts';

let db: Db;
let folder: string;
beforeAll(async () => {
  db = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'casemix-exchange-'));
});
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

const spec: RegionSpec = {
  entries: [
    { code: 'C1', name: '胆囊结石', procedures: '51.2300+51.8800/51.1000', kind: 'surgery', score: '812.345678' },
    { code: 'C2', name: '=1+1,"引号"', procedures: '51.2300', kind: 'surgery', score: '700', mean_cost: '' },
    { code: 'C3', type: 'tcm', diagnosis: 'K81.0' },
    { code: 'G1', type: 'grassroots', diagnosis: 'I10.x' },
    { code: 'Z1', type: 'comprehensive', diagnosis: 'K70-K93', kind: 'diagnostic', score: '0.1' },
  ],
  procedureKinds: { '51.2300': 'surgery', '51.8800': 'therapeutic', '51.1000': 'diagnostic' },
  auxiliary: [
    { catalogue: '年龄', code: '1', name: '老年', condition: 'age > 65 and sex == 1', factor: '1.05', entry: 'C1' },
  ],
  policy: {
    type_order: ['core', 'tcm', 'grassroots', 'comprehensive'],
    comprehensive_falls_back: true,
    deviation: { low: 0.4, high: 2, low_includes_edge: true },
    hospital_coefficient: '1.05',
    hospital_level: 3,
    auxiliary: { combine: 'multiply' },
    point_value: { employee: 12.8, resident: '11.9' },
    note: 'true',
  },
};
const about = (version: string) => ({
  id: '某市',
  name: '某市目录',
  version,
  source: '某医保〔2025〕1 号',
  effective_from: '2025-01-01',
  effective_to: '2025-12-31',
});

/** 区域的各文件文本。 */
function texts(given: RegionSpec, version: string): Record<string, string> {
  const files = regionFiles(given);
  const csv = (table: { columns: readonly string[]; rows: readonly (readonly string[])[] }) =>
    Papa.unparse([[...table.columns], ...table.rows.map((cells) => [...cells])]);
  return {
    'catalogue.csv': csv(files.catalogue!),
    'procedure_kind.csv': csv(files.procedureKind!),
    ...(files.auxiliary ? { 'auxiliary.csv': csv(files.auxiliary) } : {}),
    'policy.json': JSON.stringify({ ...(files.policy as object), ...about(version) }),
  };
}

async function inFolder(name: string, files: Record<string, string>): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, name, file), text);
  return join(folder, name);
}

const load = (path: string, given: Record<string, string> = {}, rest = {}) =>
  importRegion(db, { path, about: given, createdBy: '甲', ...rest });
const hashOf = async (key: string) => (await findRegion(db, key))!.content_hash;
const at = new Date('2025-06-01T00:00:00Z');

describe('导出的目录原样导入,内容一字不差', () => {
  let key: string;
  beforeAll(async () => {
    ({ key } = await load(await inFolder('first', texts(spec, '1'))));
  });

  test.each([
    ['工作簿', 'out.xlsx', '2'],
    ['压缩包', 'out.zip', '3'],
    ['文件夹', 'out', '4'],
  ])('%s', async (_name, out, version) => {
    const path = join(folder, 'exports', out);
    await exportRegion(await regionToExport(db, key), path, { at, by: '甲' });
    const again = await load(path, { version });
    expect(again.sameAs).toContain(key);
    expect(await hashOf(again.key)).toBe(await hashOf(key));
    // 身份随文件走,只有写明的版本不同。
    expect(await findRegion(db, again.key)).toMatchObject({
      name: '某市目录',
      source: '某医保〔2025〕1 号',
      effective_from: '2025-01-01',
      effective_before: '2026-01-01',
    });
    const diff = await compareCatalogues(db, key, again.key);
    expect(diff).toMatchObject({ added: [], removed: [], changed: [], policies: [], same: 5 });
  });

  test('工作簿是中文的表名、列名与用词,公式样的名称只是文本', async () => {
    const path = join(folder, 'look.xlsx');
    await exportRegion(await regionToExport(db, key), path, { at, by: '甲' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['病种目录', '操作治疗方式', '辅助目录', '政策']);
    const sheet = book.getWorksheet('病种目录')!;
    const row = (n: number) => (sheet.getRow(n).values as unknown[]).slice(1, 8);
    expect(row(1)).toEqual(['病种编码', '病种名称', '诊断编码', '操作表达式', '治疗方式', '病种类型', '病种分值']);
    expect(row(3)).toEqual(['C2', '=1+1,"引号"', 'K80.1', '51.2300', '相关手术', '核心病种', 700]);
  });
});

describe('各地的工作簿', () => {
  const policyRows = [
    ['项目', '值'],
    ['type_order', '核心,综合'],
    ['order', 'parts、matched、kind、cost、code'],
    ['comprehensive_falls_back', '是'],
    ['deviation.low', 0.5],
    ['deviation.high', 2],
    ['hospital_coefficient', 1],
    ...Object.entries(about('x')),
  ];
  async function book(name: string, sheets: Record<string, unknown[][]>): Promise<string> {
    const workbook = new ExcelJS.Workbook();
    for (const [title, rows] of Object.entries(sheets)) workbook.addWorksheet(title).addRows(rows);
    await workbook.xlsx.writeFile(join(folder, name));
    return join(folder, name);
  }
  const catalogue = [
    ['某市 2025 年 DIP 目录'],
    [],
    ['DIP编码', '名称', '主要诊断编码', '手术操作编码', '治疗方式', '类型', '分值(分)', '均费(元)', '三级医院均费'],
    ['C1', '甲', 'K80.1', '51.2300', '手术', '核心', 800, 12000.5, 13000],
    ['Z1', '乙', 'K80', '', '保守治疗', '综合病种', '300.5', '', 4000],
  ];

  test('中文表名列名、表头上有标题、按级别的均费:照样读;没有操作表用字典', async () => {
    const path = await book('cn.xlsx', { DIP目录: catalogue, 政策: policyRows, 说明: [['无关']] });
    const { key, warnings } = await load(path);
    const codes = warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['sheet-unknown', 'dictionary-used']));
    const rows = await db
      .selectFrom('dip_entry')
      .selectAll()
      .where('region_key', '=', key)
      .orderBy('ordinal')
      .execute();
    expect(rows).toMatchObject([
      {
        entry: 'C1',
        kind: 'surgery',
        type: 'core',
        score: '800.000000',
        mean_cost: '12000.500000',
        mean_cost_3: '13000.000000',
      },
      { entry: 'Z1', kind: 'conservative', type: 'comprehensive', score: '300.500000', mean_cost: null },
    ]);
  });

  test('工作簿的错误指出工作表与行,什么也不存', async () => {
    const before = (await listRegions(db)).length;
    const wrong = [
      ...catalogue,
      ['C9', '丙', '574.0', '51.23', '手术', '核心', -1, '', ''],
      ['C9', '丁', 'K80.1', 51.23, '手术', '核心', 1, '', ''],
    ];
    const path = await book('bad.xlsx', { 病种目录: wrong, 政策: policyRows });
    const error = await load(path, { version: 'bad' }).catch((problem) => problem);
    expect(error).toMatchObject({ status: 422, code: 'dip-region-rejected' });
    const text = error.errors
      .map(({ path: place, message }: { path: string; message: string }) => `${place} ${message}`)
      .join('\n');
    expect(text).toMatch(/病种目录 第 6 行 score 是负数 -1/);
    expect(text).toMatch(/病种目录 第 6 行 .*像是ICD-9 诊断编码/);
    expect(text).toMatch(/病种目录 第 7 行 .*编码存成了数/);
    expect(text).toMatch(/病种目录 第 7 行 C9 已在/);
    expect(await listRegions(db)).toHaveLength(before);
  });
});

test('只有病种目录的 CSV:政策与其余的表沿用另一个目录的', async () => {
  const { key: base } = await load(await inFolder('base', texts(spec, 'base')));
  const { 'catalogue.csv': text } = texts({ ...spec, entries: spec.entries.slice(0, 2) }, '');
  const path = join(folder, '2026年目录.csv');
  await writeFile(path, text!);
  await expect(load(path, about('2026'))).rejects.toThrow(/没有 policy\.json/);
  const { key } = await load(path, { ...about('2026'), effective_to: '2026-12-31' }, { basedOn: base });
  const { content } = await regionToExport(db, key);
  expect(content.policy).toEqual((await regionToExport(db, base)).content.policy);
  // 指明了病种的辅助目录行换了目录就没有所指,不沿用。
  expect([content.entries.length, content.procedureKinds?.length, content.auxiliary]).toEqual([2, 3, []]);
});

describe('坏文件', () => {
  test.each([
    ['爬出包外的路径', 'evil.zip', zipSync({ '../catalogue.csv': strToU8('code\n') }), /爬出包外/],
    ['不是压缩包也不是工作簿', 'plain.xlsx', strToU8('病种'), /不是目录文件/],
    [
      '半截的压缩包',
      'half.zip',
      zipSync({ 'catalogue.csv': strToU8('code\n'.repeat(100)) }).slice(0, 60),
      /不完整或已损坏/,
    ],
  ])('%s', async (_name, file, bytes, message) => {
    await writeFile(join(folder, file), bytes);
    await expect(load(join(folder, file), about('坏'))).rejects.toThrow(message);
  });
  test('不存在的路径', async () => {
    await expect(load(join(folder, '没有.zip'))).rejects.toThrow(/读不了/);
  });
});

describe('操作字典', () => {
  const dictionary = { id: '某市操作', version: '1', name: '某市操作目录', source: '某文件', forReference: false };
  const csv = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return importDictionary(db, { path: join(folder, name), fileName: name, about: dictionary, createdBy: '甲' });
  };

  test('编码、前缀、区间都可以写,细的算数;没有操作表的区域指名用它', async () => {
    const loaded = await csv(
      'd.csv',
      '操作编码,操作类别,手术级别,名称\n51,手术,3,胆道\n51.1,诊断性操作,,胆道检查\n87-88,其他,,影像\n',
    );
    expect(loaded).toMatchObject({ key: '某市操作@1', rows: 3, findings: [], coverage: { codes: 0, missingCodes: 0 } });
    const { 'procedure_kind.csv': _none, ...files } = texts({ ...spec, auxiliary: [] }, '字典');
    const policy = { ...JSON.parse(files['policy.json']!), procedure_dictionary: '某市操作@1' };
    const { key } = await load(await inFolder('with-dictionary', { ...files, 'policy.json': JSON.stringify(policy) }));
    const region = await regionToExport(db, key);
    expect(region.content.dictionary).toBe('某市操作@1');
    const path = join(folder, 'dictionary.xlsx');
    await exportRegion(region, path, { at, by: '甲' });
    expect((await load(path, { version: '字典2' })).sameAs).toContain(key);
  });

  test('错误一次说全,什么也不存', async () => {
    const text = '操作编码,操作类别,手术级别\n51,手术,3\n51,手术,\n0FT44ZZ,手术,\n88-87,其他,\n52,开刀,\n';
    const error = await csv('bad.csv', text).catch((problem) => problem);
    expect(error.errors.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/^51 已在/),
      expect.stringMatching(/像是ICD-10-PCS/),
      expect.stringMatching(/下端大于上端/),
      expect.stringMatching(/「开刀」不认识/),
    ]);
    await expect(csv('empty.csv', '')).rejects.toThrow(/缺少列 code、kind/);
  });
});

test('导出的文件夹里政策是一个 JSON', async () => {
  const { key } = await load(await inFolder('json', texts(spec, 'json')));
  await exportRegion(await regionToExport(db, key), join(folder, 'json-out'), { at, by: '甲' });
  const policy = JSON.parse(await readFile(join(folder, 'json-out', 'policy.json'), 'utf8'));
  expect(policy).toMatchObject({ id: '某市', comprehensive_falls_back: true, deviation: { low: '0.4' } });
});
