import type { Writable } from 'node:stream';
import { packSheets, type SchemeSheet } from '../../analytics/grouping/pack-tables.ts';
import { metadataLabels, metadataTitle, sheetTitle } from '../../analytics/grouping/scheme-names.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { SheetWriter } from '../workbook/sheet-writer.ts';
import { columnLetter } from '../workbook/text.ts';
import { type SchemeColumn, SchemeNames, schemeColumns } from './scheme-columns.ts';

export interface SchemeWorkbookRequest {
  readonly at: Date;
  readonly by: string;
}

/** 工作表的行数上限,表头占一行;再多的接在「…… (2)」里。 */
const MOST_ROWS = 1_048_575;
const BLOCK = 1 << 17;

/** 方案导出为工作簿:中文表名与列名,编码一律是文本;原样导入得到相同的方案。 */
export async function writeSchemeWorkbook(
  pack: SchemePack,
  output: Writable,
  { at, by }: SchemeWorkbookRequest,
): Promise<void> {
  const marks = {
    hospital: pack.meta.name,
    reportNo: `${pack.meta.id} ${pack.meta.version}`,
    confidentiality: '分组方案',
  };
  const book = new ReportWorkbook(output, marks, at, by);
  await writeMetadata(book, pack);
  const names = new SchemeNames(pack);
  for (const sheet of packSheets(pack)) {
    for (let page = 0; page * MOST_ROWS < Math.max(1, sheet.rows.length); page++) {
      const rows = sheet.rows.slice(page * MOST_ROWS, (page + 1) * MOST_ROWS);
      await writeSheet(book, { ...sheet, rows }, sheetTitle(sheet.kind, page), names);
    }
  }
  await book.close();
}

async function writeMetadata(book: ReportWorkbook, { meta }: SchemePack): Promise<void> {
  const sheet = book.openSheet(metadataTitle, {
    widths: [16, 80],
    freeze: { rows: 1, columns: 1 },
    portrait: true,
    asText: true,
  });
  await sheet.row([
    { value: '项目', role: 'header' },
    { value: '内容', role: 'header' },
  ]);
  for (const [key, label] of Object.entries(metadataLabels)) {
    const value = meta[key as keyof typeof meta] ?? '';
    await sheet.row([
      { value: label, role: 'field', format: 'label' },
      { value, role: 'value', format: 'wrapped' },
    ]);
  }
  sheet.close();
}

async function writeSheet(book: ReportWorkbook, part: SchemeSheet, title: string, names: SchemeNames): Promise<void> {
  const columns = schemeColumns(part, names);
  const sheet = book.openSheet(title, {
    widths: columns.map((column) => column.width),
    freeze: { rows: 1, columns: 1 },
    titleRows: 1,
    asText: true,
  });
  await sheet.row(
    columns.map(({ header }) => ({ value: header, role: 'header' })),
    24,
  );
  await writeRows(book, sheet, part, columns);
  sheet.filter(`A1:${columnLetter(columns.length)}${part.rows.length + 1}`);
  sheet.close();
}

async function writeRows(
  book: ReportWorkbook,
  sheet: SheetWriter,
  { rows }: SchemeSheet,
  columns: readonly SchemeColumn[],
): Promise<void> {
  const styles = columns.map(({ format }) => book.styles.id('body', format));
  let xml = '';
  for (const [i, cells] of rows.entries()) {
    const n = i + 2;
    xml += `<row r="${n}">`;
    for (const [c, column] of columns.entries())
      xml += cell(book, `${columnLetter(c + 1)}${n}`, styles[c]!, column.text(cells), column.numeric);
    xml += '</row>';
    if (xml.length < BLOCK && i + 1 < rows.length) continue;
    await sheet.rawRows(xml, n);
    xml = '';
  }
}

/** 编码与名称存作共用文本;次序、权重能原样写成数的写成数,排序与计算方便。 */
function cell(book: ReportWorkbook, ref: string, style: number, text: string, numeric: boolean): string {
  if (text === '') return `<c r="${ref}" s="${style}"/>`;
  if (numeric && text.length <= 15 && String(Number(text)) === text)
    return `<c r="${ref}" s="${style}"><v>${text}</v></c>`;
  return `<c r="${ref}" s="${style}" t="s"><v>${book.sharedText(text)}</v></c>`;
}
