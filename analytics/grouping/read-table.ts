import type { FindingList, RowPlace } from './scheme-finding.ts';
import { isAside, recogniseColumns } from './scheme-names.ts';
import {
  type SchemeTableName,
  type SchemeTables,
  schemeTableColumns,
  type TablePart,
  type TableRow,
} from './scheme-tables.ts';

/** 依次读一张表的各行,跳过空行;缺列、重列记入发现,有缺列的那份不读。 */
export function* readTable(tables: SchemeTables, table: SchemeTableName, findings: FindingList): Generator<TableRow> {
  for (const part of tables[table] ?? []) {
    const columns = columnPositions(table, part, findings);
    if (columns === null) continue;
    const firstRow = part.firstRow ?? 2;
    let tooWide = 0;
    let firstTooWide = 0;
    for (const [index, cells] of part.rows.entries()) {
      if (cells.every(isBlank)) continue;
      const row = firstRow + index;
      if (cells.length > part.columns.length && !cells.slice(part.columns.length).every(isBlank)) {
        if (tooWide++ === 0) firstTooWide = row;
      }
      yield new PartRow({ table, source: part.source, row }, cells, columns, part.given ?? {});
    }
    if (tooWide > 0) {
      const message = `${tooWide} 行的格数多于表头,多出的没有读;多半是文字里的逗号没有加引号,后面的列会因此错位`;
      findings.warning('row-too-wide', { table, source: part.source, row: firstTooWide }, message);
    }
  }
}

const isBlank = (cell: string) => cell === '' || cell.trim() === '';

class PartRow implements TableRow {
  constructor(
    readonly at: RowPlace,
    private readonly cells: readonly string[],
    private readonly positions: ReadonlyMap<string, number>,
    private readonly given: Readonly<Record<string, string>>,
  ) {}

  get(column: string): string {
    const position = this.positions.get(column);
    const text = position === undefined ? '' : (this.cells[position]?.trim() ?? '');
    if (text === '') return this.given[column] ?? '';
    // 工作簿里换行只有 LF;统一了,从 CSV 与从工作簿读出的才相同。
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}

/** 各列在第几格;缺必需的列、列名重复时记入发现,返回 null。 */
function columnPositions(
  table: SchemeTableName,
  part: TablePart,
  findings: FindingList,
): ReadonlyMap<string, number> | null {
  const at: RowPlace = { table, source: part.source, row: (part.firstRow ?? 2) - 1 };
  const recognised = recogniseColumns(table, part.columns);
  const positions = new Map<string, number>();
  let sound = true;
  for (const [i, column] of recognised.entries()) {
    if (column === null) continue;
    if (positions.has(column)) {
      findings.error('column-twice', at, `列 ${column} 出现两次(「${part.columns[i]!.trim()}」),不知以哪一列为准`);
      sound = false;
    }
    positions.set(column, i);
  }
  for (const column of schemeTableColumns[table].required) {
    if (positions.has(column) || part.given?.[column] !== undefined) continue;
    findings.error('column-missing', at, `缺少列 ${column},整张表读不了`);
    sound = false;
  }
  const unknown = part.columns.filter((cell, i) => recognised[i] === null && !isBlank(cell) && !isAside(cell));
  if (unknown.length > 0) {
    const message = `列 ${unknown.map((cell) => `「${cell.trim()}」`).join('、')} 不认识,没有读;若是写错的列名,请改正`;
    findings.warning('column-unknown', at, message);
  }
  return sound ? positions : null;
}
