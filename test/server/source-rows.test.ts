import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { packBlocks, SourceRows, unpackRow } from '../../server/intake/source-rows.ts';

const packed = (rows: SourceRows) => packBlocks(rows.take());

test('来源行原样取回;身份信息的列不留原文', async () => {
  const rows = new SourceRows([1]);
  rows.add(['R1', '510101196001010011', '肺炎"重症",\n𠮷'], 7);
  rows.add([], 8);
  rows.add(['R2', '', '含\x1e分隔\x1f符'], 9);
  const [block] = await packed(rows);
  expect(block).toMatchObject({ firstRow: 7, lastRow: 9 });
  const read = (index: number) => unpackRow(block!.payload, index);
  expect(await read(0)).toEqual(['R1', '(已去除)', '肺炎"重症",\n𠮷']);
  expect(await read(1)).toEqual(['']);
  expect(await read(2)).toEqual(['R2', '', '含 分隔 符']);
  expect(await read(3)).toBeNull();
});

test('行多了分成几块,首尾行号相接', async () => {
  const rows = new SourceRows([]);
  const cell = '一'.repeat(1000);
  for (let row = 2; row < 402; row++) rows.add([cell, String(row)], row);
  const blocks = await packed(rows);
  expect(blocks.length).toBeGreaterThan(2);
  for (const [at, block] of blocks.entries()) {
    expect(block.firstRow).toBe(at === 0 ? 2 : blocks[at - 1]!.lastRow + 1);
    expect((await unpackRow(block.payload, block.lastRow - block.firstRow))?.[1]).toBe(String(block.lastRow));
  }
  expect(blocks.at(-1)!.lastRow).toBe(401);
});

test('先前版本以 deflate 存下的来源行仍能读', async () => {
  const payload = new Uint8Array(deflateRawSync('甲\x1f乙\x1e丙\x1f丁\x1e', { level: 1 }));
  expect(await unpackRow(payload, 1)).toEqual(['丙', '丁']);
});
