import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, inflateRaw } from 'node:zlib';
import { LineBuffer, RECORD_SEPARATOR, UNIT_SEPARATOR } from '../../sql/line-buffer.ts';

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const inflate = promisify(inflateRaw);

/** 质量 1:比 deflate 最快一级快一倍,还小一成半。输出缓冲大些,少几次回到 JS。 */
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 }, chunkSize: 128 * 1024 };
/** Brotli 块的首字节;先前的版本存的是 deflate,它的首字节不会是这个(低三位是保留的块类型)。 */
const BROTLI = 0x06;

/** 一块来源行的原文约有这么大:看一行来源要解开一整块。 */
const BLOCK_BYTES = 256 * 1024;
const REMOVED = '(已去除)';

/** 一块来源行。 */
export interface SourceBlock {
  firstRow: number;
  lastRow: number;
  /** 压缩前是各行的原文,格与行之间用控制字符分开。 */
  payload: Uint8Array<ArrayBuffer>;
}

/** 按块攒来源行;身份信息的列不留原文。 */
export class SourceRows {
  readonly #identity: ReadonlySet<number>;
  readonly #text = new LineBuffer(BLOCK_BYTES * 1.25);
  #blocks: SourceBlock[] = [];
  #firstRow = 0;
  #lastRow = 0;

  constructor(identity: readonly number[]) {
    this.#identity = new Set(identity);
  }

  /** 各行须依次相连。 */
  add(cells: readonly string[], rowNo: number): void {
    const text = this.#text;
    if (text.length === 0) this.#firstRow = rowNo;
    this.#lastRow = rowNo;
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]!;
      text.raw(cell !== '' && this.#identity.has(at) ? REMOVED : cell);
    }
    if (cells.length === 0) text.raw('');
    text.end(RECORD_SEPARATOR);
    if (text.length >= BLOCK_BYTES) this.#close();
  }

  /** 取走攒下的各块,还没有压缩;此后从空的开始。 */
  take(): SourceBlock[] {
    if (this.#text.length > 0) this.#close();
    const taken = this.#blocks;
    this.#blocks = [];
    return taken;
  }

  #close(): void {
    this.#blocks.push({ firstRow: this.#firstRow, lastRow: this.#lastRow, payload: this.#text.take() });
  }
}

/** 压缩各块(在线程池里)。 */
export const packBlocks = (blocks: readonly SourceBlock[]): Promise<SourceBlock[]> =>
  Promise.all(
    blocks.map(async (block) => {
      const packed = await compress(block.payload, FAST);
      const payload = new Uint8Array(packed.length + 1);
      payload[0] = BROTLI;
      payload.set(packed, 1);
      return { ...block, payload };
    }),
  );

/** 压缩过的一块里第 `index` 行(从 0 起)的各格;没有这一行为 null。 */
export async function unpackRow(payload: Uint8Array, index: number): Promise<string[] | null> {
  const bytes = await (payload[0] === BROTLI ? decompress(payload.subarray(1)) : inflate(payload));
  const text = bytes.toString('utf8');
  const rows = text.split(String.fromCharCode(RECORD_SEPARATOR));
  // 末行之后也有分隔符,最后一段不是行。
  if (index < 0 || index >= rows.length - 1) return null;
  return rows[index]!.split(String.fromCharCode(UNIT_SEPARATOR));
}
