import { isDiagnosisForm, isProcedureForm } from '../discharge/icd-code.ts';
import { type CodeEntry, entryText, matchesEntry, parseCodeEntry } from '../grouping/code-entry.ts';
import type { CodeAxis } from '../grouping/condition-tree.ts';

/** 辅助目录一行自己的编码清单:条件里的 `dx`、`proc`。没有写的为空。 */
export type AuxiliaryLists = Readonly<Record<CodeAxis, readonly CodeEntry[]>>;

export const NO_LISTS: AuxiliaryLists = { dx: [], proc: [] };

const isWhole: Readonly<Record<CodeAxis, (code: string) => boolean>> = { dx: isDiagnosisForm, proc: isProcedureForm };

/**
 * 读一格清单,以 `|` 相连:写全的编码只合它自己,不全的(类目、亚目)合其下的全部,`C76-C80` 是区间(含两端)。
 * 写法不对时返回中文说明。
 */
export function parseAuxiliaryList(axis: CodeAxis, cell: string): readonly CodeEntry[] | string {
  const entries: CodeEntry[] = [];
  for (const item of cell.split('|').filter((text) => text.trim() !== '')) {
    const match = item.includes('-') ? 'range' : 'exact';
    const entry = parseCodeEntry(item, match);
    if (typeof entry === 'string') return entry;
    entries.push(match === 'exact' && !isWhole[axis](entry.code) ? { ...entry, match: 'prefix' } : entry);
  }
  return entries;
}

/** 清单的规范写法。 */
export const auxiliaryListText = (entries: readonly CodeEntry[]): string => entries.map(entryText).join('|');

/** 编码(标准写法)是否在清单之中。 */
export const inList = (entries: readonly CodeEntry[], code: string): boolean =>
  entries.some((entry) => matchesEntry(code, entry));
