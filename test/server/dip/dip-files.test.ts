import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lintRegion, lintReport } from '../../../server/dip/lint-region.ts';
import { matchFile } from '../../../server/dip/match-file.ts';
import { inspectRegionSource, readRegion } from '../../../server/dip/region-source.ts';
import { testPolicy } from '../../support/dip-region.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-dip-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  return file;
}

const HEADER = 'code,name,diagnosis,procedures,kind,type,score,mean_cost';
async function aRegion(name: string, { catalogue = '', policy = JSON.stringify(testPolicy) } = {}): Promise<string> {
  const rows = `C1,甲,K80.1,51.2300,surgery,core,800,10000\nZ1,乙,K80,,conservative,comprehensive,300,5000\n`;
  await write(`${name}/catalogue.csv`, `\uFEFF${HEADER}\n${rows}${catalogue}`);
  await write(`${name}/procedure_kind.csv`, 'code,kind,level\r\n51.2300,surgery,3\r\n');
  await write(`${name}/policy.json`, `\uFEFF${policy}`);
  return join(folder, name);
}

test('读区域文件夹:可带 BOM,行尾不拘', async () => {
  const pack = await readRegion(await aRegion('sound'));
  expect(pack).toMatchObject({ name: 'sound', entries: [{ code: 'C1' }, { code: 'Z1' }] });
  expect(pack.procedureKinds).toMatchObject([{ code: '51.2300', kind: 'surgery', level: 3 }]);
});

test('文件的毛病一次说全,什么也不装载', async () => {
  const region = await aRegion('bad', { catalogue: 'C1,丙,K80.1,51.2300++,surgery,core,-1,\n', policy: '{' });
  await write('bad/catalog.csv', 'code\n');
  await write('bad/procedure_kind.csv', Buffer.from([0xff, 0xfe, 0x2c, 0x0a]) as unknown as string);
  const { pack, findings } = await inspectRegionSource(region);
  expect(pack).toBeNull();
  expect(findings.map(({ level, code, source, row }) => `${level} ${code} ${source} ${row}`)).toEqual(
    expect.arrayContaining([
      'warning file-unknown catalog.csv null',
      'error not-utf8 procedure_kind.csv null',
      'error policy-invalid policy.json null',
      'error key-twice catalogue.csv 4',
      'error expression-syntax catalogue.csv 4',
      'error number-negative catalogue.csv 4',
    ]),
  );
  await expect(readRegion(region)).rejects.toMatchObject({ code: 'dip-region-rejected' });
  await expect(readRegion(join(folder, '没有'))).rejects.toMatchObject({ code: 'dip-region-folder-unreadable' });
});

test('体检的报告:错误全列,同类的提醒只列前几条', async () => {
  const many = Array.from({ length: 8 }, (_, i) => `D${i},丁,K80.1,51.23${i}0,surgery,core,1,\n`).join('');
  const lint = await lintRegion(await aRegion('many', { catalogue: `${many}E1,戊,K80.1,,surgery,core,-1,\n` }));
  expect(lint).toMatchObject({ errors: 1 });
  const report = lintReport(lint, false);
  expect(report[0]).toBe('错误 catalogue.csv 第 12 行:score 是负数 -1');
  expect(report).toContain('  同类提醒另有 4 条(--all 全列)');
  expect(report.at(-1)).toMatch(/^错误 1 处,提醒 \d+ 处:不能装载$/);
  expect(lintReport(lint, true)).toHaveLength(lint.findings.length + 1);
});

test('列的次序不限,多余的列不看;结果与输入同序,费用看不懂的留空并指出', async () => {
  const rows = [
    'total_cost,多余,procedures,diagnoses,case_id',
    '10000.00,,51.2300,K80.100|I10.x00,"甲,1"',
    '1000,,,K80.500,2',
    '3000.00,,,I10.X00,3',
    '三千,,,K80.500,4',
    '5000.00,,51.2300|51.2300,k80.1００,5',
  ];
  const input = await write('cases.csv', `\uFEFF${rows.join('\r\n')}\r\n`);
  const output = join(folder, 'result.csv');
  const counts = await matchFile({ regionFolder: await aRegion('ok'), input, output });
  expect((await readFile(output, 'utf8')).split('\n')).toEqual([
    'case_id,entry,type,kind,deviation,points',
    '"甲,1",C1,core,surgery,normal,800.0000',
    '2,Z1,comprehensive,conservative,low,60.0000',
    '3,ungrouped,,,,',
    '4,,,,,',
    '5,C1,core,surgery,normal,800.0000',
    '',
  ]);
  expect(counts).toEqual({
    cases: 5,
    matched: 3,
    ungrouped: 1,
    badCosts: 1,
    badCostExamples: [{ row: 5, value: '三千' }],
    totalPoints: '1660.0000',
  });
});

test('大文件分块读写,不丢不重', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `病例${i},K80.100,${i % 3 ? '51.2300' : ''},${i}.00`);
  const input = await write('large.csv', ['case_id,diagnoses,procedures,total_cost', ...lines].join('\n'));
  const output = join(folder, 'large-result.csv');
  const counts = await matchFile({ regionFolder: await aRegion('large'), input, output });
  expect(counts).toMatchObject({ cases: 30_000, matched: 30_000, ungrouped: 0 });
  const ids = (await readFile(output, 'utf8'))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0]);
  expect(ids).toEqual(lines.map((line) => line.split(',')[0]));
});

test('病例文件的毛病说清楚:缺列、空、同名、不存在、写不出', async () => {
  const regionFolder = await aRegion('errors');
  const output = join(folder, 'out.csv');
  const match = (input: string, to = output) => matchFile({ regionFolder, input, output: to });
  await expect(match(await write('few.csv', 'case_id,diagnoses\n1,2\n'))).rejects.toThrow(
    /缺少列 procedures、total_cost/,
  );
  await expect(match(await write('empty.csv', ''))).rejects.toThrow(/是空的/);
  const whole = await write('whole.csv', 'case_id,diagnoses,procedures,total_cost\n1,K80.100,,1\n');
  await expect(match(whole, whole)).rejects.toThrow(/同一个/);
  await expect(match(join(folder, 'none.csv'))).rejects.toThrow(/读不了病例文件/);
  await expect(match(whole, join(folder, '没有此目录', 'out.csv'))).rejects.toThrow(/ENOENT/);
  await expect(match(await write('quote.csv', 'case_id,diagnoses,procedures,total_cost\n"1\n'))).rejects.toThrow(
    /引号不成对/,
  );
});

test('带 BOM 而列名有引号的病例文件照读', async () => {
  const quoted = (cells: string[]) => cells.map((cell) => `"${cell}"`).join(',');
  const rows = [
    ['case_id', 'diagnoses', 'procedures', 'total_cost'],
    ['A', 'K80.100', '51.2300', '10000'],
  ];
  const input = await write('quoted.csv', `\uFEFF${rows.map(quoted).join('\r\n')}\r\n`);
  const output = join(folder, 'quoted-result.csv');
  const counts = await matchFile({ regionFolder: await aRegion('quoted'), input, output });
  expect(counts).toMatchObject({ cases: 1, matched: 1 });
  expect((await readFile(output, 'utf8')).split('\n')[1]).toBe('A,C1,core,surgery,normal,800.0000');
});
