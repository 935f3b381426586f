import { stat } from 'node:fs/promises';
import type ExcelJS from 'exceljs';
import type { RowBlock } from './file-problem.ts';
import { workbookSheets } from './workbook-reader.ts';
import { checkXlsx } from './xlsx-safety.ts';

const BLOCK_ROWS = 500;

/** 逐块读出第一张有内容的工作表。日期格成 `YYYY-MM-DD[THH:MM]`;公式格成 `=公式`,由读行的规则指出。 */
export async function* xlsxRows(path: string): AsyncGenerator<RowBlock> {
  const { size } = await stat(path);
  await checkXlsx(path, size);
  for await (const sheet of workbookSheets(path)) {
    let any = false;
    for await (const block of sheetBlocks(sheet)) {
      any = true;
      yield block;
    }
    if (any) return;
  }
}

async function* sheetBlocks(sheet: AsyncIterable<ExcelJS.Row>): AsyncGenerator<RowBlock> {
  let rows: string[][] = [];
  let firstRow = 1;
  let next = 1;
  for await (const row of sheet) {
    // 读取器跳过空行;补上空行,行号才与 Excel 里看到的一致。
    while (next < row.number && row.number - next < 100_000) {
      rows.push([]);
      next++;
    }
    rows.push(cellTexts(row));
    next = row.number + 1;
    if (rows.length >= BLOCK_ROWS) {
      yield { firstRow, rows, bytesRead: 0 };
      firstRow = next;
      rows = [];
    }
  }
  if (rows.length > 0) yield { firstRow, rows, bytesRead: 0 };
}

function cellTexts(row: ExcelJS.Row): string[] {
  const values = row.values as unknown[];
  const texts: string[] = [];
  for (let i = 1; i < values.length; i++) texts.push(cellText(values[i]));
  return texts;
}

/** 一格的值 → 文本。 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return dateText(value);
  const object = value as {
    richText?: { text: string }[];
    formula?: string;
    sharedFormula?: string;
    text?: unknown;
    error?: string;
  };
  if (object.richText) return object.richText.map((part) => part.text).join('');
  if (object.formula ?? object.sharedFormula) return `=${object.formula ?? object.sharedFormula}`;
  if (object.text !== undefined) return cellText(object.text);
  return object.error ?? '';
}

/** 金额之类的浮点数:Excel 存 0.1+0.2 为 0.30000000000000004,按 15 位有效数字还原成人看到的数。 */
const numberText = (value: number) => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15))));

function dateText(value: Date): string {
  // Excel 的时刻是一天的小数,换算会差几毫秒。
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
}
