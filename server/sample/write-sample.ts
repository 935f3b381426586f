import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import {
  createSampleHospital,
  type SampleHospital,
  type SampleOptions,
  type SampleSummary,
} from '../../analytics/sample/index.ts';
import { csvLine } from './csv-line.ts';
import { Gb18030Encoder } from './gb18030.ts';

export type SampleEncoding = 'utf-8' | 'utf-8-bom' | 'gb18030';

export interface WriteSampleOptions extends SampleOptions {
  file: string;
  /** 缺省 UTF-8,不带 BOM。 */
  encoding?: SampleEncoding;
  /** 缺省逗号。 */
  delimiter?: string;
}

/** 攒到这么多字符写一次。 */
const CHUNK = 256 * 1024;

/** 把合成医院的病例写成 CSV 文件;逐块写、等磁盘跟上,内存与行数无关。返回汇总。 */
export async function writeSample(options: WriteSampleOptions): Promise<SampleSummary> {
  const { file, encoding = 'utf-8', delimiter = ',', ...sample } = options;
  const hospital = createSampleHospital(sample);
  const stream = createWriteStream(file);
  const done = finished(stream);
  // 打不开的文件在写到一半时才报错:先接住,由末尾的 await 抛出。
  done.catch(() => {});
  const encode = encoder(encoding);
  const chunks = csvChunks(hospital, delimiter);
  for (;;) {
    const step = chunks.next();
    if (step.done) {
      stream.end();
      await done;
      return step.value;
    }
    if (!stream.write(encode(step.value))) await Promise.race([once(stream, 'drain'), done]);
  }
}

/** 表头与各行,攒成块。 */
function* csvChunks(hospital: SampleHospital, delimiter: string): Generator<string, SampleSummary> {
  let text = csvLine(hospital.header, delimiter);
  const rows = hospital.rows();
  for (;;) {
    const step = rows.next();
    if (step.done) {
      yield text;
      return step.value;
    }
    text += csvLine(step.value.cells, delimiter);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
}

function encoder(encoding: SampleEncoding): (text: string) => Uint8Array {
  if (encoding === 'gb18030') {
    const gb = new Gb18030Encoder();
    return (text) => gb.encode(text);
  }
  let first = encoding === 'utf-8-bom';
  return (text) => {
    const bytes = Buffer.from(first ? `\ufeff${text}` : text, 'utf8');
    first = false;
    return bytes;
  };
}
