import { blankXml, type CellValue, cellXml, formulaXml, rowXml } from './cell-xml.ts';
import { type Expression, evaluate, formulaText } from './expression.ts';
import type { ReportWorkbook } from './report-workbook.ts';
import type { Role } from './styles.ts';
import { type Column, formulaOf, layOut, rowNumbers } from './table.ts';
import { columnLetter } from './text.ts';

type Encode<Row> = (row: Row, n: number, index: number) => string;

const isWithheld = <Row>({ withheld }: Column<Row>, unit: Row | undefined): boolean =>
  unit !== undefined && withheld?.(unit) === true;

/** 把列的声明编成逐行的写法,并随写随累计合计。行多时这里是最热的一段。 */
export class RowEncoder<Row> {
  readonly #encoders: Encode<Row>[];
  readonly #sums = new Map<string, { sum: number; count: number; scale: number }>();
  readonly #byKey: ReadonlyMap<string, Column<Row>>;
  readonly #ordered: readonly Column<Row>[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(
    private readonly book: ReportWorkbook,
    columns: readonly Column<Row>[],
  ) {
    const { main, bases, numbers } = layOut(columns);
    this.#ordered = [...main, ...bases];
    this.#numbers = numbers;
    this.#byKey = new Map(columns.map((c) => [c.key, c]));
    this.#encoders = this.#ordered.map((c) => this.#encoder(c));
  }

  letter = (key: string): string => {
    const number = this.#numbers.get(key);
    if (number === undefined) throw new Error(`表中没有列 ${key}`);
    return columnLetter(number);
  };

  /** 一行的 XML。 */
  encode(row: Row, n: number, index: number): string {
    let cells = '';
    for (const encode of this.#encoders) cells += encode(row, n, index);
    return rowXml(n, cells);
  }

  #encoder(column: Column<Row>): Encode<Row> {
    const letter = this.letter(column.key);
    const style = this.#styleOf(column);
    if (column.open) return (row, n) => blankXml(`${letter}${n}`, style(row));
    if (column.live) return this.#liveEncoder(column, letter, style);
    if (column.formula) return this.#formulaEncoder(column, letter, style);
    const read = column.value ?? (() => null);
    const add = this.#accumulator(column);
    const { book } = this;
    return (row, n, index) => {
      const value = read(row, index);
      add?.(value);
      if (column.repeats && typeof value === 'string') {
        return `<c r="${letter}${n}" s="${style(row)}" t="s"><v>${book.sharedText(value)}</v></c>`;
      }
      return cellXml(`${letter}${n}`, style(row), value);
    };
  }

  /** 样式编号;整列同一格式时只查一次。 */
  #styleOf(column: Column<Row>): (row: Row) => number {
    const role: Role = column.open ? 'input' : column.base ? 'base' : 'body';
    const { format } = column;
    if (typeof format === 'function') return (row) => this.book.styles.id(role, format(row));
    const id = this.book.styles.id(role, format);
    return () => id;
  }

  #liveEncoder(column: Column<Row>, letter: string, style: (row: Row) => number): Encode<Row> {
    const add = this.#accumulator(column);
    return (row, n, index) => {
      const at = { ref: (key: string) => `${this.letter(key)}${n}`, number: rowNumbers(this.#byKey, row, index) };
      const { formula, value } = column.live!(row, at);
      add?.(value);
      return formulaXml(`${letter}${n}`, style(row), formula, value);
    };
  }

  #formulaEncoder(column: Column<Row>, letter: string, style: (row: Row) => number): Encode<Row> {
    const fixed = typeof column.formula === 'object' ? this.#formulaParts(column.formula) : null;
    const add = this.#accumulator(column);
    const columns = this.#byKey;
    return (row, n, index) => {
      if (column.withheld?.(row)) return cellXml(`${letter}${n}`, style(row), null);
      const expression = formulaOf(column, row);
      const value = evaluate(expression, rowNumbers(columns, row, index));
      add?.(value);
      const parts = fixed ?? this.#formulaParts(expression);
      return formulaXml(`${letter}${n}`, style(row), parts.join(String(n)), value);
    };
  }

  /** 公式文本按行号处切开;整列同一公式时只生成一次。 */
  #formulaParts(expression: Expression): string[] {
    const text = formulaText(expression, (key) => `${this.letter(key)}\u0000`);
    return `IFERROR(${text},"—")`.split('\u0000');
  }

  #accumulator(column: Column<Row>): ((value: CellValue) => void) | null {
    if (column.total !== 'sum') return null;
    // 金额两位小数:按分累加再除回,免得十万个浮点数越加越偏。
    const state = { sum: 0, count: 0, scale: column.format === 'money' ? 100 : 1 };
    this.#sums.set(column.key, state);
    return (value) => {
      if (typeof value !== 'number') return;
      state.count++;
      state.sum += state.scale === 1 ? value : Math.round(value * 100);
    };
  }

  /** 求和列到目前为止的合计;一个数也没有则 null。 */
  sum(key: string): number | null {
    const state = this.#sums.get(key);
    return state && state.count > 0 ? state.sum / state.scale : null;
  }

  /** 合计行:XML 与各列的值。 */
  totalRow(n: number, first: number, last: number, label: { text: string; column: string }, unit: Row | undefined) {
    const values = new Map<string, CellValue>();
    const get = (key: string): number | null => {
      const value = this.#totalValue(this.#byKey.get(key), unit, get);
      return typeof value === 'number' ? value : null;
    };
    for (const c of this.#ordered) {
      values.set(c.key, c.key === label.column ? label.text : this.#totalValue(c, unit, get));
    }
    const cells = this.#ordered.map((c) =>
      isWithheld(c, unit)
        ? cellXml(`${this.letter(c.key)}${n}`, this.book.styles.id('total', 'label'), null)
        : this.#totalCell(c, `${this.letter(c.key)}${n}`, first, last, values),
    );
    return { xml: rowXml(n, cells.join(''), 20), values };
  }

  #totalValue(column: Column<Row> | undefined, unit: Row | undefined, get: (key: string) => number | null): CellValue {
    if (!column || isWithheld(column, unit)) return null;
    if (column.total === 'sum') return this.sum(column.key);
    if (column.total === 'formula' && typeof column.formula === 'object') return evaluate(column.formula, get);
    if (column.total === 'given' && unit !== undefined) return column.value?.(unit, 0) ?? null;
    return column.total === 'none' ? null : '';
  }

  #totalCell(
    column: Column<Row>,
    ref: string,
    first: number,
    last: number,
    values: ReadonlyMap<string, CellValue>,
  ): string {
    const value = values.get(column.key) ?? null;
    const format = typeof column.format === 'function' ? 'text' : column.format;
    const style = this.book.styles.id('total', typeof value === 'string' ? 'label' : format);
    if (column.total === 'sum') {
      const range = ref.replace(/\d+$/, `${first}`).concat(':', ref.replace(/\d+$/, `${last}`));
      return formulaXml(ref, style, `IF(COUNT(${range})=0,"—",SUM(${range}))`, value);
    }
    if (column.total === 'formula' && typeof column.formula === 'object') {
      return formulaXml(ref, style, this.#formulaParts(column.formula).join(ref.replace(/^[A-Z]+/, '')), value);
    }
    return value === '' ? blankXml(ref, style) : cellXml(ref, style, value);
  }
}
