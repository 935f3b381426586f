import { openDischargeFile } from '../intake/files/discharge-file.ts';
import { FileProblem } from '../intake/files/file-problem.ts';

/** 表的一行:行号与按列名取的格(去空格;「—」是没有值的写法)。 */
export interface HeaderRow<Column extends string> {
  readonly row: number;
  readonly cell: (column: Column) => string;
}

interface HeaderTable<Column extends string> {
  /** 列 → 表头的各种写法。 */
  readonly columns: Readonly<Record<Column, readonly string[]>>;
  /** 表头里必须有的列。 */
  readonly required: readonly Column[];
  readonly maxRows: number;
  /** 找不到表头时怎么办。 */
  readonly fix: string;
}

/** 读一张有表头的小表(xlsx 或 CSV);表头之前可以有标题行,空行跳过。 */
export async function readHeaderTable<Column extends string>(
  path: string,
  table: HeaderTable<Column>,
): Promise<HeaderRow<Column>[]> {
  const { blocks } = await openDischargeFile(path);
  const found: HeaderRow<Column>[] = [];
  let places: Map<Column, number> | null = null;
  for await (const { rows, firstRow } of blocks) {
    for (const [index, cells] of rows.entries()) {
      if (cells.every((text) => text.trim() === '')) continue;
      if (!places) places = headerOf(cells, table);
      else found.push({ row: firstRow + index, cell: cellReader(cells, places) });
      if (found.length > table.maxRows) throw tooMany(table.maxRows);
    }
  }
  if (places) return found;
  const names = table.required.map((column) => table.columns[column][0]).join('、');
  throw new FileProblem({ code: 'table-header', message: `找不到表头(须有 ${names})。`, fix: table.fix });
}

function headerOf<Column extends string>(cells: readonly string[], { columns, required }: HeaderTable<Column>) {
  const places = new Map<Column, number>();
  for (const [column, spellings] of Object.entries(columns) as [Column, readonly string[]][]) {
    const index = cells.findIndex((text) => spellings.includes(text.trim().toLowerCase()));
    if (index >= 0) places.set(column, index);
  }
  return required.every((column) => places.has(column)) ? places : null;
}

const cellReader =
  <Column extends string>(cells: readonly string[], places: ReadonlyMap<Column, number>) =>
  (column: Column): string => {
    const text = cells[places.get(column) ?? -1]?.trim() ?? '';
    return text === '—' ? '' : text;
  };

const tooMany = (limit: number) =>
  new FileProblem({ code: 'table-too-long', message: `超过 ${limit} 行。`, fix: '请核对是否传错了文件。' });
