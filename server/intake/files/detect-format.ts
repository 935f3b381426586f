import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { FileProblem } from './file-problem.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';
export type FileKind = { format: 'csv'; encoding: Encoding } | { format: 'xlsx' } | { format: 'json' };

const ZIP = Buffer.from('PK');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const BLOCK = 4 * 1024 * 1024;

/** 看内容(不看扩展名)判断格式与编码;空文件、加密或旧版 Excel、认不出的编码抛出 {@link FileProblem}。 */
export async function detectFormat(path: string): Promise<FileKind> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) {
      throw new FileProblem({ code: 'file-empty', message: '文件是空的(0 字节)。', fix: '请重新导出出院数据再上传。' });
    }
    const head = Buffer.alloc(Math.min(size, 64 * 1024));
    await file.read(head, 0, head.length, 0);
    if (head.subarray(0, 2).equals(ZIP)) return { format: 'xlsx' };
    if (head.subarray(0, 4).equals(OLE)) throw oleProblem(head);
    if (head[0] === 0xff && head[1] === 0xfe) return { format: 'csv', encoding: 'utf-16le' };
    if (looksBinary(head)) throw unknownFormat();
    const encoding = await detectEncoding(file, size);
    return /^\uFEFF?\s*[[{]/.test(head.toString('utf8')) ? { format: 'json' } : { format: 'csv', encoding };
  } finally {
    await file.close();
  }
}

/** 加密的 xlsx 与旧版 .xls 都是 OLE 复合文档;目录里有 EncryptedPackage(UTF-16)的是加密的。 */
function oleProblem(head: Buffer): FileProblem {
  const encrypted = head.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return encrypted
    ? new FileProblem({
        code: 'xlsx-encrypted',
        message: '工作簿设了打开密码,无法读取。',
        fix: '请在 Excel 或 WPS 中取消密码后另存,再上传。',
      })
    : new FileProblem({
        code: 'xls-old',
        message: '这是旧版 .xls 文件或加密的工作簿,无法读取。',
        fix: '请在 Excel 或 WPS 中另存为 .xlsx 或 CSV 再上传。',
      });
}

const unknownFormat = () =>
  new FileProblem({
    code: 'format-unknown',
    message: '认不出文件的格式:不是 CSV、制表符文本、xlsx 或 JSON。',
    fix: '请导出为 CSV(UTF-8 或 GB18030)或 .xlsx 再上传。',
  });

/** 文本里不会有 NUL 字节(UTF-16 已先判断)。 */
const looksBinary = (head: Buffer) => head.includes(0);

/** 通读全文件:是 UTF-8 就是它,否则须整篇是 GB18030。读到中途才出现的汉字也算数。 */
async function detectEncoding(file: FileHandle, size: number): Promise<Encoding> {
  if (await isWholeUtf8(file, size)) return 'utf-8';
  if (await isWholeGb18030(file, size)) return 'gb18030';
  throw new FileProblem({
    code: 'encoding-unknown',
    message: '文字编码认不出:既不是 UTF-8,也不是 GB18030(GBK)。',
    fix: '请在导出时选 UTF-8 或 GB18030,或用 WPS 打开后另存为「CSV UTF-8」再上传。',
  });
}

/** 依次给出文件的各段;同一个缓冲区反复用,下一段来时前一段就作废。 */
async function* blocksOf(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(BLOCK, size));
  for (let offset = 0; offset < size; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - offset), offset);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    offset += bytesRead;
  }
}

async function isWholeUtf8(file: FileHandle, size: number): Promise<boolean> {
  // 每段末尾的半个字符移到下一段之前。
  const joined = Buffer.allocUnsafe(Math.min(BLOCK, size) + 3);
  let carried = 0;
  for await (const block of blocksOf(file, size)) {
    block.copy(joined, carried);
    const length = carried + block.length;
    const complete = completeUtf8Length(joined.subarray(0, length));
    if (!isUtf8(joined.subarray(0, complete))) return false;
    joined.copyWithin(0, complete, length);
    carried = length - complete;
  }
  return carried === 0;
}

async function isWholeGb18030(file: FileHandle, size: number): Promise<boolean> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  try {
    for await (const block of blocksOf(file, size)) decoder.decode(block, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** 最后一个不完整的 UTF-8 字符之前的长度。 */
function completeUtf8Length(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back >= need ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}
