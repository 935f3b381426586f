import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** 存库的内容:压缩的 JSON,与求摘要的原文的摘要。 */
export const packed = (content: unknown): Uint8Array => deflateRawSync(Buffer.from(JSON.stringify(content)));

export const unpacked = <T>(bytes: Uint8Array): T => JSON.parse(inflateRawSync(bytes).toString('utf8')) as T;

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
