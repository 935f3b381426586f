import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import Papa from 'papaparse';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { inspectScheme, type SchemeInspection, SchemeRejected } from '../../analytics/grouping/scheme-lint.ts';
import type { SchemeMeta, SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import {
  type SchemeTableName,
  type SchemeTables,
  schemeTableNames,
  type TablePart,
} from '../../analytics/grouping/scheme-tables.ts';

/** 方案包的文件夹打不开。 */
export class SchemeFolderUnreadable extends Error {
  readonly code = 'scheme-folder-unreadable';
}

/**
 * 读方案包文件夹成为可编译的方案包。一张表是 `adrg.csv`,或文件夹 `adrg/` 中按文件名相接的各 CSV;
 * 说明在可有可无的 `scheme.json`。
 * @throws SchemeRejected 方案有错误(`findings` 是全部发现)。
 * @throws SchemeFolderUnreadable 文件夹不存在或读不了。
 */
export async function readSchemeFolder(folder: string): Promise<SchemePack> {
  const { pack, findings } = await inspectSchemeFolder(folder);
  if (pack === null) throw new SchemeRejected(basename(resolve(folder)), findings);
  return pack;
}

/** 读并体检方案包文件夹,错误与提醒都在结果里。 @throws SchemeFolderUnreadable */
export async function inspectSchemeFolder(folder: string): Promise<SchemeInspection> {
  const names = await namesIn(folder);
  const findings: SchemeFinding[] = unknownFiles(names);
  const tables: { [table in SchemeTableName]?: TablePart[] } = {};
  for (const table of schemeTableNames) {
    const parts = await readTableParts(folder, table, names, findings);
    if (parts.length > 0) tables[table] = parts;
  }
  const meta = await readMeta(folder, names, findings);
  return inspectScheme(tables satisfies SchemeTables, meta, findings);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    throw new SchemeFolderUnreadable(`读不了方案文件夹「${folder}」,请核对路径与权限`, { cause });
  }
}

/** 表名写错的文件不会被读,要说出来。 */
function unknownFiles(names: readonly string[]): SchemeFinding[] {
  const known = new Set(schemeTableNames.map((table) => `${table}.csv`));
  return names
    .filter((name) => name.endsWith('.csv') && !known.has(name))
    .map((name) => finding('warning', 'file-unknown', name, '不是方案包的表,没有读它;请核对文件名'));
}

async function readTableParts(
  folder: string,
  table: SchemeTableName,
  names: readonly string[],
  findings: SchemeFinding[],
): Promise<TablePart[]> {
  const asFile = names.includes(`${table}.csv`);
  const asFolder = names.includes(table) && (await stat(join(folder, table))).isDirectory();
  if (asFile && asFolder) {
    findings.push(finding('error', 'table-twice', table, `既有 ${table}.csv 又有文件夹 ${table},不知以哪个为准`));
  }
  if (asFile) return [await readPart(folder, `${table}.csv`, findings)];
  if (!asFolder) return [];
  const files = (await readdir(join(folder, table))).filter((name) => name.endsWith('.csv')).sort();
  return Promise.all(files.map((file) => readPart(folder, `${table}/${file}`, findings)));
}

async function readPart(folder: string, source: string, findings: SchemeFinding[]): Promise<TablePart> {
  const text = (await readFile(join(folder, source), 'utf8')).replace(/^\uFEFF/, '');
  if (text.includes('\uFFFD')) {
    findings.push(finding('error', 'not-utf8', source, '不是 UTF-8 编码,中文与编码会读错;请另存为 UTF-8'));
  }
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' });
  for (const { row, message } of errors) {
    findings.push({
      ...finding('error', 'csv-malformed', source, `CSV 的引号不成对(${message})`),
      row: (row ?? 0) + 1,
    });
  }
  const [columns = [], ...rows] = data;
  return { source, columns, rows };
}

async function readMeta(folder: string, names: readonly string[], findings: SchemeFinding[]): Promise<SchemeMeta> {
  const name = basename(resolve(folder));
  const given = names.includes('scheme.json') ? await readMetaFile(folder, findings) : {};
  const text = (key: string) => {
    const value = given[key];
    if (value !== undefined && value !== null && typeof value !== 'string') {
      findings.push(finding('error', 'metadata-invalid', 'scheme.json', `${key} 应为文本`));
    }
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  return {
    id: text('id') ?? name,
    version: text('version') ?? '1',
    name: text('name') ?? name,
    source: text('source'),
    effectiveFrom: text('effectiveFrom'),
    note: text('note'),
  };
}

async function readMetaFile(folder: string, findings: SchemeFinding[]): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse((await readFile(join(folder, 'scheme.json'), 'utf8')).replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // 落到下面的同一条发现。
  }
  findings.push(finding('error', 'metadata-invalid', 'scheme.json', '不是 JSON 对象,方案的标识与版本不明'));
  return {};
}

function finding(level: SchemeFinding['level'], code: string, source: string, message: string): SchemeFinding {
  return { level, code, table: source.replace(/(\.csv|\/.*)$/, ''), source, row: null, message };
}
