import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Papa from 'papaparse';
import { createSampleHospital, sampleHeader } from '../../../analytics/sample/index.ts';
import { csvLine } from '../../../server/sample/csv-line.ts';
import { writeSample } from '../../../server/sample/write-sample.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const parse = (text: string, delimiter = ',') => Papa.parse<string[]>(text.trimEnd(), { delimiter }).data;
const rowsOf = (seed: number, cases: number) =>
  [...createSampleHospital({ seed, cases }).rows()].map((row) => [...row.cells]);

test('写出的文件读回来就是生成的行;同种子同字节', async () => {
  const [a, b] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
  const summary = await writeSample({ file: a, cases: 2000, seed: 3 });
  await writeSample({ file: b, cases: 2000, seed: 3 });
  const bytes = await readFile(a);
  expect(bytes.equals(await readFile(b))).toBe(true);
  expect(bytes[0]).toBe('A'.charCodeAt(0));
  expect(summary.cases).toBe(2000);
  expect(parse(bytes.toString('utf8'))).toEqual([sampleHeader('hqms'), ...rowsOf(3, 2000)]);
});

test('带 BOM 的 UTF-8、中文表头、分号分隔', async () => {
  const file = join(folder, 'c.csv');
  await writeSample({ file, cases: 20, seed: 4, encoding: 'utf-8-bom', dialect: 'chinese', delimiter: ';' });
  const text = await readFile(file, 'utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(parse(text.slice(1), ';')).toEqual([sampleHeader('chinese'), ...rowsOf(4, 20)]);
});

test('GB18030 解回来一字不差', async () => {
  const file = join(folder, 'd.csv');
  await writeSample({ file, cases: 3000, seed: 5, encoding: 'gb18030', dialect: 'chinese' });
  const text = new TextDecoder('gb18030', { fatal: true }).decode(await readFile(file));
  expect(parse(text)).toEqual([sampleHeader('chinese'), ...rowsOf(5, 3000)]);
});

test('写不了的路径抛出错误', async () => {
  await expect(writeSample({ file: join(folder, '没有', 'e.csv'), cases: 10, seed: 1 })).rejects.toThrow('ENOENT');
});

test('含分隔符、引号、换行、首尾空格的格加引号', () => {
  expect(csvLine(['a,b', '说"好"', 'x\ny', ' 空 ', '', '1'], ',')).toBe('"a,b","说""好""","x\ny"," 空 ",,1\n');
});
