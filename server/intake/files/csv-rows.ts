import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import Papa from 'papaparse';
import type { Encoding } from './detect-format.ts';
import type { RowBlock } from './file-problem.ts';

/** 解析器对不含引号的一段走快路;段小,含引号的行只拖慢自己那一段。 */
const READ_SIZE = 64 * 1024;
/** 交给下游的一块至少这么多行:块太碎,装载语句就太多。 */
const BLOCK_ROWS = 500;

/** 流式解码;每块末尾的半个字符留给下一块,开头的 BOM 去掉。 */
function decode(encoding: Encoding, onBytes: (count: number) => void): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return new Transform({
    decodeStrings: true,
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length);
      try {
        done(null, decoder.decode(chunk, { stream: true }));
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, decoder.decode());
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** 逐块读出 CSV 或制表符文本的行;内存只留几块,读的人慢就停下来等。 */
export async function* csvRows(path: string, encoding: Encoding): AsyncGenerator<RowBlock> {
  let bytesRead = 0;
  const source = createReadStream(path, { highWaterMark: READ_SIZE });
  const text = source.pipe(
    decode(encoding, (count) => {
      bytesRead += count;
    }),
  );
  source.on('error', (error) => text.destroy(error));
  const queue = new RowQueue();
  Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    delimitersToGuess: [',', '\t', ';', '|'],
    chunk: (results, parser) => {
      if (results.data.length > 0) queue.push(results.data, parser);
    },
    complete: () => queue.end(),
    error: (error) => queue.end(error),
  });
  try {
    let firstRow = 1;
    let rows: string[][] = [];
    for (let more = await queue.next(); more; more = await queue.next()) {
      for (const cells of more) rows.push(cells);
      if (rows.length < BLOCK_ROWS) continue;
      yield { firstRow, rows, bytesRead };
      firstRow += rows.length;
      rows = [];
    }
    if (rows.length > 0) yield { firstRow, rows, bytesRead };
  } finally {
    source.destroy();
    text.destroy();
  }
}

/** 解析器推、读者拉:积了几块就让解析器暂停。 */
class RowQueue {
  readonly #blocks: string[][][] = [];
  #parser: Papa.Parser | null = null;
  #paused = false;
  #ended = false;
  #error: Error | null = null;
  #wake: () => void = () => {};

  push(rows: string[][], parser: Papa.Parser): void {
    this.#blocks.push(rows);
    this.#parser = parser;
    if (this.#blocks.length >= 2) {
      parser.pause();
      this.#paused = true;
    }
    this.#wake();
  }

  end(error?: Error): void {
    this.#ended = true;
    this.#error = error ?? null;
    this.#wake();
  }

  async next(): Promise<string[][] | null> {
    while (this.#blocks.length === 0) {
      if (this.#error) throw this.#error;
      if (this.#ended) return null;
      if (this.#paused) {
        this.#paused = false;
        this.#parser?.resume();
        continue;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#blocks.shift()!;
  }
}
