import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import type { SchemePack } from '../../../analytics/grouping/scheme-pack.ts';
import { writeSchemeWorkbook } from '../../../reports/scheme/scheme-workbook.ts';
import { builtInSchemeFolder } from '../../../server/grouping/live-scheme.ts';
import { schemeLimits } from '../../../server/grouping/scheme-files/limits.ts';
import {
  type ReadSchemeOptions,
  readScheme,
  readSchemeSource,
} from '../../../server/grouping/scheme-files/scheme-source.ts';
import { exportScheme, schemeCsvFiles, schemeZip } from '../../../server/grouping/scheme-files/write-scheme.ts';
import { parityMaterial } from '../../support/parity-material.ts';

let folder: string;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-scheme-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = new Date('2026-01-01T00:00:00Z');
const newPath = (extension: string) => join(folder, `${made++}${extension}`);

/** 包的内容,不看出自哪个文件第几行。 */
const contentOf = (pack: SchemePack) =>
  JSON.parse(JSON.stringify(pack, (key, value) => (key === 'at' ? undefined : value)));

async function workbook(sheets: Record<string, unknown[][]>): Promise<string> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  const path = newPath('.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

async function zip(files: Record<string, Uint8Array | string>, change?: (bytes: Buffer) => void): Promise<string> {
  const entries = Object.entries(files).map(
    ([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text] as const,
  );
  const bytes = Buffer.from(zipSync(Object.fromEntries(entries)));
  change?.(bytes);
  const path = newPath('.zip');
  await writeFile(path, bytes);
  return path;
}

const found = async (path: string, options?: ReadSchemeOptions) =>
  (await readSchemeSource(path, options)).findings.map(
    ({ level, code, source, row }) => `${level} ${code} ${source}${row === null ? '' : ` ${row}`}`,
  );
const refusal = (path: string, options?: ReadSchemeOptions) =>
  readSchemeSource(path, options).then(
    () => 'read',
    (error: { code?: string; failure?: { code: string; fix?: string } }) => {
      if (error.failure) expect(error.failure.fix).toBeTruthy();
      return error.failure?.code ?? error.code;
    },
  );

const CSV = {
  'mdc.csv': 'order,mdc,name,condition\n1,MDCX,甲,main_dx in dx\n',
  'mdc_diagnosis.csv': 'mdc,code,site\nMDCX,I21.900,\n',
  'adrg.csv': 'order,adrg,mdc,name,kind,condition\n1,XR1,MDCX,甲组,medical,main_dx in dx\n',
  'adrg_code.csv': 'adrg,list,code\nXR1,dx,I21.900\n',
  'drg.csv': 'order,drg,adrg,name,condition\n1,XR11,XR1,重,mcc\n2,XR15,XR1,轻,true\n',
  'complication.csv': 'code,level,exclusion_table\nJ96.000,MCC,1\n',
  'exclusion.csv': 'main_dx,exclusion_table\nI21.900,1\n',
  'scheme.json': '{"id":"x-city","version":2025,"name":"某市方案","effectiveFrom":"2025/1/1"}',
};

/** 人们手里的工作簿:中文表名、列名,前面有标题,编码旁有名称。 */
const CHINESE = {
  方案: [
    ['项目', '内容'],
    ['编号', 'x-city'],
    ['版本', 2025],
    ['名称', '某市方案'],
    ['生效日', new Date('2025-01-01T00:00:00Z')],
  ],
  MDC信息: [['某市分组方案'], [], ['序号', 'MDC编码', 'MDC名称', '入组条件'], [1, 'MDCX', '甲', 'main_dx in dx']],
  MDC诊断表: [
    ['MDC编码', '诊断编码', '诊断名称'],
    ['MDCX', 'I21.900', '急性心肌梗死'],
  ],
  ADRG信息: [
    ['序号', 'ADRG编码', 'MDC编码', 'ADRG名称', '类型', '入组条件'],
    [1, 'XR1', 'MDCX', '甲组', '内科', 'main_dx in dx'],
  ],
  ADRG诊断表: [
    ['ADRG编码', '诊断编码'],
    ['XR1', 'I21.900'],
  ],
  DRG信息: [
    ['序号', 'DRG编码', 'ADRG编码', 'DRG名称', '条件'],
    [1, 'XR11', 'XR1', '重', 'mcc'],
    // 表格软件把 true 改成逻辑值。
    [2, 'XR15', 'XR1', '轻', true],
  ],
  MCC: [
    ['诊断编码', '排除表号'],
    ['J96.000', 1],
  ],
  排除诊断表: [
    ['主要诊断编码', '排除表号'],
    ['I21.900', 1],
  ],
};

describe('同一个方案的几种文件', () => {
  test('英文 CSV 的压缩包、中文工作簿、GBK 的中文 CSV 读成同一个包', async () => {
    const fromZip = await readScheme(await zip(CSV));
    expect(fromZip.meta).toMatchObject({
      id: 'x-city',
      version: '2025',
      name: '某市方案',
      effectiveFrom: '2025-01-01',
    });
    expect(contentOf(await readScheme(await workbook(CHINESE)))).toEqual(contentOf(fromZip));
    const { 'scheme.json': about, ...tables } = CSV;
    const topFolder = Object.entries(tables).map(([name, text]) => [`某市 方案/表/${name}`, text]);
    const nested = await zip({
      ...Object.fromEntries(topFolder),
      '某市 方案/表/scheme.json': about,
      '__MACOSX/._x': 'x',
    });
    expect(contentOf(await readScheme(nested))).toEqual(contentOf(fromZip));
  });

  test('GBK 的文件名与内容', async () => {
    const { 'mdc.csv': _, ...others } = CSV;
    const gbkName = Buffer.from('MDC\xD0\xC5\xCF\xA2.csv', 'latin1');
    const text = Buffer.from('order,mdc,name,condition\n1,MDCX,\xBC\xD7,main_dx in dx\n', 'latin1');
    const stand = 'MDCzzzz.csv';
    const path = await zip({ ...others, [stand]: new Uint8Array(text) }, (bytes) => {
      for (let i = bytes.indexOf(stand); i >= 0; i = bytes.indexOf(stand, i + 1)) gbkName.copy(bytes, i);
    });
    const { pack, findings } = await readSchemeSource(path);
    expect(pack?.mdcs.map((row) => row.name)).toEqual(['甲']);
    expect(findings.map(({ code, source }) => `${code} ${source}`)).toEqual(['encoding-not-utf8 MDC信息.csv']);
  });

  test('认不出的编码、不成对的引号:错误,说在哪个文件', async () => {
    const path = await zip({
      ...CSV,
      'drg.csv': '"order,drg\n',
      'adrg_code.csv': new Uint8Array([0x61, 0xff, 0xfe, 0xff]),
    });
    expect(await found(path)).toEqual(
      expect.arrayContaining(['error encoding-unknown adrg_code.csv', 'error csv-malformed drg.csv 1']),
    );
  });

  test('装载者给出的说明盖过文件里的;没有说明的以文件原来的名称为名', async () => {
    const { meta } = await readSchemeSource(await zip(CSV), { given: { version: '2026', source: '某局文号' } });
    expect(meta).toMatchObject({ id: 'x-city', version: '2026', source: '某局文号' });
    const { 'scheme.json': _, ...tables } = CSV;
    const unnamed = await readSchemeSource(await zip(tables), { fileName: '某市2025.zip' });
    expect(unnamed.meta).toMatchObject({ id: '某市2025', version: '1', name: '某市2025', effectiveFrom: null });
  });

  test('生效日不是日期:提醒,当作没有写', async () => {
    const path = await zip({ ...CSV, 'scheme.json': '{"id":"x","effectiveFrom":"2025-02-30","note":["甲"]}' });
    expect(await found(path)).toEqual(['warning metadata-invalid 方案说明', 'warning metadata-invalid 方案说明']);
    expect((await readSchemeSource(path)).meta.effectiveFrom).toBeNull();
  });
});

describe('工作簿里的毛病', () => {
  test('不认识的表、列说出来;缺的列说在哪张表', async () => {
    const path = await workbook({
      ...CHINESE,
      说明页: [['随便写的']],
      DRG信息: [
        ['序号', 'DRG编码', 'ADRG编码', 'DRG名称', '点数'],
        [1, 'XR11', 'XR1', '重', 9],
      ],
    });
    expect(await found(path)).toEqual([
      'warning sheet-unknown 说明页',
      'error column-missing DRG信息 1',
      'warning column-unknown DRG信息 1',
      'warning adrg-without-drg ADRG信息 2',
    ]);
  });

  test('行号与 Excel 里看到的相同:标题、空行都算', async () => {
    const path = await workbook({
      ...CHINESE,
      MDC信息: [
        ['标题'],
        [],
        ['序号', 'MDC编码', 'MDC名称', '条件'],
        [],
        [1, 'MDCX', '甲', 'main_dx in dx'],
        [],
        ['一', 'MDCY', '乙', 'mcx'],
      ],
    });
    expect(await found(path)).toEqual(
      expect.arrayContaining(['error order-invalid MDC信息 7', 'error condition-name MDC信息 7']),
    );
  });

  test('编码存成了数、被改成日期、公式:说清楚,不猜', async () => {
    const path = await workbook({
      ...CHINESE,
      ADRG手术表: [
        ['ADRG编码', '手术操作编码'],
        ['XR1', 37.51],
        ['XR1', 36.0701],
        ['XR1', { formula: '"39"&".9500"', result: '39.9500' }],
      ],
      排除诊断表: [
        ['主要诊断编码', '排除表号'],
        ['I21.900', new Date('2025-06-01T00:00:00Z')],
        ['I22.900', { error: '#N/A' }],
      ],
    });
    const findings = await found(path);
    expect(findings).toEqual(
      expect.arrayContaining([
        'error cell-number ADRG手术表 2',
        'warning cell-formula ADRG手术表 4',
        'error cell-date 排除诊断表 2',
        'error cell-error 排除诊断表 3',
      ]),
    );
  });

  test('各部件的次序、目标的写法与 Excel 不同的工作簿也读得懂(openpyxl 等)', async () => {
    const { unzipSync } = await import('fflate');
    const { readFile } = await import('node:fs/promises');
    const parts = unzipSync(await readFile(await workbook(CHINESE)));
    const relationships = 'xl/_rels/workbook.xml.rels';
    const absolute = new TextDecoder()
      .decode(parts[relationships])
      .replaceAll('Target="worksheets/', 'Target="/xl/worksheets/');
    parts[relationships] = strToU8(absolute);
    const names = Object.keys(parts).sort((a, b) => Number(a === 'xl/workbook.xml') - Number(b === 'xl/workbook.xml'));
    const path = newPath('.xlsx');
    await writeFile(path, zipSync(Object.fromEntries(names.map((name) => [name, parts[name]!]))));
    expect((await readScheme(path)).drgs.map((row) => row.drg)).toEqual(['XR11', 'XR15']);
  });
});

describe('不读的文件:说清楚,什么也不装载', () => {
  test('爬出包外的路径、绝对路径、盘符', async () => {
    for (const name of ['../mdc.csv', 'a/../../mdc.csv', '/mdc.csv', 'C:/mdc.csv', '..\\mdc.csv']) {
      expect([name, await refusal(await zip({ ...CSV, [name]: 'x' }))]).toEqual([name, 'zip-unsafe-path']);
    }
  });

  test('符号链接、加密、损坏、炸弹', async () => {
    const link = await zip({ ...CSV, 'valid_procedure.csv': '/etc/passwd' }, (bytes) => {
      const central = bytes.lastIndexOf('valid_procedure.csv') - 46;
      bytes.writeUInt32LE(((0o120777 << 16) >>> 0) + 0, central + 38);
    });
    expect(await refusal(link)).toBe('zip-symbolic-link');
    const encrypted = await zip(CSV, (bytes) => {
      const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
      bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8);
    });
    expect(await refusal(encrypted)).toBe('zip-encrypted');
    const whole = Buffer.from(zipSync({ 'mdc.csv': strToU8(CSV['mdc.csv']) }));
    const cut = newPath('.zip');
    await writeFile(cut, whole.subarray(0, whole.length - 30));
    expect(await refusal(cut)).toBe('zip-broken');
    expect(await refusal(await zip({ ...CSV, 'diagnosis.csv': new Uint8Array(40 * 1024 * 1024) }))).toBe(
      'zip-too-large',
    );
  });

  test('太大、行太多、不是方案的文件、没有这个路径', async () => {
    const path = await zip(CSV);
    expect(await refusal(path, { limits: schemeLimits(100) })).toBe('scheme-too-large');
    expect(await refusal(path, { limits: { ...schemeLimits(), rows: 3 } })).toBe('scheme-too-many-rows');
    const book = await workbook(CHINESE);
    expect(await refusal(book, { limits: { ...schemeLimits(), rows: 3 } })).toBe('scheme-too-many-rows');
    expect(await refusal(book, { limits: { ...schemeLimits(), unpackedBytes: 1000 } })).toBe('xlsx-too-large');
    const csv = newPath('.csv');
    await writeFile(csv, CSV['mdc.csv']);
    expect(await refusal(csv)).toBe('scheme-format-unknown');
    expect(await refusal(join(folder, '没有'))).toBe('scheme-folder-unreadable');
  });

  test('读得太久、内存不够的工作簿:停掉读它的线程,说明怎么办', async () => {
    const path = newPath('.xlsx');
    const stream = createWriteStream(path);
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: true });
    const sheet = book.addWorksheet('诊断编码');
    sheet.addRow(['诊断编码', '诊断名称']).commit();
    for (let i = 0; i < 20_000; i++) sheet.addRow([`I${i}`, `第${i}个`.repeat(200)]).commit();
    await Promise.all([book.commit(), finished(stream)]);
    expect(await refusal(path, { limits: { ...schemeLimits(), seconds: 0.2 } })).toBe('scheme-too-slow');
    expect(await refusal(path, { limits: { ...schemeLimits(), heapMb: 32 } })).toBe('scheme-too-large');
  });

  test('压缩包里装的是工作簿:说出该直接用它', async () => {
    expect(await found(await zip({ '方案.xlsx': 'PK' }))).toEqual(
      expect.arrayContaining(['warning file-unknown 方案.xlsx', 'error table-missing mdc.csv']),
    );
  });
});

