import type { Writable } from 'node:stream';
import { policyRows } from '../../analytics/dip/policy-rows.ts';
import { aboutCells, DICTIONARY_KEY, type RegionAbout } from '../../analytics/dip/region-about.ts';
import {
  AUXILIARY_COLUMNS,
  ENTRY_COLUMNS,
  PROCEDURE_KIND_COLUMNS,
  type RegionContent,
} from '../../analytics/dip/region-content.ts';
import { type EntryType, kindNames, type TreatmentKind, typeNames } from '../../analytics/dip/region-pack.ts';
import { columnTitle, type RegionTableName, tableTitle } from '../../analytics/dip/region-words.ts';
import { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Cell } from '../workbook/sheet-writer.ts';
import { columnLetter } from '../workbook/text.ts';

export interface RegionToExport {
  readonly about: RegionAbout;
  readonly content: RegionContent;
}

/** 区域的政策连同身份、所用字典,一项一行。 */
export const exportedPolicy = ({ about, content }: RegionToExport): Record<string, unknown> => ({
  ...aboutCells(about),
  ...content.policy,
  ...(content.dictionary === null ? {} : { [DICTIONARY_KEY]: content.dictionary }),
});

/** DIP 区域导出为工作簿:中文表名、列名与用词,编码是文本;原样导入得到相同的区域。 */
export async function writeRegionWorkbook(
  region: RegionToExport,
  output: Writable,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const { about, content } = region;
  const marks = { hospital: about.name, reportNo: `${about.id} ${about.version}`, confidentiality: 'DIP 目录' };
  const book = new ReportWorkbook(output, marks, at, by);
  await writeTable(book, 'catalogue', ENTRY_COLUMNS, content.entries);
  if (content.procedureKinds !== null)
    await writeTable(book, 'procedure_kind', PROCEDURE_KIND_COLUMNS, content.procedureKinds);
  if (content.auxiliary.length > 0) await writeTable(book, 'auxiliary', AUXILIARY_COLUMNS, content.auxiliary);
  await writeTable(book, 'policy', ['key', 'value'], policyRows(exportedPolicy(region)));
  await book.close();
}

const WIDTHS: Readonly<Record<string, number>> = {
  name: 48,
  procedures: 30,
  condition: 36,
  key: 30,
  value: 60,
  diagnosis: 12,
  mean_cost: 12,
};
const NUMBERS = new Set<string>([...ENTRY_COLUMNS.slice(ENTRY_COLUMNS.indexOf('score')), 'factor']);

async function writeTable(
  book: ReportWorkbook,
  table: RegionTableName,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const sheet = book.openSheet(tableTitle(table), {
    widths: columns.map((column) => WIDTHS[column] ?? 14),
    freeze: { rows: 1, columns: 1 },
    titleRows: 1,
    asText: true,
  });
  await sheet.row(
    columns.map((column) => ({ value: columnTitle(table, column), role: 'header' })),
    24,
  );
  for (const cells of rows) await sheet.row(cells.map((text, i) => cellOf(columns[i]!, text)));
  sheet.filter(`A1:${columnLetter(columns.length)}${rows.length + 1}`);
  sheet.close();
}

/** 分值、均费能原样写成数的写成数,排序与计算方便;其余是文本。 */
function cellOf(column: string, text: string): Cell {
  if (NUMBERS.has(column) && String(Number(text)) === text) return { value: Number(text), format: 'plainNumber' };
  return { value: shown(column, text), format: 'text' };
}

function shown(column: string, text: string): string {
  if (column === 'kind') return kindNames[text as TreatmentKind] ?? text;
  return column === 'type' ? (typeNames[text as EntryType] ?? text) : text;
}
