import type ExcelJS from 'exceljs';
import type { SchemeFinding } from '../../../analytics/grouping/scheme-finding.ts';
import {
  isMetadataSheet,
  recogniseColumns,
  type SheetKind,
  sheetKindOf,
} from '../../../analytics/grouping/scheme-names.ts';
import { type SchemeTableName, schemeTableColumns, type TablePart } from '../../../analytics/grouping/scheme-tables.ts';
import { type SheetReader, workbookSheets } from '../../intake/files/workbook-reader.ts';
import { tooManyRows } from './csv-tables.ts';
import type { SchemeLimits } from './limits.ts';
import { addPart, type RawScheme, type TableParts } from './raw-scheme.ts';
import { type CellLoss, cellOf } from './sheet-cells.ts';

/** 表头之上可以有标题、说明;表头要在这几行之内。 */
const TITLE_ROWS = 10;

/** 一张工作表是哪张表、怎样认表头。 */
export interface SheetPlan<T extends string = string> {
  readonly table: T;
  /** 表名已经说明、表里不必再写的列。 */
  readonly given: Readonly<Record<string, string>>;
  /** 表头各格是哪一列;不认识的为 null。 */
  recognise(header: readonly string[]): (string | null)[];
  /** 认得这么多列就是表头。 */
  readonly columnsExpected: number;
  /** 这一列是编码,存成数会丢首尾的零。 */
  isCode(column: string | null): boolean;
}

/** 一类工作簿:哪些工作表是表,哪张是说明。 */
export interface WorkbookPlan<T extends string> {
  sheet(name: string): SheetPlan<T> | null;
  isMetadata(name: string): boolean;
  /** 不认识的工作表怎么说。 */
  readonly unknownSheet: { readonly table: string; readonly message: string };
}

export interface WorkbookContent<T extends string> {
  readonly parts: readonly { readonly table: T; readonly part: TablePart }[];
  /** 说明的各项,键是写在文件里的样子。 */
  readonly about: Readonly<Record<string, unknown>>;
  readonly findings: readonly SchemeFinding[];
}

const schemeWorkbook: WorkbookPlan<SchemeTableName> = {
  sheet: (name) => {
    const kind = sheetKindOf(name);
    return kind && schemeSheet(kind);
  },
  isMetadata: isMetadataSheet,
  unknownSheet: { table: 'scheme', message: '不是方案的表,没有读它;请核对工作表名' },
};

/** 认得两列(只有一列的表认得一列)就是表头。 */
const schemeSheet = ({ table, given }: SheetKind): SheetPlan<SchemeTableName> => ({
  table,
  given,
  recognise: (header) => recogniseColumns(table, header),
  columnsExpected: Math.min(
    2,
    schemeTableColumns[table].required.filter((column) => given[column] === undefined).length,
  ),
  isCode: (column) => column === 'code' || column === 'main_dx',
});

/** 方案的工作簿;表名、列名认英文与中文的习惯写法。 */
export async function tablesFromWorkbook(path: string, limits: SchemeLimits): Promise<RawScheme> {
  const { parts, about, findings } = await readSheets(path, limits, schemeWorkbook);
  const tables: TableParts = {};
  for (const { table, part } of parts) addPart(tables, table, part);
  return { tables, about, findings };
}

/** 逐表逐行读工作簿。 */
export async function readSheets<T extends string>(
  path: string,
  limits: SchemeLimits,
  plan: WorkbookPlan<T>,
): Promise<WorkbookContent<T>> {
  const findings: SchemeFinding[] = [];
  const parts: { table: T; part: TablePart }[] = [];
  let about: Record<string, unknown> = {};
  let rows = 0;
  const count = () => {
    if (++rows > limits.rows) throw tooManyRows(limits.rows);
  };
  for await (const sheet of workbookSheets(path)) {
    const { name } = sheet;
    const sheetPlan = plan.sheet(name);
    if (sheetPlan) {
      const part = await new TableSheet(name, sheetPlan, findings).read(sheet, count);
      if (part) parts.push({ table: sheetPlan.table, part });
    } else if (plan.isMetadata(name)) {
      about = await readAbout(sheet);
    } else {
      const { table, message } = plan.unknownSheet;
      findings.push(finding('warning', 'sheet-unknown', name, message, table));
    }
  }
  return { parts, about, findings };
}

