import { cellText } from './cell-text.ts';
import { headerKey } from './header-text.ts';

const TOTAL_WORDS: ReadonlySet<string> = new Set(['合计', '总计', '小计', '共计', '总合计', '本页合计', '本页小计']);
const FIRST_CELLS = 3;

/** 合计行:头三个非空格里有“合计、总计、小计”,且不是病案号。 */
export function isTotalRow(cells: readonly string[]): boolean {
  let seen = 0;
  for (let at = 0; at < cells.length && seen < FIRST_CELLS; at++) {
    const text = cellText(cells[at]);
    if (text === null) continue;
    seen++;
    if (TOTAL_WORDS.has(headerKey(text))) return true;
  }
  return false;
}

/** 空行:没有一个格有内容。 */
export function isBlankRow(cells: readonly string[]): boolean {
  for (let i = 0; i < cells.length; i++) if (cells[i] !== '' && cellText(cells[i]) !== null) return false;
  return true;
}
