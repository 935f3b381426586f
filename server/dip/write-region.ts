import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';
import { type RegionAbout, regionKey } from '../../analytics/dip/region-about.ts';
import { contentOf, filesOf } from '../../analytics/dip/region-content.ts';
import type { RegionTable } from '../../analytics/dip/table-rows.ts';
import { exportedPolicy, type RegionToExport, writeRegionWorkbook } from '../../reports/dip-region/region-workbook.ts';
import type { Db } from '../../sql/database.ts';
import { findRegion } from '../../sql/stores/dip-region.store.ts';
import { replaceFile } from '../grouping/scheme-files/write-scheme.ts';
import { notFound } from '../http/problem.ts';
import { loadStoredRegion, storedRegionContent } from './live-regions.ts';

/** 库中的区域,供导出。 @throws Problem 没有这个区域。 */
export async function regionToExport(db: Db, key: string): Promise<RegionToExport> {
  const row = await findRegion(db, key);
  if (!row) throw notFound('DIP 目录', key);
  const about: RegionAbout = {
    id: row.region_id,
    version: row.version,
    name: row.name,
    source: row.source,
    effectiveFrom: row.effective_from,
    effectiveBefore: row.effective_before,
  };
  // 数据库里的数补了零;经过体检再写,才是规范的写法。
  const { policy } = await storedRegionContent(db, key);
  return { about, content: contentOf(await loadStoredRegion(db, key), policy) };
}

/** 区域的各个文件:每张表一个 CSV,政策在 policy.json。 */
export function regionFilesText(region: RegionToExport): Map<string, string> {
  const { catalogue, procedureKind, auxiliary } = filesOf(region.content);
  const tables = [catalogue, procedureKind, auxiliary].filter((table): table is RegionTable => table !== undefined);
  return new Map([
    ...tables.map((table) => [`${table.source}.csv`, csvOf(table)] as const),
    ['policy.json', `${JSON.stringify(exportedPolicy(region), null, 2)}\n`],
  ]);
}

const csvOf = ({ columns, rows }: RegionTable) =>
  `${Papa.unparse([[...columns], ...rows.map((cells) => [...cells])], { newline: '\n' })}\n`;

/** 按扩展名导出:.xlsx 是工作簿,.zip 是各表的 CSV,此外是文件夹。先写在旁边,写成了才换上。 */
export async function exportRegion(
  region: RegionToExport,
  out: string,
  request: { at: Date; by: string },
): Promise<void> {
  if (/\.xlsx$/i.test(out)) {
    return replaceFile(out, async (path) => {
      const stream = createWriteStream(path);
      await Promise.all([writeRegionWorkbook(region, stream, request), finished(stream)]);
    });
  }
  const files = [...regionFilesText(region)];
  if (/\.zip$/i.test(out)) {
    const entries = Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)]));
    return replaceFile(out, (path) => writeFile(path, zipSync(entries, { mtime: request.at })));
  }
  await mkdir(out, { recursive: true });
  for (const [name, text] of files) await writeFile(join(out, name), text);
}

/** 下载用的文件名。 */
export const exportName = ({ about }: RegionToExport): string => `${regionKey(about).replace('@', '_')}.xlsx`;
