import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { groupFile } from '../../../server/grouping/group-file.ts';
import { inspectSchemeFolder, readSchemeFolder } from '../../../server/grouping/scheme-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-grouping-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

/** 一个小方案:adrg 是文件夹,mdc 带 BOM。 */
async function aSchemeFolder(name: string): Promise<string> {
  await write(`${name}/mdc.csv`, '\uFEFForder,mdc,name,condition\n1,MDCX,甲,main_dx in dx\n');
  await write(`${name}/mdc_diagnosis.csv`, 'mdc,code,site\nMDCX,I21.900,\nMDCX,I22.900,\n');
  await write(`${name}/adrg/2.csv`, 'order,adrg,mdc,name,kind,condition\n2,XQY,MDCX,歧义,ambiguous,los > 60\n');
  await write(
    `${name}/adrg/1.csv`,
    'order,adrg,mdc,name,kind,condition\n1,XR1,MDCX,甲组,medical,main_dx in dx and age < 60\n',
  );
  await write(`${name}/adrg_code.csv`, 'adrg,list,code\nXR1,dx,I21.900\n');
  await write(`${name}/drg.csv`, 'order,drg,adrg,name,condition\n1,XR19,XR1,甲组,true\n');
  await write(`${name}/scheme.json`, '{"id":"x-city","version":"2025","name":"某市方案","effectiveFrom":"2025-01-01"}');
  return join(folder, name);
}

const HEADER = 'case_id,sex,age,age_days,birth_weight_g,department,los_days,discharge_type,diagnoses,procedures';

test('一张表可以是一个文件夹,按文件名相接;说明来自 scheme.json', async () => {
  const pack = await readSchemeFolder(await aSchemeFolder('scheme'));
  expect(pack.meta).toMatchObject({ id: 'x-city', version: '2025', name: '某市方案', source: null });
  expect(pack.adrgs.map((row) => [row.adrg, row.at.source])).toEqual([
    ['XR1', 'adrg/1.csv'],
    ['XQY', 'adrg/2.csv'],
  ]);
});

test('方案文件夹的问题一次说全:不认识的文件、两处的表、坏的 scheme.json', async () => {
  const scheme = await aSchemeFolder('bad');
  await write('bad/complications.csv', 'code,level\n');
  await write('bad/adrg.csv', 'order,adrg,mdc,name,kind,condition\n1,XR1,MDCX,甲,medical,tru\n');
  await write('bad/scheme.json', '[');
  const { pack, findings } = await inspectSchemeFolder(scheme);
  expect(pack).toBeNull();
  expect(findings.map((finding) => `${finding.level} ${finding.code} ${finding.source}`)).toEqual(
    expect.arrayContaining([
      'warning file-unknown complications.csv',
      'error table-twice adrg',
      'error metadata-invalid scheme.json',
      'error condition-name adrg.csv',
    ]),
  );
  await expect(readSchemeFolder(scheme)).rejects.toMatchObject({ code: 'scheme-rejected' });
  await expect(readSchemeFolder(join(folder, '没有'))).rejects.toMatchObject({ code: 'scheme-folder-unreadable' });
});

test('列的次序不限,多余的列不看;结果与输入同序,看不懂的数按缺失并指出', async () => {
  const rows = [
    '多余,diagnoses,procedures,case_id,sex,age,age_days,birth_weight_g,department,los_days,discharge_type,vent_hours',
    ',I21.900|J18.900,,"甲,1",1,50,,,0301,3,1,',
    ',I22.900,,2,1,50,,,0301,61,1,',
    ',I22.900,,3,1,50,,,0301,,1,',
    ',J18.900,,4,1,50,,,0301,3,1,',
    ',I21.900,,5,1,五十,,,0301,3,1,',
  ];
  const input = await write('cases.csv', `\uFEFF${rows.join('\r\n')}\r\n`);
  const output = join(folder, 'result.csv');
  const counts = await groupFile({ schemeFolder: await aSchemeFolder('ok'), input, output });
  expect((await readFile(output, 'utf8')).split('\n')).toEqual([
    'case_id,mdc,adrg,drg,status',
    '"甲,1",MDCX,XR1,XR19,grouped',
    '2,MDCX,XQY,XQY,ambiguous',
    '3,0000,00,0000,no-adrg',
    '4,0000,00,0000,no-mdc',
    '5,0000,00,0000,no-adrg',
    '',
  ]);
  expect(counts).toEqual({
    cases: 5,
    grouped: 1,
    ambiguous: 1,
    noMdc: 1,
    noAdrg: 2,
    badValues: 1,
    badValueExamples: [{ row: 6, column: 'age', value: '五十' }],
    unrecorded: [],
  });
});

test('大文件分块读写,不丢不重', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `病例${i},1,${i % 100},,,0301,3,1,I21.900,`);
  const input = await write('large.csv', [HEADER, ...lines].join('\n'));
  const output = join(folder, 'large-result.csv');
  const counts = await groupFile({ schemeFolder: await aSchemeFolder('large'), input, output });
  expect(counts).toMatchObject({ cases: 30_000, grouped: 18_000, noAdrg: 12_000 });
  const ids = (await readFile(output, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  expect(ids).toEqual(lines.map((line) => line.split(',')[0]));
});

test('病例文件的毛病说清楚:缺列、空、同名、不存在、写不出', async () => {
  const schemeFolder = await aSchemeFolder('errors');
  const output = join(folder, 'out.csv');
  const group = (input: string, to = output) => groupFile({ schemeFolder, input, output: to });
  await expect(group(await write('few.csv', 'case_id,age\n1,2\n'))).rejects.toThrow(
    /缺少列 diagnoses、procedures、los_days/,
  );
  await expect(group(await write('empty.csv', ''))).rejects.toThrow(/是空的/);
  const whole = await write('whole.csv', `${HEADER}\n1,1,50,,,0301,3,1,I21.900,\n`);
  await expect(group(whole, whole)).rejects.toThrow(/同一个/);
  await expect(group(join(folder, 'none.csv'))).rejects.toThrow(/读不了病例文件/);
  await expect(group(whole, join(folder, '没有此目录', 'out.csv'))).rejects.toThrow(/ENOENT/);
  await expect(group(await write('quote.csv', `${HEADER}\n"1,1,50\n`))).rejects.toThrow(/引号不成对/);
});
