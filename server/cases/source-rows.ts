import type { Db } from '../../sql/database.ts';
import { sourceBlocks } from '../../sql/read-models/case-versions.read-model.ts';
import { unpackRow } from '../intake/source-rows.ts';

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
  const names = await unpackRow(header.payload, 0);
  const cells = await unpackRow(block.payload, rowNo - block.first_row);
  if (!names || !cells) return null;
  return names.map((column, at) => ({ column, value: cells[at] ?? '' }));
}
