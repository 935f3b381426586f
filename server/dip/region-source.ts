import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { policyOfRows } from '../../analytics/dip/policy-rows.ts';
import {
  inspectRegion,
  type RegionFiles,
  type RegionInspection,
  RegionRejected,
} from '../../analytics/dip/region-inspection.ts';
import type { RegionPack } from '../../analytics/dip/region-pack.ts';
import { columnNamed, type RegionTableName } from '../../analytics/dip/region-words.ts';
import type { RegionTable } from '../../analytics/dip/table-rows.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { type SchemeLimits, schemeLimits } from '../grouping/scheme-files/limits.ts';
import { packFormat } from '../grouping/scheme-files/scheme-source.ts';
import type { WorkbookContent } from '../grouping/scheme-files/workbook-tables.ts';
import { readWorkbook } from '../grouping/scheme-files/workbook-thread.ts';
import { filesInZip } from '../grouping/scheme-files/zip-files.ts';
import { filesInRegionFolder, isRegionPath, RegionFolderUnreadable, tablesOfFiles } from './region-folder.ts';

/** 从文件读出、还没有体检的区域。 */
export interface RegionSource {
  readonly name: string;
  readonly files: RegionFiles;
  readonly findings: readonly SchemeFinding[];
}

/**
 * 读一个 DIP 区域:装着各表的文件夹或 .zip、各表为工作表的 .xlsx,或只有病种目录的一个 .csv。
 * `fileName` 是文件原来的名称:上传的文件在磁盘上另有名字。
 * @throws RegionFolderUnreadable 路径不存在或读不了。 @throws FileProblem 压缩包、工作簿打不开,或超过上限。
 */
export async function readRegionSource(
  path: string,
  fileName = basename(resolve(path)),
  limits: SchemeLimits = schemeLimits(),
): Promise<RegionSource> {
  const name = fileName.replace(/\.(zip|xlsx|csv)$/i, '');
  if (extname(fileName).toLowerCase() === '.csv')
    return { name, ...(await tablesOfFiles([{ path: 'catalogue.csv', read: () => readFile(path) }])) };
  const { format, bytes } = await packFormat(path, limits, '目录').catch(unreadable(path));
  if (format === 'folder') return { name, ...(await tablesOfFiles(await filesInRegionFolder(path))) };
  if (format === 'zip') return { name, ...(await tablesOfFiles(await filesInZip(path, bytes, limits, isRegionPath))) };
  return { name, ...tablesOfSheets(await readWorkbook({ kind: 'dipRegion', path, fileBytes: bytes, limits })) };
}

const unreadable = (path: string) => (cause: Error & { code?: string }) => {
  if (cause.code !== 'ENOENT' && cause.code !== 'EACCES') throw cause;
  throw new RegionFolderUnreadable(`读不了「${path}」,请核对路径与权限`, { cause });
};

/** 读并体检一个 DIP 区域,错误与提醒都在结果里。 @throws RegionFolderUnreadable | FileProblem */
export async function inspectRegionSource(path: string): Promise<RegionInspection> {
  const { files, name, findings } = await readRegionSource(path);
  return inspectRegion(files, name, findings);
}

/**
 * 读 DIP 区域成为可编译的样子。
 * @throws RegionRejected 有错误(`findings` 是全部发现)。 @throws RegionFolderUnreadable | FileProblem
 */
export async function readRegion(path: string): Promise<RegionPack> {
  const { pack, findings } = await inspectRegionSource(path);
  if (pack === null) throw new RegionRejected(basename(resolve(path)), findings);
  return pack;
}

/** 工作簿的各工作表 → 各表与政策;同一张表有两张工作表的,说不准以哪张为准。 */
function tablesOfSheets({ parts, findings }: WorkbookContent<RegionTableName>): Omit<RegionSource, 'name'> {
  const twice = parts.filter(({ table }, i) => parts.findIndex((other) => other.table === table) < i);
  const found = (table: RegionTableName): RegionTable | undefined => parts.find((one) => one.table === table)?.part;
  const [catalogue, procedureKind, auxiliary, policy] = [
    found('catalogue'),
    found('procedure_kind'),
    found('auxiliary'),
    found('policy'),
  ];
  return {
    files: {
      ...(catalogue && { catalogue }),
      ...(procedureKind && { procedureKind }),
      ...(auxiliary && { auxiliary }),
      ...(policy && { policy: policyOfSheet(policy) }),
    },
    findings: [...findings, ...twice.map(({ table, part }) => sheetTwice(table, part.source))],
  };
}

function policyOfSheet({ columns, rows }: RegionTable) {
  const position = (column: string) => columns.findIndex((title) => columnNamed('policy', title) === column);
  const [key, value] = [position('key'), position('value')];
  return policyOfRows(rows.map((cells) => [cells[key] ?? '', cells[value] ?? ''] as const));
}

const sheetTwice = (table: string, source: string): SchemeFinding => ({
  level: 'error',
  code: 'table-twice',
  table,
  source,
  row: null,
  message: '同一张表有两张工作表,不知以哪张为准;请只留一张',
});

/** 操作字典的表:一个 .csv,或工作簿里的「操作治疗方式」。 @throws FileProblem */
export async function readDictionaryTable(
  path: string,
  fileName: string,
): Promise<{ table: RegionTable; findings: readonly SchemeFinding[] }> {
  const { files, findings } =
    extname(fileName).toLowerCase() === '.csv'
      ? await tablesOfFiles([{ path: 'procedure_kind.csv', read: () => readFile(path) }])
      : await readRegionSource(path, fileName);
  const table = files.procedureKind ?? { source: fileName, columns: [], rows: [] };
  return { table, findings };
}
