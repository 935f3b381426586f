import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { RegionFiles } from '../../analytics/dip/region-inspection.ts';
import type { RegionTable } from '../../analytics/dip/table-rows.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import type { PackFile } from '../grouping/scheme-files/pack-files.ts';

/** 区域的文件夹或文件打不开。 */
export class RegionFolderUnreadable extends Error {
  readonly code = 'dip-region-folder-unreadable';
}

const FILES = ['catalogue.csv', 'procedure_kind.csv', 'auxiliary.csv', 'policy.json'] as const;

/** 与区域有关的文件;名字写错的也读进来,好说出来。 */
export const isRegionPath = (path: string): boolean => /^[^/]+\.(csv|json)$/i.test(path);

/** 文件夹里与区域有关的文件。 @throws RegionFolderUnreadable */
export async function filesInRegionFolder(folder: string): Promise<PackFile[]> {
  const names = await readdir(folder).catch((cause) => {
    throw new RegionFolderUnreadable(`读不了区域文件夹「${folder}」,请核对路径与权限`, { cause });
  });
  return names
    .filter(isRegionPath)
    .sort()
    .map((path) => ({ path, read: () => readFile(join(folder, path)) }));
}

/** 区域的各文件读成表与政策,连同读文件时的发现。 */
export async function tablesOfFiles(
  packed: readonly PackFile[],
): Promise<{ files: RegionFiles; findings: SchemeFinding[] }> {
  const findings = unknownFiles(packed);
  const textOf = async (name: (typeof FILES)[number]) => {
    const file = packed.find(({ path }) => path === name);
    return file && { name, text: readText(await file.read(), name, findings) };
  };
  const tableOf = async (name: (typeof FILES)[number]) => {
    const file = await textOf(name);
    return file && readTable(file.text, file.name, findings);
  };
  const [catalogue, procedureKind, auxiliary] = [
    await tableOf('catalogue.csv'),
    await tableOf('procedure_kind.csv'),
    await tableOf('auxiliary.csv'),
  ];
  const policyFile = await textOf('policy.json');
  const policy = policyFile && readPolicyText(policyFile.text, findings);
  return {
    files: {
      ...(catalogue && { catalogue }),
      ...(procedureKind && { procedureKind }),
      ...(auxiliary && { auxiliary }),
      ...(policy !== undefined && { policy }),
    },
    findings,
  };
}

/** 文件名写错就不会被读,要说出来。 */
function unknownFiles(packed: readonly PackFile[]): SchemeFinding[] {
  return packed
    .filter(({ path }) => !(FILES as readonly string[]).includes(path))
    .map(({ path }) => finding('warning', 'file-unknown', path, '不是 DIP 区域的文件,没有读它;请核对文件名'));
}

function readText(bytes: Buffer, source: string, findings: SchemeFinding[]): string {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\uFFFD'))
    findings.push(finding('error', 'not-utf8', source, '不是 UTF-8 编码,中文与编码会读错;请另存为 UTF-8'));
  return text;
}

function readTable(text: string, source: string, findings: SchemeFinding[]): RegionTable {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: ',' });
  for (const { row, message } of errors)
    findings.push({ ...finding('error', 'csv-malformed', source, `引号不成对(${message})`), row: (row ?? 0) + 1 });
  const [columns = [], ...rows] = data;
  return { source, columns, rows };
}

function readPolicyText(text: string, findings: SchemeFinding[]): unknown {
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
