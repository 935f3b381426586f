import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readParameterFile } from '../../../server/dip/parameter-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casemix-parameter-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const file = join(folder, '参数.csv');
  await writeFile(file, text);
  return readParameterFile(file);
}

test('险种与参数可写代码或中文名;低、高空着即没有写', async () => {
  const lines = await read(
    '\uFEFFinsurance,name,low,base,high,source\r\n职工医保,DIP 基金总额,90,100,,预算\r\nresident,qualityDeposit,,0.05,,协议\r\n',
  );
  expect(lines).toEqual([
    { insurance: 'employee', name: 'fund', low: '90', base: '100', source: '预算' },
    { insurance: 'resident', name: 'qualityDeposit', base: '0.05', source: '协议' },
  ]);
});

test('不对的行一次说全,指出行号', async () => {
  const bad =
    'insurance,name,low,base,high,source\n商业,fund,,1,,a\nemployee,资金,,1,,a\nemployee,fund,,,,a\nemployee,fund,,1,,\n';
  await expect(read(bad)).rejects.toMatchObject({
    code: 'dip-parameter-file',
    errors: [
      { path: '第 2 行', message: expect.stringContaining('商业') },
      { path: '第 3 行', message: expect.stringContaining('资金') },
      { path: '第 4 行', message: expect.stringContaining('base 没有写') },
      { path: '第 5 行', message: expect.stringContaining('出处') },
    ],
  });
  await expect(read('insurance,name\n')).rejects.toMatchObject({
    message: expect.stringContaining('缺少列 low、base、high、source'),
  });
});
