import type { Cell, SheetWriter } from '../workbook/sheet-writer.ts';
import { displayWidth } from '../workbook/text.ts';

/** 折行的一行:行高按各格折出的行数给足(流式写出时没有谁来替它调)。 */
export function wrappedRow(
  sheet: SheetWriter,
  cells: readonly (Cell | undefined)[],
  widths: readonly number[],
  padding = 6,
): Promise<number> {
  const lines = cells.map((cell, i) => (typeof cell?.value === 'string' ? linesOf(cell.value, widths[i] ?? 10) : 1));
  return sheet.row(cells, Math.max(...lines, 1) * 14 + padding);
}

function linesOf(text: string, width: number): number {
  return text
    .split('\n')
    .reduce((n, line) => n + Math.max(1, Math.ceil((displayWidth(line) * 1.08) / Math.max(1, width - 2.5))), 0);
}
