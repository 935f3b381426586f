import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import Papa from 'papaparse';

/** 逐块读一个 UTF-8 的 CSV 文件(有无 BOM 均可)交给 `take`;它没做完时停下来等,不在内存里堆积。 */
export function eachCsvChunk(
  input: string,
  take: (rows: string[][], errors: readonly Papa.ParseError[]) => Promise<void>,
): Promise<void> {
  const source = Readable.from(withoutMark(createReadStream(input, { encoding: 'utf8', highWaterMark: 256 * 1024 })));
  return new Promise((done, reject) => {
    const fail = (error: Error) => {
      source.destroy();
      reject(error);
    };
    Papa.parse<string[]>(source, {
      delimiter: ',',
      skipEmptyLines: 'greedy',
      chunk: ({ data, errors }, parser) => {
        parser.pause();
        take(data, errors).then(() => parser.resume(), fail);
      },
      complete: () => done(),
      error: fail,
    });
  });
}

/** 去掉文件头的 BOM:留着它,带引号的首个列名就不再是引号开头,会连引号一起读成列名。 */
async function* withoutMark(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let first = true;
  for await (const chunk of chunks) {
    yield first ? chunk.replace(/^\uFEFF/, '') : chunk;
    first = false;
  }
}
