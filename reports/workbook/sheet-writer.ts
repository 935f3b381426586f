import type { ConditionalFormattingRule } from 'exceljs';
import { blankXml, type CellValue, cellXml, formulaXml, rowXml } from './cell-xml.ts';
import type { Chart } from './chart-xml.ts';
import { mergeRanges, type SheetInternals, writeRows } from './exceljs-package.ts';
import type { FormatName } from './formats.ts';
import type { Role, StyleSheet } from './styles.ts';
import { columnLetter, displayWidth } from './text.ts';

export interface Cell {
  readonly value: CellValue;
  readonly role?: Role;
  readonly format?: FormatName;
  readonly formula?: string;
}

/** 一张工作表的写入口。 */
export class SheetWriter {
  #row = 0;
  readonly #merges: string[] = [];

  constructor(
    private readonly sheet: SheetInternals,
    readonly styles: StyleSheet,
    private readonly attachCharts: (charts: readonly Chart[]) => void,
    private readonly written: { name: string; rows: number }[],
  ) {}

  get name(): string {
    return this.sheet.name;
  }

  /** 最后写的一行的行号。 */
  get lastRow(): number {
    return this.#row;
  }

  /** 写一行;undefined 是空格。返回行号。 */
  async row(cells: readonly (Cell | undefined)[], height?: number): Promise<number> {
    const n = ++this.#row;
    const xml = cells.map((cell, i) => (cell ? this.#cell(`${columnLetter(i + 1)}${n}`, cell) : '')).join('');
    await writeRows(this.sheet, rowXml(n, xml, height));
    return n;
  }

  #cell(ref: string, { value, role = 'body', format, formula }: Cell): string {
    const style = this.styles.id(role, format);
    if (formula !== undefined) return formulaXml(ref, style, formula, value);
    return value === '' ? blankXml(ref, style) : cellXml(ref, style, value);
  }

  /** 表题:跨列居中,不合并单元格。 */
  title(text: string, columns: number): Promise<number> {
    const filler = Array.from({ length: columns - 1 }, () => ({ value: '', role: 'title' as const }));
    return this.row([{ value: text, role: 'title' }, ...filler], 30);
  }

  /** 第二行:左边口径,右边单位。 */
  notes(left: string, unit: string, columns: number): Promise<number> {
    const gap = Array.from({ length: Math.max(0, columns - 2) }, () => undefined);
    const right = unit && columns > 1 ? [{ value: unit, role: 'unit' as const }] : [];
    return this.row([{ value: left, role: 'note' }, ...gap, ...right], 18);
  }

  /** 跨列的说明段落(唯一合并单元格的地方),行高按字数给足。 */
  async paragraph(text: string, columns: number, widthOfAll: number, role: Role = 'paragraph'): Promise<number> {
    const lines = text
      .split('\n')
      .reduce((n, line) => n + Math.max(1, Math.ceil((displayWidth(line) * 1.1) / widthOfAll)), 0);
    const row = await this.row([{ value: text, role }], lines * 16 + 8);
    if (columns > 1) this.#merges.push(`A${row}:${columnLetter(columns)}${row}`);
    return row;
  }

  /** 一条说明:名称在第一列,文字跨第二到十二列。 */
  async remark(name: string, text: string, nameWidth: number): Promise<number> {
    const lines = Math.max(1, Math.ceil((text.length * 2) / 190), Math.ceil((name.length * 2) / nameWidth));
    const row = await this.row(
      [
        { value: name, role: 'value' },
        { value: text, role: 'value' },
        ...Array.from({ length: 10 }, () => ({ value: '', role: 'value' as const })),
      ],
      lines * 15 + 6,
    );
    this.#merges.push(`B${row}:L${row}`);
    return row;
  }

  /** 直接写已编好的若干行;行号由调用者连续编出。 */
  async rawRows(xml: string, lastRow: number): Promise<void> {
    this.#row = lastRow;
    await writeRows(this.sheet, xml);
  }

  filter(range: string): void {
    this.sheet.autoFilter = range;
  }

  printArea(fromCell: string, toCell: string): void {
    const absolute = (cell: string) => cell.replace(/(\d+)/, '$$$1');
    this.sheet.pageSetup.printArea = `${absolute(fromCell)}:${absolute(toCell)}`;
  }

  highlight(ref: string, rules: ConditionalFormattingRule[]): void {
    this.sheet.addConditionalFormatting({ ref, rules });
  }

  charts(charts: readonly Chart[]): void {
    if (charts.length > 0) this.attachCharts(charts);
  }

  signOff(): Promise<number> {
    return this.row(
      [{ value: '制表人：　　　　　　审核人：　　　　　　财务负责人：　　　　　　日期：', role: 'signOff' }],
      28,
    );
  }

  close(): void {
    mergeRanges(this.sheet, this.#merges);
    this.sheet.commit();
    this.written.push({ name: this.name, rows: this.#row });
  }
}
