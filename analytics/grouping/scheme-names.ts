import { headerKey } from '../discharge/header-text.ts';
import names from './scheme-names.json' with { type: 'json' };
import { type SchemeTableName, schemeTableColumns } from './scheme-tables.ts';

/** 一张工作表(或一个 CSV)对应方案的哪张表;`given` 是表名已经说明、表里不必再写的列。 */
export interface SheetKind {
  readonly table: SchemeTableName;
  readonly given: Readonly<Record<string, string>>;
  /** 导出时用的中文表名。 */
  readonly title: string;
}

/** 列名、值各有人们习惯的写法,写在 scheme-names.json;每组的第一个是导出时用的。 */
const aliasesOf: Readonly<Record<string, readonly string[]>> = names.columns;
const valuesOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = names.values;

export const sheetKinds: readonly SheetKind[] = names.tables.map(({ table, given, names: [title] }) => ({
  table: table as SchemeTableName,
  given: given ? { ...given } : {},
  title: title!,
}));
const kindByName = new Map(
  names.tables.flatMap(({ names: aliases }, i) => aliases.map((alias) => [headerKey(alias), sheetKinds[i]!] as const)),
);
const metadataSheets = new Set(names.metadata.sheets.map(headerKey));
const asides = new Set(names.asides.map(headerKey));

/** 同一张表分几张工作表时,后面的带序号:`ADRG诊断表 (2)`。 */
const withoutNumber = (name: string) => name.trim().replace(/\s*[(（]\d+[)）]$/, '');

/** 工作表名(CSV 文件名去掉扩展名)是方案的哪张表;不认识为 null。 */
export const sheetKindOf = (name: string): SheetKind | null => kindByName.get(headerKey(withoutNumber(name))) ?? null;

export const isMetadataSheet = (name: string): boolean => metadataSheets.has(headerKey(name));

/** 方案说明的一项(`版本`、`effective-from`)是哪个字段;不认识为 null。 */
export function metadataKeyOf(label: string): string | null {
  const key = headerKey(label);
  const found = Object.entries(names.metadata.keys).find(([name, aliases]) =>
    [name, ...aliases].map(headerKey).includes(key),
  );
  return found?.[0] ?? null;
}

/** 导出时方案说明各项的中文名。 */
export const metadataLabels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names.metadata.keys).map(([key, [label]]) => [key, label!]),
);
export const metadataTitle = names.metadata.sheets[0]!;

/** 表的一列的各种写法,英文列名之外的。 */
export const columnAliases = (table: SchemeTableName, column: string): readonly string[] =>
  aliasesOf[`${table}.${column}`] ?? aliasesOf[column] ?? [];

/** 表头各格是哪一列;不认识的为 null。已有英文列名的,别的写法不再当作它。 */
export function recogniseColumns(table: SchemeTableName, header: readonly string[]): (string | null)[] {
  const { required, optional } = schemeTableColumns[table];
  const columns: readonly string[] = [...required, ...optional];
  const cells = header.map((cell) => cell.trim());
  const found = cells.map((cell) => (columns.includes(cell) ? cell : null));
  const byAlias = aliasIndex(
    table,
    columns.filter((column) => !found.includes(column)),
  );
  return cells.map((cell, i) => found[i] ?? byAlias.get(headerKey(cell)) ?? null);
}

/** 一种写法对着两列时(如「类型」),归先列出的。 */
function aliasIndex(table: SchemeTableName, columns: readonly string[]): Map<string, string> {
  const index = new Map<string, string>();
  for (const column of columns) {
    for (const alias of [column, ...columnAliases(table, column)]) {
      const key = headerKey(alias);
      if (!index.has(key)) index.set(key, column);
    }
  }
  return index;
}

/** 只供人看的列(名称、备注):不读,也不必提醒。 */
export const isAside = (cell: string): boolean => asides.has(headerKey(cell));

/** 导出时工作表的名称;一张表写不下时后面的带序号。 */
export const sheetTitle = (kind: SheetKind, page = 0): string =>
  page === 0 ? kind.title : `${kind.title} (${page + 1})`;

/** 导出时列的中文名。 */
export function columnTitle({ table, given }: SheetKind, column: string): string {
  if (table === 'adrg_code' && column === 'code' && given.list) {
    return given.list === 'proc' ? '手术操作编码' : '诊断编码';
  }
  return columnAliases(table, column)[0] ?? column;
}

/** 值也有中文写法的列。 */
export const standardColumns = ['kind', 'level', 'match'] as const;
export type StandardColumn = (typeof standardColumns)[number];

/** 一格的值(`外科`、`前缀`)的标准写法;不认识的原样返回。 */
export function standardValue(column: StandardColumn, text: string): string {
  const plain = text.trim();
  if (plain === '') return '';
  const known = valuesOf[column]!;
  const exact = Object.keys(known).find((value) => value.toLowerCase() === plain.toLowerCase());
  return exact ?? Object.entries(known).find(([, aliases]) => aliases.includes(plain))?.[0] ?? plain;
}

/** 标准值导出时的中文写法。 */
export const valueLabel = (column: StandardColumn, value: string): string => valuesOf[column]![value]?.[0] ?? value;
