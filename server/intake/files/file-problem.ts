import type { BatchFailure } from '../../../sql/tables.ts';

/** 整个文件不能导入的原因:代码、中文说明、怎么办。抛出它的文件一行也不存。 */
export class FileProblem extends Error {
  readonly failure: BatchFailure;
  constructor(failure: BatchFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** 一块行:`firstRow` 是首行在文件中的行号(从 1 起),每行是各格的文本。 */
export interface RowBlock {
  firstRow: number;
  rows: string[][];
  /** 到此读过的字节(进度用;xlsx 为估计)。 */
  bytesRead: number;
}

export interface DischargeFile {
  format: 'csv' | 'xlsx' | 'json';
  encoding: string | null;
  blocks: AsyncIterable<RowBlock>;
}
