import type { FindingList, RowPlace } from './scheme-finding.ts';

/** 方案包的表;`required` 的列缺了就不装载,`optional` 的列可以没有,多出的列不看。 */
export const schemeTableColumns = {
  mdc: { required: ['order', 'mdc', 'name', 'condition'], optional: [] },
  mdc_diagnosis: { required: ['mdc', 'code', 'site'], optional: ['match'] },
  adrg: { required: ['order', 'adrg', 'mdc', 'name', 'kind', 'condition'], optional: ['rule'] },
  adrg_code: { required: ['adrg', 'list', 'code'], optional: ['rule', 'match'] },
  drg: { required: ['order', 'drg', 'adrg', 'name', 'condition'], optional: ['rule'] },
  complication: { required: ['code', 'level', 'exclusion_table'], optional: ['match'] },
  exclusion: { required: ['main_dx', 'exclusion_table'], optional: ['match'] },
  valid_procedure: { required: ['code'], optional: ['match'] },
  diagnosis: { required: ['code', 'name'], optional: [] },
  procedure: { required: ['code', 'name'], optional: [] },
  drg_weight: { required: ['drg', 'rw'], optional: ['benchmark_cost', 'benchmark_los', 'mortality_risk'] },
} as const;

export type SchemeTableName = keyof typeof schemeTableColumns;
export const schemeTableNames = Object.keys(schemeTableColumns) as SchemeTableName[];

/** 一张表的一份文件(或工作表):表头与各行,都是文本。 */
export interface TablePart {
  /** 出处,如 `adrg.csv`、`adrg/02-mdcb.csv`;报告发现时用。 */
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** 方案包的原始表:一张表可由几份文件依次相接而成,各有自己的表头。 */
export type SchemeTables = { readonly [table in SchemeTableName]?: readonly TablePart[] };

/** 表的一行:按列名取去空白的文本,没有的列为空串。 */
export interface TableRow {
  readonly at: RowPlace;
  get(column: string): string;
}

/** 依次读一张表的各行,跳过空行;缺列、重列记入发现,有缺列的那份不读。 */
export function* readTable(tables: SchemeTables, table: SchemeTableName, findings: FindingList): Generator<TableRow> {
  for (const part of tables[table] ?? []) {
    const columns = part.columns.map((name) => name.trim());
    if (!checkColumns(table, part, columns, findings)) continue;
    for (const [index, cells] of part.rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      const get = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
      yield { at: { table, source: part.source, row: index + 2 }, get };
    }
  }
}

function checkColumns(table: SchemeTableName, part: TablePart, columns: string[], findings: FindingList): boolean {
  const at: RowPlace = { table, source: part.source, row: 1 };
  const { required, optional } = schemeTableColumns[table];
  const missing = required.filter((column) => !columns.includes(column));
  for (const column of missing) findings.error('column-missing', at, `缺少列 ${column},整张表读不了`);
  const known: readonly string[] = [...required, ...optional];
  const twice = known.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  for (const column of twice) findings.error('column-twice', at, `列 ${column} 出现两次,不知以哪一列为准`);
  return missing.length + twice.length === 0;
}

/** 表中有没有读不了的文件(缺列、重列);有时不再查与它的对应关系,以免一处错报成千上万处。 */
export function brokenTables(findings: FindingList): ReadonlySet<string> {
  return new Set(
    findings.all.filter((f) => f.code === 'column-missing' || f.code === 'column-twice').map((f) => f.table),
  );
}
