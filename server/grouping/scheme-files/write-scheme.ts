import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { packTables } from '../../../analytics/grouping/pack-tables.ts';
import type { SchemePack } from '../../../analytics/grouping/scheme-pack.ts';
import { type SchemeWorkbookRequest, writeSchemeWorkbook } from '../../../reports/scheme/scheme-workbook.ts';

/** 方案包的各个文件:每张表一个 CSV,说明在 scheme.json。 */
export function schemeCsvFiles(pack: SchemePack): Map<string, string> {
  const files = new Map([['scheme.json', `${JSON.stringify(pack.meta, null, 2)}\n`]]);
  for (const [table, [part]] of Object.entries(packTables(pack)).map(([name, parts]) => [name, parts ?? []] as const)) {
    if (part)
      files.set(
        `${table}.csv`,
        `${Papa.unparse([[...part.columns], ...part.rows.map((row) => [...row])], { newline: '\n' })}\n`,
      );
  }
  return files;
}

/** 方案写成装着各表 CSV 的 .zip;同样的方案、同样的时间得到同样的字节。 */
export function schemeZip(pack: SchemePack, at: Date): Buffer {
  const entries = [...schemeCsvFiles(pack)].map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: at }));
}

/** 按扩展名导出方案:.xlsx 是工作簿,.zip 是各表的 CSV,此外是文件夹。先写在旁边,写成了才换上。 */
export async function exportScheme(pack: SchemePack, out: string, request: SchemeWorkbookRequest): Promise<void> {
  if (/\.xlsx$/i.test(out)) return replaceFile(out, (path) => writeWorkbookFile(pack, path, request));
  if (/\.zip$/i.test(out)) return replaceFile(out, (path) => writeFile(path, schemeZip(pack, request.at)));
  await mkdir(out, { recursive: true });
  for (const [name, text] of schemeCsvFiles(pack)) await writeFile(join(out, name), text);
}

async function writeWorkbookFile(pack: SchemePack, path: string, request: SchemeWorkbookRequest): Promise<void> {
  const stream = createWriteStream(path);
  const written = finished(stream);
  await Promise.all([writeSchemeWorkbook(pack, stream, request), written]);
}

/** 先写在旁边,写成了才换上。 */
export async function replaceFile(out: string, write: (path: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  const partial = `${out}.part`;
  try {
    await write(partial);
    await rename(partial, out);
  } finally {
    await rm(partial, { force: true });
  }
}
