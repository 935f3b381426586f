import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type { Db } from '../../sql/database.ts';
import { sourceBlocks } from '../../sql/read-models/case-versions.read-model.ts';
import { CELL_SEPARATOR, ROW_SEPARATOR } from '../intake/row-preparer.ts';

const inflate = promisify(inflateRaw);

/** 一行来源数据:表头文字与当时的原文(身份信息已去除)。没有存过则 null。 */
export async function sourceRow(
  db: Db,
  batchId: string,
  rowNo: number,
): Promise<{ column: string; value: string }[] | null> {
  const blocks = await sourceBlocks(db, batchId, rowNo);
  const header = blocks.find((block) => block.first_row === 0);
  const block = blocks.find((candidate) => candidate.first_row > 0);
  if (!header || !block) return null;
  const [names] = await rowsOf(header.payload);
  const cells = (await rowsOf(block.payload))[rowNo - block.first_row];
  if (!names || !cells) return null;
  return names.map((column, at) => ({ column, value: cells[at] ?? '' }));
}

async function rowsOf(payload: Uint8Array): Promise<string[][]> {
  const text = (await inflate(payload)).toString('utf8');
  return text
    .split(ROW_SEPARATOR)
    .slice(0, -1)
    .map((row) => row.split(CELL_SEPARATOR));
}
