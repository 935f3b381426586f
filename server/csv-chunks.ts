import { createReadStream } from 'node:fs';
import Papa from 'papaparse';

/** 逐块读一个 UTF-8 的 CSV 文件交给 `take`;它没做完时停下来等,不在内存里堆积。 */
export function eachCsvChunk(
  input: string,
  take: (rows: string[][], errors: readonly Papa.ParseError[]) => Promise<void>,
): Promise<void> {
  const source = createReadStream(input, { encoding: 'utf8', highWaterMark: 256 * 1024 });
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
