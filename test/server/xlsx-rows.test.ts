import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { xlsxRows } from '../../server/intake/files/xlsx-rows.ts';

test('几千行汉字(共用文本与直接写在格里的两种写法)逐字读出,没有一个读成乱码', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-xlsx-'));
  try {
    const name = (i: number) => `${'a'.repeat(i % 3)}慢性阻塞性肺疾病伴急性加重${i}`;
    for (const useSharedStrings of [true, false]) {
      const path = join(folder, `${useSharedStrings}.xlsx`);
      const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings });
      const sheet = book.addWorksheet('出院病人');
      for (let i = 0; i < 6_000; i++) sheet.addRow([i, name(i)]).commit();
      await book.commit();
      let i = 0;
      for await (const { rows } of xlsxRows(path)) {
        for (const cells of rows) {
          if (cells[1] !== name(i) || cells[0] !== String(i)) expect(cells).toEqual([String(i), name(i)]);
          i++;
        }
      }
      expect(i).toBe(6_000);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
