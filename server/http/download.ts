import { Readable } from 'node:stream';
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
