import { createReadStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import Papa from 'papaparse';
import type { Encoding } from './detect-format.ts';
import { FileProblem, type RowBlock } from './file-problem.ts';

/** 解析器对不含引号的一段走快路;段小,含引号的行只拖慢自己那一段。 */
const READ_SIZE = 64 * 1024;
/** 一行至多这么长:引号没有成对时,后面的内容全成了这一行,不能一直读下去。 */
const MAX_ROW_BYTES = 4 * 1024 * 1024;

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
  const queue = new RowQueue(text);
  let rowsFound = 0;
  let lastRowAt = 0;
  Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    delimitersToGuess: [',', '\t', ';', '|'],
    chunk: ({ data }) => {
      if (data.length > 0) {
        rowsFound += data.length;
        lastRowAt = bytesRead;
        queue.push(data);
      } else if (bytesRead - lastRowAt > MAX_ROW_BYTES) {
        text.pause();
        queue.end(endlessRow(rowsFound + 1));
      }
    },
    complete: () => queue.end(),
    error: (error) => queue.end(error),
  });
  try {
    let firstRow = 1;
    for (let rows = await queue.next(); rows; rows = await queue.next()) {
      yield { firstRow, rows, bytesRead };
      firstRow += rows.length;
    }
  } finally {
    source.destroy();
    text.destroy();
  }
}

const endlessRow = (row: number) =>
  new FileProblem({
    code: 'row-endless',
    message: `第 ${row} 行(按记录数)超过 ${MAX_ROW_BYTES / 1024 / 1024} MB,多半是有一个英文双引号没有成对,后面的内容都成了同一格。`,
    fix: '请在导出时让系统给含引号的格加好引号,或去掉该行里多出的双引号,再重新上传;一行也没有存入。',
  });

/**
 * 解析器推、读者拉:解析出一段就让文本流停下,取走了再往下读,内存里只有一段的行。
 * 停的是流:只让解析器暂停,流仍会把整个文件读进解析器的内存。
 */
class RowQueue {
  readonly #text: Readable;
  #waiting: string[][][] = [];
  #ended = false;
  #error: Error | null = null;
  #wake: () => void = () => {};

  constructor(text: Readable) {
    this.#text = text;
  }

  push(rows: string[][]): void {
    this.#waiting.push(rows);
    this.#text.pause();
    this.#wake();
  }

  end(error?: Error): void {
    this.#ended = true;
    this.#error = error ?? null;
    this.#wake();
  }

  async next(): Promise<string[][] | null> {
    while (this.#waiting.length === 0) {
      if (this.#error) throw this.#error;
      if (this.#ended) return null;
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#text.resume();
      await woken;
    }
    return this.#waiting.shift()!;
  }
}
