import type { CodeEntry } from './code-entry.ts';
import { entryText } from './code-entry.ts';
import { listAxis } from './condition-tree.ts';
import { type SheetKind, sheetKinds } from './scheme-names.ts';
import type { SchemePack } from './scheme-pack.ts';
import {
  type SchemeTableName,
  type SchemeTables,
  schemeTableColumns,
  schemeTableNames,
  type TablePart,
} from './scheme-tables.ts';

type Cells = readonly string[];

/** 少了就无从分组、没有行也要写出的表。 */
const ALWAYS: ReadonlySet<SchemeTableName> = new Set(['mdc', 'adrg', 'drg']);

/** 方案包写回各表的文本,再读成的包与它相同。没有行的表不写,各行都空着的可有可无的列不写。 */
export function packTables(pack: SchemePack): SchemeTables {
  const tables: { [table in SchemeTableName]?: readonly TablePart[] } = {};
  for (const table of schemeTableNames) {
    const rows = tableRows(pack, table);
    if (rows.length === 0 && !ALWAYS.has(table)) continue;
    tables[table] = [withoutEmptyColumns(table, rows)];
  }
  return tables;
}

/** 一张工作表:是哪张表、列名(英文)与各行。 */
export interface SchemeSheet extends TablePart {
  readonly kind: SheetKind;
}

/** 同上,按人们习惯的分法:诊断与手术、MCC 与 CC 各一张。 */
export function packSheets(pack: SchemePack): SchemeSheet[] {
  const tables = packTables(pack);
  return sheetKinds.flatMap((kind) => {
    const part = tables[kind.table]?.[0];
    if (!part || (isSplit(kind.table) && Object.keys(kind.given).length === 0)) return [];
    const sheet = sheetOf(kind, part);
    return sheet.rows.length > 0 || ALWAYS.has(kind.table) ? [sheet] : [];
  });
}

const isSplit = (table: SchemeTableName) =>
  sheetKinds.some((kind) => kind.table === table && Object.keys(kind.given).length > 0);

function sheetOf(kind: SheetKind, part: TablePart): SchemeSheet {
  const { level } = kind.given;
  const at = (column: string) => part.columns.indexOf(column);
  const belongs = (row: Cells) =>
    kind.table === 'adrg_code'
      ? (listAxis(row[at('list')]!) === 'proc') === (kind.given.list === 'proc')
      : level === undefined || row[at('level')] === level;
  const rows = part.rows.filter(belongs);
  if (level === undefined) return { ...part, kind, source: kind.title, rows };
  const without = (cells: Cells) => cells.filter((_, i) => i !== at('level'));
  return { kind, source: kind.title, columns: without(part.columns), rows: rows.map(without) };
}

function withoutEmptyColumns(table: SchemeTableName, rows: readonly Cells[]): TablePart {
  const { required, optional } = schemeTableColumns[table];
  const columns: readonly string[] = [...required, ...optional];
  const kept = columns.map(
    (column, i) => i < required.length || column === 'site' || rows.some((row) => row[i] !== ''),
  );
  const keep = (cells: Cells) => cells.filter((_, i) => kept[i]);
  return { source: `${table}.csv`, columns: keep(columns), rows: kept.includes(false) ? rows.map(keep) : rows };
}

/** 照表里原来的写法。 */
const written = (entry: CodeEntry) => entry.written ?? entryText(entry);

const match = (entry: CodeEntry) => (entry.match === 'exact' ? '' : entry.match);

/** 一张表的各行,列依次是必需的与可有可无的。 */
function tableRows(pack: SchemePack, table: SchemeTableName): Cells[] {
  switch (table) {
    case 'mdc':
      return pack.mdcs.map((row) => [String(row.order), row.mdc, row.name, row.condition.text]);
    case 'mdc_diagnosis':
      return pack.mdcDiagnoses.map(({ mdc, entry, site }) => [mdc, written(entry), site ?? '', match(entry)]);
    case 'adrg':
      return pack.adrgs.map((row) => [
        String(row.order),
        row.adrg,
        row.mdc,
        row.name,
        row.kind,
        row.condition.text,
        row.rule,
      ]);
    case 'adrg_code':
      return pack.adrgCodes.map(({ adrg, list, entry, rule }) => [adrg, list, written(entry), rule, match(entry)]);
    case 'drg':
      return pack.drgs.map((row) => [String(row.order), row.drg, row.adrg, row.name, row.condition.text, row.rule]);
    case 'complication':
      return pack.complications.map(({ entry, level, exclusionTable }) => [
        written(entry),
        level,
        exclusionTable ?? '',
        match(entry),
      ]);
    case 'exclusion':
      return pack.exclusions.map(({ entry, exclusionTable }) => [written(entry), exclusionTable, match(entry)]);
    case 'valid_procedure':
      return pack.validProcedures.map(({ entry }) => [written(entry), match(entry)]);
    case 'diagnosis':
      return pack.diagnosisNames.map(({ code, name }) => [code, name]);
    case 'procedure':
      return pack.procedureNames.map(({ code, name }) => [code, name]);
    case 'drg_weight':
      return pack.weights.map((row) => [
        row.drg,
        row.rw ?? '',
        row.benchmarkCost ?? '',
        row.benchmarkLos ?? '',
        row.mortalityRisk ?? '',
      ]);
  }
}
