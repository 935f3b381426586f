import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { inspectScheme, type SchemeInspection, SchemeRejected } from '../../../analytics/grouping/scheme-lint.ts';
import type { SchemeMeta, SchemePack } from '../../../analytics/grouping/scheme-pack.ts';
import type { SchemeTables } from '../../../analytics/grouping/scheme-tables.ts';
import { FileProblem } from '../../intake/files/file-problem.ts';
import { tablesFromCsv } from './csv-tables.ts';
import { type SchemeLimits, schemeLimits } from './limits.ts';
import { filesInFolder, SchemeFolderUnreadable, schemeTooLarge } from './pack-files.ts';
import type { RawScheme } from './raw-scheme.ts';
import { type GivenAbout, schemeMeta } from './scheme-about.ts';
import { readWorkbook } from './workbook-thread.ts';
import { filesInZip, zipEntryNames } from './zip-files.ts';

export type SchemeFormat = 'folder' | 'zip' | 'xlsx';

/** 读出并体检过的方案:有错误时 `pack` 为 null,其余仍在。 */
export interface SchemeSource extends SchemeInspection {
  readonly format: SchemeFormat;
  readonly meta: SchemeMeta;
  /** 各表的文本,与文件里的相同。 */
  readonly tables: SchemeTables;
}

export interface ReadSchemeOptions {
  /** 装载者给出的说明,盖过文件里写的。 */
  readonly given?: GivenAbout;
  /** 文件原来的名称:上传的文件在磁盘上另有名字,没有说明时方案以它为名。 */
  readonly fileName?: string;
  readonly limits?: SchemeLimits;
}

/**
 * 读一个分组方案:CSV 的文件夹、装着 CSV 的 .zip,或各表为工作表的 .xlsx。方案本身的错误都在 `findings` 里。
 * @throws SchemeFolderUnreadable 路径不存在或读不了。
 * @throws FileProblem 压缩包、工作簿打不开,或超过上限。
 */
export async function readSchemeSource(path: string, options: ReadSchemeOptions = {}): Promise<SchemeSource> {
  const { given = {}, fileName = basename(resolve(path)), limits = schemeLimits() } = options;
  const { format, raw } = await readRaw(path, limits);
  const findings = [...raw.findings];
  const fallbackName = format === 'folder' ? fileName : fileName.replace(/\.\w+$/, '');
  const meta = schemeMeta(raw.about, given, fallbackName, findings);
  return { format, meta, tables: raw.tables, ...inspectScheme(raw.tables, meta, findings) };
}

/** 读成可编译的方案包。 @throws SchemeRejected 方案有错误(`findings` 是全部发现)。 */
export async function readScheme(path: string, options: ReadSchemeOptions = {}): Promise<SchemePack> {
  const { pack, findings, meta } = await readSchemeSource(path, options);
  if (pack === null) throw new SchemeRejected(meta.name, findings);
  return pack;
}

async function readRaw(path: string, limits: SchemeLimits): Promise<{ format: SchemeFormat; raw: RawScheme }> {
  const { format, bytes } = await packFormat(path, limits, '方案').catch((cause) => {
    if (cause instanceof FileProblem) throw cause;
    throw new SchemeFolderUnreadable(`读不了方案文件夹「${path}」,请核对路径与权限`, { cause });
  });
  if (format === 'folder') return { format, raw: await tablesFromCsv(await filesInFolder(path, limits), limits) };
  if (format === 'zip') return { format, raw: await tablesFromCsv(await filesInZip(path, bytes, limits), limits) };
  return { format, raw: await readWorkbook({ kind: 'scheme', path, fileBytes: bytes, limits }) };
}

/** 是文件夹、装着 CSV 的压缩包,还是工作簿;`what` 是给人看的名目(方案、目录)。 @throws FileProblem 都不是,或太大。 */
export async function packFormat(
  path: string,
  limits: SchemeLimits,
  what: string,
): Promise<{ format: SchemeFormat; bytes: number }> {
  const about = await stat(path);
  if (about.isDirectory()) return { format: 'folder', bytes: 0 };
  if (about.size > limits.fileBytes) throw schemeTooLarge(about.size, limits.fileBytes);
  if (!(await isZip(path))) throw notAPack(path, what);
  const isWorkbook = (await zipEntryNames(path)).includes('xl/workbook.xml');
  return { format: isWorkbook ? 'xlsx' : 'zip', bytes: about.size };
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    return head.equals(Buffer.from([0x50, 0x4b, 3, 4])) || head.equals(Buffer.from([0x50, 0x4b, 5, 6]));
  } finally {
    await file.close();
  }
}

const notAPack = (path: string, what: string) =>
  new FileProblem({
    code: 'scheme-format-unknown',
    message: `「${basename(path)}」不是${what}文件:应是装着各表 CSV 的文件夹、.zip,或各表为工作表的 .xlsx。`,
    fix: '单个 CSV、旧版 .xls 与加密的工作簿都读不了,请另存为 .xlsx 或打成 .zip。',
  });
