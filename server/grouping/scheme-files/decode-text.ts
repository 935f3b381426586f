import { isUtf8 } from 'node:buffer';

/** 文件内容读成文本;`encoding` 是认出的编码。既不是 UTF-8 也不是 GB18030 的为 null。 */
export function decodeText(bytes: Buffer): { text: string; encoding: 'utf-8' | 'utf-16le' | 'gb18030' } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  }
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), encoding: 'utf-8' };
  const text = decodeGb18030(bytes);
  return text === null ? null : { text, encoding: 'gb18030' };
}

/** 压缩包里的文件名:Windows 的压缩软件多半写成 GBK。 */
export const decodeFileName = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString('utf8') : (decodeGb18030(bytes) ?? bytes.toString('latin1'));

function decodeGb18030(bytes: Buffer): string | null {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
