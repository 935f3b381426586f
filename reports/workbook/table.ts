import type { CellValue } from './cell-xml.ts';
import { columnsOf, type Expression, evaluate } from './expression.ts';
import { type FormatName, formats } from './formats.ts';
import { displayWidth } from './text.ts';

/** 合计行里这一列写什么:求和、同一个公式、由合计单位直接给出,或「—」。 */
export type TotalKind = 'sum' | 'formula' | 'given' | 'none';

/** 一列:声明式,行里取值或按公式算。 */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** 数字格式;一列里各行单位不同的表(如指标作行)按行给出。 */
  readonly format: FormatName | ((row: Row) => FormatName);
  /** 缺省按内容定宽。 */
  readonly width?: number;
  readonly value?: (row: Row, index: number) => CellValue;
  /** 活公式,引用同一行的其它列;一列里各行算法不同时按行给出。 */
  readonly formula?: Expression | ((row: Row) => Expression);
  /** 公式算得出、口径却不给出数值的行(覆盖率不足、没有参照数据):显示「—」,不写公式;合计看合计单位。 */
  readonly withheld?: (row: Row) => boolean;
  /** 四则运算写不出的公式(文字、求和区域):自己给出公式与缓存值。 */
  readonly live?: (row: Row, at: RowPlace) => { formula: string; value: CellValue };
  readonly total?: TotalKind;
  /** 底数列:放在主表右侧,供公式引用,不打印。 */
  readonly base?: boolean;
  /** 留给使用者填写的列:空白,底色与阈值相同。 */
  readonly open?: boolean;
  /** 取值反复出现(名称、类别):文本共用一份,文件更小。 */
  readonly repeats?: boolean;
}

/** 正在写的一行:某列的引用(`E5`)与数值。 */
export interface RowPlace {
  readonly ref: (key: string) => string;
  readonly number: (key: string) => number | null;
}

export interface Table<Row> {
  readonly sheet: string;
  readonly title: string;
  readonly notes: string;
  readonly unit: string;
  readonly paragraph?: string;
  readonly columns: readonly Column<Row>[];
  /** 随屏冻结、随页重复的名称列数。 */
  readonly nameColumns: number;
  /** 合计行:标签写在哪一列,以及由合计单位给出的值。 */
  readonly total?: { readonly label: string; readonly labelColumn: string; readonly unit?: Row };
  readonly highlights?: readonly Highlight[];
  /** 表下的说明。 */
  readonly remarks?: readonly string[];
}

/** 条件格式:作用的列与规则;`when` 得到本行单元格的引用,返回公式。 */
export interface Highlight {
  readonly column: string;
  /** 规则涂到哪些列;缺省只涂 `column`。 */
  readonly across?: readonly string[];
  readonly when: (cell: string) => string;
  readonly look: 'red' | 'amber' | 'green' | 'grey';
  /** 换一种数字格式,使黑白打印也看得出,如 `"▲"0.00`。 */
  readonly numFmt?: string;
}

/** 写完的表:位置与合计,供校验、溯源、图表引用。 */
export interface WrittenTable {
  readonly sheet: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly totalRow: number | null;
  /** 列的字母。 */
  readonly letter: (key: string) => string;
  /** 列的数据区域(绝对引用,带表名)。 */
  readonly range: (key: string) => string;
  /** 合计行的单元格(带表名)。 */
  readonly totalCell: (key: string) => string;
  readonly totals: ReadonlyMap<string, CellValue>;
}

/** 各列的列号;主表在前,空一列,底数列在后。 */
export function layOut<Row>(columns: readonly Column<Row>[]) {
  const main = columns.filter((c) => !c.base);
  const bases = columns.filter((c) => c.base);
  const gap = bases.length > 0 ? 1 : 0;
  const numbers = new Map([
    ...main.map((c, i) => [c.key, i + 1] as const),
    ...bases.map((c, i) => [c.key, main.length + gap + i + 1] as const),
  ]);
  for (const c of columns) {
    const formula = typeof c.formula === 'object' ? c.formula : undefined;
    const missing = formula && columnsOf(formula).find((key) => !numbers.has(key));
    if (missing) throw new Error(`列「${c.header}」的公式引用了表中没有的列 ${missing}`);
  }
  return { main, bases, numbers, firstBase: main.length + gap + 1 };
}

/** 一行里某列的数值:公式列现算,其余取值;文本与缺失为 null。 */
export function rowNumbers<Row>(columns: ReadonlyMap<string, Column<Row>>, row: Row, index: number) {
  const get = (key: string): number | null => {
    const column = columns.get(key);
    if (!column || column.withheld?.(row)) return null;
    if (column.formula) return evaluate(formulaOf(column, row), get);
    const value = column.value?.(row, index) ?? null;
    return typeof value === 'number' ? value : null;
  };
  return get;
}

export const formatOf = <Row>({ format }: Column<Row>, row: Row): FormatName =>
  typeof format === 'function' ? format(row) : format;
export const formulaOf = <Row>({ formula }: Column<Row>, row: Row): Expression =>
  typeof formula === 'function' ? formula(row) : formula!;

/** 列宽:表头与内容中最宽者,中文算两格;表头可折成两行,所以只按一半算。 */
export function columnWidth<Row>(
  column: Column<Row>,
  rows: readonly Row[],
  byKey: ReadonlyMap<string, Column<Row>>,
): number {
  if (column.width !== undefined) return column.width;
  const widest = (names: readonly FormatName[]) => Math.max(...names.map((name) => formats[name].width));
  const used = typeof column.format === 'function' ? rows.map((row) => formatOf(column, row)) : [column.format];
  const header = Math.max(...headerText(column.header).split('\n').map(lineWidth)) + 2;
  let content = 0;
  rows.forEach((row, i) => {
    const value = column.formula ? rowNumbers(byKey, row, i)(column.key) : column.value?.(row, i);
    if (typeof value === 'string') content = Math.max(content, displayWidth(value));
    else if (typeof value === 'number') content = Math.max(content, numberWidth(value, formatOf(column, row)));
  });
  return Math.min(42, Math.max(widest(used.length ? used : ['text']), header, content + 2.5));
}

/** 表头:单位另起一行,列就不必为它加宽。 */
export const headerText = (header: string): string =>
  displayWidth(header) > 8 ? header.replace('（', '\n（').replace('，', '，\n') : header;

/** 表头一行里超过 8 格的部分折成两行。 */
const lineWidth = (line: string) => {
  const width = displayWidth(line);
  return width <= 8 ? width : Math.max(8, Math.ceil(width / 4) * 2);
};

const decimalsOf = (format: FormatName) => /0\.(0+)/.exec(formats[format].numFmt)?.[1]?.length ?? 0;

function numberWidth(value: number, format: FormatName): number {
  if (formats[format].align !== 'right') return 0;
  const digits = Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1);
  const decimals = decimalsOf(format);
  return digits + Math.floor((digits - 1) / 3) + (decimals ? decimals + 1 : 0) + (value < 0 ? 1 : 0) + 1;
}