function finding(
  level: SchemeFinding['level'],
  code: string,
  source: string,
  message: string,
  table: string,
  row: number | null = null,
): SchemeFinding {
  return { level, code, table, source, row, message };
}

const valuesOf = (row: ExcelJS.Row): unknown[] => (row.values as unknown[]).slice(1);

async function readAbout(sheet: SheetReader): Promise<Record<string, unknown>> {
  const about: Record<string, unknown> = {};
  for await (const row of sheet) {
    const [label, value] = valuesOf(row);
    const key = cellOf(label, false).text.trim();
    if (key !== '') about[key] = cellOf(value, false).text;
  }
  return about;
}

interface Loss {
  count: number;
  row: number;
  column: string;
}

/** 一张表的工作表:先找表头,再逐行读认得的列。 */
class TableSheet {
  private header: { row: number; columns: string[]; isCode: boolean[] } | null = null;
  private readonly rows: string[][] = [];
  private readonly above: { row: number; cells: string[] }[] = [];
  private readonly losses = new Map<CellLoss, Loss>();

  constructor(
    private readonly name: string,
    private readonly plan: SheetPlan,
    private readonly findings: SchemeFinding[],
  ) {}

  /** 没有内容的工作表为 null。 */
  async read(sheet: SheetReader, count: () => void): Promise<TablePart | null> {
    for await (const row of sheet) {
      count();
      if (this.header === null) this.lookForHeader(row);
      else this.take(row);
    }
    if (this.header === null) this.takeFirstAsHeader();
    if (this.header === null) return null;
    this.reportLosses();
    const { columns, row } = this.header;
    return { source: this.name, columns, rows: this.rows, firstRow: row + 1, given: this.plan.given };
  }

  private lookForHeader(row: ExcelJS.Row): void {
    const cells = valuesOf(row).map((value) => cellOf(value, false).text);
    if (cells.every((cell) => cell.trim() === '')) return;
    const recognised = this.plan.recognise(cells).filter((column) => column !== null);
    if (recognised.length >= this.plan.columnsExpected) this.setHeader(row.number, cells);
    else if (this.above.push({ row: row.number, cells }) >= TITLE_ROWS) this.takeFirstAsHeader();
  }

  /** 找不到表头:以首个非空行为表头,由体检说出缺哪些列。 */
  private takeFirstAsHeader(): void {
    const [first] = this.above;
    if (first && this.header === null) this.setHeader(first.row, first.cells);
  }

  private setHeader(row: number, columns: string[]): void {
    const isCode = this.plan.recognise(columns).map((column) => this.plan.isCode(column));
    this.header = { row, columns, isCode };
  }

  private take(row: ExcelJS.Row): void {
    const { columns, isCode, row: headerRow } = this.header!;
    const values = valuesOf(row);
    const cells = columns.map((_, i) => this.cell(values[i], isCode[i]!, row.number, i));
    // 读取器跳过空行;补上,行号才与 Excel 里看到的一致。
    while (this.rows.length < row.number - headerRow - 1) this.rows.push([]);
    this.rows.push(cells);
  }

  private cell(value: unknown, isCode: boolean, row: number, column: number): string {
    const { text, loss } = cellOf(value, isCode);
    if (loss) {
      const known = this.losses.get(loss);
      if (known) known.count++;
      else this.losses.set(loss, { count: 1, row, column: this.header!.columns[column]! });
    }
    return text;
  }

  private reportLosses(): void {
    for (const [loss, { count, row, column }] of this.losses) {
      const message = LOSSES[loss](count, column);
      const level = loss === 'formula' ? 'warning' : 'error';
      this.findings.push(finding(level, `cell-${loss}`, this.name, message, this.plan.table, row));
    }
  }
}

const LOSSES: Record<CellLoss, (count: number, column: string) => string> = {
  number: (count, column) =>
    `列「${column}」有 ${count} 格的编码存成了数,首尾的零已经丢了,合不上病例里的编码;请把整列设为文本后重新填写`,
  date: (count, column) =>
    `列「${column}」等处有 ${count} 格被表格软件改成了日期,原来的内容已经丢了;请设为文本后重新填写`,
  error: (count, column) => `列「${column}」等处有 ${count} 格的公式出错或没有算出值,内容不明;请改成值`,
  formula: (count, column) => `列「${column}」等处有 ${count} 格是公式,按上次算出的值读;请粘贴成值,以免与看到的不同`,
};
