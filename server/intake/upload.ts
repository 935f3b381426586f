import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { Problem } from '../http/problem.ts';

export interface ReceivedFile {
  path: string;
  fileName: string;
  sha256: string;
  bytes: number;
}

export interface Upload {
  fields: Record<string, string>;
  file: ReceivedFile;
}

export const tooLarge = (limit: number) =>
  new Problem(
    413,
    'upload-too-large',
    '文件太大',
    `文件超过上限 ${Math.floor(limit / 1024 / 1024)} MB;请按月份拆分后上传,或请信息科调高 CASEMIX_MAX_UPLOAD_MB。`,
  );

/** 边收边算摘要,边落盘;超过上限立即停。 */
class Receiver extends Transform {
  readonly #hash = createHash('sha256');
  readonly #limit: number;
  bytes = 0;
  constructor(limit: number) {
    super();
    this.#limit = limit;
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: Error | null, chunk?: Buffer) => void) {
    this.bytes += chunk.length;
    if (this.bytes > this.#limit) return done(tooLarge(this.#limit));
    this.#hash.update(chunk);
    done(null, chunk);
  }
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** 把一个流存成待导入的文件;失败时不留下半个文件。 */
export async function receive(
  source: NodeJS.ReadableStream,
  fileName: string,
  folder: string,
  limit: number,
): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const receiver = new Receiver(limit);
  try {
    await pipeline(source, receiver, createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, fileName, sha256: receiver.sha256(), bytes: receiver.bytes };
}

/** 读一个 multipart 上传(字段名 `file`)。声明的长度已超过上限时,一个字节也不收。 */
export async function readUpload(request: Request, folder: string, limit: number): Promise<Upload> {
  if (Number(request.headers['content-length'] ?? 0) > limit + 64 * 1024) throw tooLarge(limit);
  if (!/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) {
    throw new Problem(415, 'not-multipart', '不是文件上传', '请以 multipart/form-data 上传,文件放在字段 file 里。');
  }
  const fields: Record<string, string> = {};
  let receiving: Promise<ReceivedFile> | null = null;
  const form = busboy({
    headers: request.headers,
    defParamCharset: 'utf8',
    limits: { files: 1, fields: 20, fieldSize: 4096 },
  });
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (name, stream, info) => {
    if (name !== 'file') return void stream.resume();
    receiving = receive(stream, info.filename || '未命名', folder, limit);
    receiving.catch(() => stream.resume());
  });
  try {
    await pipeline(request, form);
  } catch (error) {
    await discard(receiving);
    throw error instanceof Problem
      ? error
      : new Problem(400, 'upload-broken', '上传没有完成', '上传中断或内容不完整,没有存入任何数据;请重新上传。');
  }
  if (!receiving) throw new Problem(400, 'file-missing', '没有文件', '请选择要上传的文件(字段名 file)。');
  return { fields, file: await receiving };
}

async function discard(receiving: Promise<ReceivedFile> | null): Promise<void> {
  const file = await receiving?.catch(() => null);
  if (file) await rm(file.path, { force: true });
}
