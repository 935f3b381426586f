import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import Papa from 'papaparse';
import { inspectRegion, type RegionInspection, RegionRejected } from '../../analytics/dip/region-inspection.ts';
import type { RegionPack } from '../../analytics/dip/region-pack.ts';
import type { RegionTable } from '../../analytics/dip/table-rows.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';

/** 区域的文件夹打不开。 */
export class RegionFolderUnreadable extends Error {
  readonly code = 'dip-region-folder-unreadable';
}

const FILES = ['catalogue.csv', 'procedure_kind.csv', 'auxiliary.csv', 'policy.json'];

/**
 * 读 DIP 区域文件夹成为可编译的区域。
 * @throws RegionRejected 有错误(`findings` 是全部发现)。
 * @throws RegionFolderUnreadable 文件夹不存在或读不了。
 */
export async function readRegionFolder(folder: string): Promise<RegionPack> {
  const { pack, findings } = await inspectRegionFolder(folder);
  if (pack === null) throw new RegionRejected(basename(resolve(folder)), findings);
  return pack;
}

/** 读并体检 DIP 区域文件夹,错误与提醒都在结果里。 @throws RegionFolderUnreadable */
export async function inspectRegionFolder(folder: string): Promise<RegionInspection> {
  const names = await namesIn(folder);
  const findings: SchemeFinding[] = unknownFiles(names);
  const table = (name: string) => (names.includes(name) ? readTable(folder, name, findings) : undefined);
  const [catalogue, procedureKind, auxiliary] = await Promise.all(
    ['catalogue.csv', 'procedure_kind.csv', 'auxiliary.csv'].map(table),
  );
  const policy = names.includes('policy.json') ? await readPolicyFile(folder, findings) : undefined;
  return inspectRegion({ catalogue, procedureKind, auxiliary, policy }, basename(resolve(folder)), findings);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (cause) {
    throw new RegionFolderUnreadable(`读不了区域文件夹「${folder}」,请核对路径与权限`, { cause });
  }
}

/** 文件名写错就不会被读,要说出来。 */
function unknownFiles(names: readonly string[]): SchemeFinding[] {
  return names
    .filter((name) => /\.(csv|json)$/i.test(name) && !FILES.includes(name))
    .map((name) => finding('warning', 'file-unknown', name, '不是 DIP 区域的文件,没有读它;请核对文件名'));
}

async function readText(folder: string, source: string, findings: SchemeFinding[]): Promise<string> {
  const text = (await readFile(join(folder, source), 'utf8')).replace(/^\uFEFF/, '');
  if (text.includes('\uFFFD'))
    findings.push(finding('error', 'not-utf8', source, '不是 UTF-8 编码,中文与编码会读错;请另存为 UTF-8'));
  return text;
}

async function readTable(folder: string, source: string, findings: SchemeFinding[]): Promise<RegionTable> {
  const { data, errors } = Papa.parse<string[]>(await readText(folder, source, findings), { delimiter: ',' });
  for (const { row, message } of errors)
    findings.push({ ...finding('error', 'csv-malformed', source, `引号不成对(${message})`), row: (row ?? 0) + 1 });
  const [columns = [], ...rows] = data;
  return { source, columns, rows };
}

async function readPolicyFile(folder: string, findings: SchemeFinding[]): Promise<unknown> {
  const text = await readText(folder, 'policy.json', findings);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    findings.push(finding('error', 'policy-invalid', 'policy.json', `不是 JSON:${reason}`));
    return undefined;
  }
}

function finding(level: SchemeFinding['level'], code: string, source: string, message: string): SchemeFinding {
  return { level, code, table: source.replace(/\.\w+$/, ''), source, row: null, message };
}
