import type { ConditionalFormattingRule } from 'exceljs';
import type { ReportWorkbook } from './report-workbook.ts';
import type { SheetWriter } from './sheet-writer.ts';
import { alerts } from './styles.ts';
import { columnWidth, type Highlight, headerText, layOut, type Table, type WrittenTable } from './table.ts';
import { RowEncoder } from './table-rows.ts';
import { columnLetter, displayWidth } from './text.ts';

/** 每攒这么多字符写一次:足够大以省去系统调用,足够小以保持内存平稳。 */
const BLOCK = 1 << 17;

/** 行数不多的表:列宽按内容定。 */
export async function writeTable<Row>(
  book: ReportWorkbook,
  table: Table<Row>,
  rows: readonly Row[],
): Promise<WrittenTable> {
  const blocks = async function* () {
    yield rows;
  };
  return writeLargeTable(book, table, blocks(), rows);
}

/** 行数很多的表:一块一块地来,写过即忘。`sample` 供定列宽。 */
export async function writeLargeTable<Row>(
  book: ReportWorkbook,
  table: Table<Row>,
  blocks: AsyncIterable<readonly Row[]>,
  sample: readonly Row[] = [],
): Promise<WrittenTable> {
  const layout = layOut(table.columns);
  const headerRow = table.paragraph === undefined ? 3 : 4;
  const widths = widthsOf(table, sample);
  const sheet = book.openSheet(table.sheet, {
    widths,
    freeze: { rows: headerRow, columns: table.nameColumns },
    titleRows: headerRow,
    titleColumns: table.nameColumns,
    pagesWide: pagesWide(widths.slice(0, layout.main.length)).pages,
    ...(layout.bases.length > 0 ? { baseColumns: { from: layout.firstBase, count: layout.bases.length } } : {}),
  });
  await writeHeading(sheet, table, widths);
  const encoder = new RowEncoder(book, table.columns);
  const lastRow = await writeBody(sheet, encoder, blocks);
  const written = await finish(sheet, table, encoder, { headerRow, lastRow });
  sheet.close();
  return written;
}

function widthsOf<Row>(table: Table<Row>, sample: readonly Row[]): number[] {
  const { main, bases } = layOut(table.columns);
  const all = table.total?.unit === undefined ? sample : [...sample, table.total.unit];
  const gap = bases.length > 0 ? [3] : [];
  const byKey = new Map(table.columns.map((c) => [c.key, c]));
  const width = (c: (typeof main)[number]) => columnWidth(c, all, byKey);
  return [...main.map(width), ...gap, ...bases.map(width)];
}

/** A4 横向一页宽约 150 格;缩到一半左右仍看得清,再宽就分成几页宽,名称列随页重复。 */
const PAGE_WIDTH = 290;

/** 打印成几页宽,以及第一页容得下几列(表题在这几列里居中)。 */
function pagesWide(widths: readonly number[]): { pages: number; firstPage: number } {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const pages = Math.max(1, Math.ceil(total / PAGE_WIDTH));
  let firstPage = 0;
  for (let used = 0; firstPage < widths.length; firstPage++) {
    used += widths[firstPage] ?? 0;
    if (used > total / pages + 0.01) break;
  }
  return { pages, firstPage: Math.max(1, firstPage) };
}

async function writeHeading<Row>(sheet: SheetWriter, table: Table<Row>, widths: readonly number[]): Promise<void> {
  const { main, bases } = layOut(table.columns);
  const { firstPage } = pagesWide(widths.slice(0, main.length));
  await sheet.title(table.title, firstPage);
  await sheet.notes(table.notes, table.unit, main.length);
  if (table.paragraph !== undefined) {
    const width = widths.slice(0, firstPage).reduce((sum, w) => sum + w, 0);
    await sheet.paragraph(table.paragraph, firstPage, width);
  }
  const lines = Math.max(...main.map((c, i) => headerLines(headerText(c.header), widths[i] ?? 10)));
  await sheet.row(
    [
      ...main.map((c) => ({ value: headerText(c.header), role: 'header' as const })),
      ...(bases.length > 0 ? [undefined] : []),
      ...bases.map((c) => ({ value: `底数\n${c.header}`, role: 'baseHeader' as const })),
    ],
    Math.max(2, lines) * 14 + 6,
  );
}

const headerLines = (text: string, width: number) =>
  text.split('\n').reduce((n, line) => n + Math.max(1, Math.ceil(displayWidth(line) / (width - 0.5))), 0);

async function writeBody<Row>(
  sheet: SheetWriter,
  encoder: RowEncoder<Row>,
  blocks: AsyncIterable<readonly Row[]>,
): Promise<number> {
  let n = sheet.lastRow;
  let index = 0;
  let pending = '';
  for await (const block of blocks) {
    for (const row of block) {
      pending += encoder.encode(row, ++n, index++);
      if (pending.length > BLOCK) {
        await sheet.rawRows(pending, n);
        pending = '';
      }
    }
  }
  await sheet.rawRows(pending, n);
  return n;
}

async function finish<Row>(
  sheet: SheetWriter,
  table: Table<Row>,
  encoder: RowEncoder<Row>,
  { headerRow, lastRow }: { headerRow: number; lastRow: number },
): Promise<WrittenTable> {
  const { main } = layOut(table.columns);
  const firstRow = headerRow + 1;
  const lastLetter = columnLetter(main.length);
  // 没有行时求和区域仍要是一个合法的区域。
  const bottom = Math.max(firstRow, lastRow);
  let totals: WrittenTable['totals'] = new Map();
  let totalRow: number | null = null;
  if (table.total && lastRow >= firstRow) {
    const label = { text: table.total.label, column: table.total.labelColumn };
    const total = encoder.totalRow(lastRow + 1, firstRow, lastRow, label, table.total.unit);
    totalRow = lastRow + 1;
    await sheet.rawRows(total.xml, totalRow);
    totals = total.values;
  }
  for (const remark of table.remarks ?? []) await sheet.row([{ value: remark, role: 'note' }], 16);
  const signed = await sheet.signOff();
  sheet.filter(`A${headerRow}:${lastLetter}${bottom}`);
  sheet.printArea('A1', `${lastLetter}${signed}`);
  applyHighlights(sheet, table.highlights ?? [], encoder.letter, firstRow, totalRow ?? bottom);
  const cell = (key: string, row: number) => `'${sheet.name}'!$${encoder.letter(key)}$${row}`;
  return {
    sheet: sheet.name,
    firstRow,
    lastRow,
    totalRow,
    letter: encoder.letter,
    range: (key) => `${cell(key, firstRow)}:$${encoder.letter(key)}$${bottom}`,
    totalCell: (key) => cell(key, totalRow ?? bottom),
    totals,
  };
}

/** 条件格式。文字「—」在比较中大于任何数,所以规则一律先问是不是数。 */
function applyHighlights(
  sheet: SheetWriter,
  highlights: readonly Highlight[],
  letter: (key: string) => string,
  first: number,
  last: number,
): void {
  highlights.forEach((highlight, i) => {
    const formula = highlight.when(`$${letter(highlight.column)}${first}`);
    const rule = {
      type: 'expression' as const,
      priority: i + 1,
      formulae: [formula],
      style: { ...alerts[highlight.look], ...(highlight.numFmt ? { numFmt: highlight.numFmt } : {}) },
    };
    for (const key of highlight.across ?? [highlight.column]) {
      sheet.highlight(`${letter(key)}${first}:${letter(key)}${last}`, [rule as unknown as ConditionalFormattingRule]);
    }
  });
}
