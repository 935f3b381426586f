import Papa from 'papaparse';
import type { SchemeFinding } from '../../../analytics/grouping/scheme-finding.ts';
import { type SheetKind, sheetKindOf } from '../../../analytics/grouping/scheme-names.ts';
import { schemeTableNames, type TablePart } from '../../../analytics/grouping/scheme-tables.ts';
import { FileProblem } from '../../intake/files/file-problem.ts';
import { decodeText } from './decode-text.ts';
import type { SchemeLimits } from './limits.ts';
import type { PackFile } from './pack-files.ts';
import { addPart, type RawScheme, type TableParts } from './raw-scheme.ts';

interface TableFile {
  readonly file: PackFile;
  readonly kind: SheetKind;
  /** 表的文件:`adrg.csv` 为 file;`adrg/A.csv` 为 folder。 */
  readonly inFolder: boolean;
}

/** 把方案包的各 CSV 读成表,scheme.json 读成说明;读不成的记入发现。 */
export async function tablesFromCsv(files: readonly PackFile[], limits: SchemeLimits): Promise<RawScheme> {
  const findings: SchemeFinding[] = [];
  const tables: TableParts = {};
  const chosen = chooseTables(files, findings);
  let rows = 0;
  for (const { file, kind } of chosen) {
    const part = readPart(file.path, await file.read(), kind, findings);
    rows += part.rows.length;
    if (rows > limits.rows) throw tooManyRows(limits.rows);
    addPart(tables, kind.table, part);
  }
  const json = files.find((file) => file.path === 'scheme.json');
  return { tables, about: json ? readAbout(await json.read(), findings) : {}, findings };
}

export const tooManyRows = (limit: number): FileProblem =>
  new FileProblem({
    code: 'scheme-too-many-rows',
    message: `方案各表合计超过 ${limit} 行,没有读完。`,
    fix: '请核对是否选错了文件;一个全国方案约 20 万行。',
  });

/** 各表读哪些文件。表名写错的文件不会被读,要说出来;已有 `mdc.csv` 的,`MDC信息.csv` 不再读。 */
function chooseTables(files: readonly PackFile[], findings: SchemeFinding[]): TableFile[] {
  const known = files.filter((file) => file.path !== 'scheme.json').map((file) => ({ file, ...tableOf(file.path) }));
  const plain = new Set(
    known.filter(({ kind, name }) => kind !== null && name === kind.table).map((f) => f.kind!.table),
  );
  const chosen: TableFile[] = [];
  for (const { file, kind, name, inFolder } of known) {
    if (kind !== null && (name === kind.table || !plain.has(kind.table))) chosen.push({ file, kind, inFolder });
    else if (!inFolder) findings.push(unknownFile(file.path));
  }
  for (const table of schemeTableNames) {
    const both = chosen.filter(({ kind }) => kind.table === table);
    if (both.some((f) => f.inFolder) && both.some((f) => !f.inFolder)) {
      const message = `既有 ${table}.csv 又有文件夹 ${table},不知以哪个为准`;
      findings.push(finding('error', 'table-twice', table, message, table));
    }
  }
  return chosen;
}

function tableOf(path: string): { kind: SheetKind | null; name: string; inFolder: boolean } {
  const [first, second, ...deeper] = path.split('/');
  const inFolder = second !== undefined;
  const name = inFolder ? first! : first!.replace(/\.csv$/i, '');
  const isCsv = /\.csv$/i.test(path) && deeper.length === 0;
  return { kind: isCsv ? sheetKindOf(name) : null, name, inFolder };
}

function unknownFile(path: string): SchemeFinding {
  const message = /\.xlsx?$/i.test(path)
    ? '方案包里的工作簿不读;各表在一个工作簿里的,请直接用那个工作簿'
    : '不是方案包的表,没有读它;请核对文件名';
  return finding('warning', 'file-unknown', path, message);
}

function readPart(source: string, bytes: Buffer, kind: SheetKind, findings: SchemeFinding[]): TablePart {
  const decoded = decodeText(bytes);
  if (decoded === null) {
    const message = '文字编码认不出(不是 UTF-8,也不是 GBK),中文与编码会读错;请另存为 UTF-8';
    findings.push(finding('error', 'encoding-unknown', source, message, kind.table));
    return { source, columns: [], rows: [] };
  }
  if (decoded.encoding !== 'utf-8') {
    const message = `不是 UTF-8,按 ${decoded.encoding} 读的;请核对名称有没有乱码`;
    findings.push(finding('warning', 'encoding-not-utf8', source, message, kind.table));
  }
  const { data, errors } = Papa.parse<string[]>(decoded.text, { delimiter: ',' });
  for (const { row, message } of errors) {
    const what = `CSV 的引号不成对(${message}),其后的行会并成一格`;
    findings.push({ ...finding('error', 'csv-malformed', source, what, kind.table), row: (row ?? 0) + 1 });
  }
  const [columns = [], ...rows] = data;
  return { source, columns, rows, given: kind.given };
}

function readAbout(bytes: Buffer, findings: SchemeFinding[]): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(decodeText(bytes)?.text ?? '');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // 落到下面的同一条发现。
  }
  findings.push(finding('error', 'metadata-invalid', 'scheme.json', '不是 JSON 对象,方案的标识与版本不明'));
  return {};
}

function finding(
  level: SchemeFinding['level'],
  code: string,
  source: string,
  message: string,
  table = source.replace(/(\.\w+$|\/.*)/, ''),
): SchemeFinding {
  return { level, code, table, source, row: null, message };
}
