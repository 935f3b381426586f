import type { FindingList, RowPlace } from '../grouping/scheme-finding.ts';
import { type Millionths, parseMillionths } from './exact-decimal.ts';
import { columnNamed, wordNamed } from './region-words.ts';

/** 一张表:表头与各行,来自一个文件。 */
export interface RegionTable {
  /** 出处,如 `catalogue.csv`。 */
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** 首个数据行在出处中的行号;没有写就是 2(表头在第 1 行)。 */
  readonly firstRow?: number;
}

/** 表的一行;读格时发现的毛病记在 `findings`,并使 `sound` 为 false。 */
export class TableRow {
  sound = true;

  constructor(
    readonly at: RowPlace,
    private readonly cells: readonly string[],
    private readonly position: ReadonlyMap<string, number>,
    private readonly findings: FindingList,
  ) {}

  text(column: string): string {
    const index = this.position.get(column);
    return index === undefined ? '' : (this.cells[index] ?? '').trim();
  }

  error(code: string, message: string): void {
    this.sound = false;
    this.findings.error(code, this.at, message);
  }

  warning(code: string, message: string): void {
    this.findings.warning(code, this.at, message);
  }

  required(column: string): string {
    const text = this.text(column);
    if (text === '') this.error('cell-empty', `${column} 没有写`);
    return text;
  }

  /** 已知的词之一,英文或中文写法。 */
  word<W extends string>(column: string, known: readonly W[]): W {
    const text = this.text(column);
    const named = wordNamed(column, text);
    const found = known.find((word) => word === named);
    if (found === undefined) this.error('word-unknown', `${column}「${text}」不认识,只能是 ${known.join('、')}`);
    return found ?? known[0]!;
  }

  /** 不小于 0 的数;空格为 null。 */
  amount(column: string): Millionths | null {
    const text = this.text(column);
    if (text === '') return null;
    const value = parseMillionths(text);
    if (value === null) this.error('number-invalid', `${column}「${text}」应是至多六位小数的数`);
    else if (value < 0) this.error('number-negative', `${column} 是负数 ${text}`);
    return value;
  }
}

/** 表头认列,逐行给出;空行跳过,行号按文件。缺列是错误,一行也不给。 */
export function* rowsOf(
  table: string,
  part: RegionTable,
  required: readonly string[],
  optional: readonly string[],
  findings: FindingList,
): Generator<TableRow> {
  const position = columnsOf(table, part, required, optional, findings);
  if (position === null) return;
  for (const [index, cells] of part.rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const row = new TableRow(
      { table, source: part.source, row: index + (part.firstRow ?? 2) },
      cells,
      position,
      findings,
    );
    if (cells.slice(part.columns.length).some((cell) => cell.trim() !== ''))
      row.error('row-too-long', `有 ${cells.length} 格,表头只有 ${part.columns.length} 列;有逗号的文字要加引号`);
    yield row;
  }
}

function columnsOf(
  table: string,
  { source, columns }: RegionTable,
  required: readonly string[],
  optional: readonly string[],
  findings: FindingList,
): Map<string, number> | null {
  const at = { table, source, row: 1 };
  const names = columns.map((name) => columnNamed(table, name) ?? name.trim());
  const missing = required.filter((column) => !names.includes(column));
  if (missing.length > 0) findings.error('column-missing', at, `缺少列 ${missing.join('、')},整张表没有读`);
  const twice = names.filter((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice.length > 0) findings.error('column-twice', at, `列 ${twice.join('、')} 重复,不知以哪一列为准`);
  const unknown = names.filter((name) => name !== '' && !required.includes(name) && !optional.includes(name));
  if (unknown.length > 0) findings.warning('column-unknown', at, `列 ${unknown.join('、')} 不认识,没有读它`);
  return missing.length + twice.length > 0 ? null : new Map(names.map((name, index) => [name, index]));
}

/** 键是否已经出现过;出现过就记为错误。 */
export class SeenKeys {
  private readonly places = new Map<string, RowPlace>();

  check(row: TableRow, key: string): void {
    if (key === '') return;
    const first = this.places.get(key);
    if (first) row.error('key-twice', `${key} 已在 ${first.source} 第 ${first.row} 行出现过,不知以哪一行为准`);
    else this.places.set(key, row.at);
  }
}
