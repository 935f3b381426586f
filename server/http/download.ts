import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** 以附件下载的形式流式写出;中文文件名按 RFC 5987 写。 */
export async function sendFile(
  response: Response,
  fileName: string,
  type: string,
  content: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  response.status(200);
  response.set('Content-Type', type);
  response.set(
    'Content-Disposition',
    `attachment; filename="download"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  );
  await pipeline(Readable.from(content), response);
}

/** 边生成边下载;生成出错时连接中断,不会留下看似完整的文件。 */
export async function sendGenerated(
  response: Response,
  fileName: string,
  type: string,
  write: (output: Writable) => Promise<unknown>,
): Promise<void> {
  const stream = new PassThrough();
  const writing = write(stream).catch((error: Error) => stream.destroy(error));
  await sendFile(response, fileName, type, stream);
  await writing;
}