describe('导出', () => {
  /** 用到每一列、每一种写法的方案。 */
  const RICH = {
    ...CSV,
    'mdc_diagnosis.csv':
      'mdc,code,site,match\nMDCX,I21.900,胸,\nMDCX,I22,,prefix\nMDCX,I20-I25,,range\nMDCX,i99.X00,,\n',
    'adrg.csv':
      'order,adrg,mdc,name,kind,condition,rule\n1,XR1,MDCX,"甲, ""组"" &lt;&",medical,main_dx in dx,1\n1.5,XQY,MDCX,歧义,ambiguous,los > 60,\n2,XB1,MDCX,乙,surgical,any_proc in proc,\n3,XR1,MDCX,甲组,procedure,"age < 18 and dept == \'0301\'",2\n',
    'adrg_code.csv':
      'adrg,list,code,rule,match\nXB1,proc,36.0700,,\nXR1,dx,I21.900,1,\nXB1,proc,39.9500-39.9600,,range\nXR1,dx,I22,1,prefix\n',
    'drg.csv': 'order,drg,adrg,name,condition,rule\n1,XR11,XR1,重,mcc,1\n2,XR15,XR1,轻,true,1\n1,XR11,XR1,重,true,2\n',
    'complication.csv': 'code,level,exclusion_table,match\nE11.900,CC,,\nJ96.000,MCC,01,\nJ44,CC,1,prefix\n',
    'exclusion.csv': 'main_dx,exclusion_table,match\nI21.900,01,\nI2,1,prefix\n',
    'valid_procedure.csv': 'code,match\n36.0700,\n38-39,range\n',
    'diagnosis.csv': 'code,name\nI21.900,急性心肌梗死\nE11.900,"2型糖尿病\n(未特指)"\n',
    'procedure.csv': 'code,name\n36.0700,药物洗脱支架\n',
    'drg_weight.csv': 'drg,rw,benchmark_cost,benchmark_los,mortality_risk\nXR11,1.50,12345.60,8,3\nXR15,0.8,,,\n',
  };

  const readBack = async (pack: SchemePack, extension: string) => {
    const out = newPath(extension);
    await exportScheme(pack, out, { at, by: '测试' });
    return contentOf(await readScheme(out));
  };

  test('每一列都用到的方案:工作簿、压缩包、文件夹原样读回', async () => {
    const { pack, findings } = await readSchemeSource(await zip(RICH));
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
    for (const extension of ['.xlsx', '.zip', '']) {
      expect(await readBack(pack!, extension)).toEqual(contentOf(pack!));
    }
  });

  test('内置方案:工作簿、压缩包原样读回;同样的方案写出同样的字节', async () => {
    const pack = await readScheme(builtInSchemeFolder());
    for (const extension of ['.xlsx', '.zip']) expect(await readBack(pack, extension)).toEqual(contentOf(pack));
    expect(schemeZip(pack, at).equals(schemeZip(pack, at))).toBe(true);
  });

  const material = parityMaterial();
  if (material === null) console.warn('没有设置 CASEMIX_MATERIAL,跳过全国方案的导出再导入');
  (material ? test : test.skip)(
    '全国方案:工作簿原样读回',
    async () => {
      const pack = await readScheme(material!.scheme);
      expect(await readBack(pack, '.xlsx')).toEqual(contentOf(pack));
    },
    60_000,
  );

  test('工作簿用中文表名与列名,编码是文本,诊断旁有名称', async () => {
    const { pack } = await readSchemeSource(await zip(RICH));
    const path = newPath('.xlsx');
    const stream = createWriteStream(path);
    await Promise.all([writeSchemeWorkbook(pack!, stream, { at, by: '测试' }), finished(stream)]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      ...['方案', 'MDC信息', 'MDC诊断表', 'ADRG信息', 'ADRG诊断表', 'ADRG手术表', 'DRG信息', 'MCC', 'CC'],
      ...['排除诊断表', '有效手术表', '诊断编码', '手术操作编码', 'DRG权重'],
    ]);
    const sheet = book.getWorksheet('ADRG手术表')!;
    const cells = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
    expect(cells(1)).toEqual(['ADRG编码', '清单', '手术操作编码', '手术操作名称', '规则', '匹配']);
    expect(cells(2).slice(0, 4)).toEqual(['XB1', 'proc', '36.0700', '药物洗脱支架']);
    expect(sheet.getCell('C2').type).toBe(ExcelJS.ValueType.String);
    expect(sheet.getCell('C2').numFmt).toBe('@');
    expect(book.getWorksheet('DRG权重')!.getCell('C2').value).toBe('1.50');
  });

  test('CSV 只写有内容的表与列', async () => {
    const files = schemeCsvFiles(await readScheme(await zip(CSV)));
    expect([...files.keys()]).toEqual(['scheme.json', ...Object.keys(CSV).filter((name) => name !== 'scheme.json')]);
    expect(files.get('adrg_code.csv')).toBe('adrg,list,code\nXR1,dx,I21.900\n');
  });
});
