import { type MeasureName, measureList } from '../../analytics/performance/measures.ts';
import type { Db } from '../database.ts';
import { type CodeListUse, codeListUses, listsOfMonth } from '../stores/code-list.store.ts';

/** 这些度量在这些月份(`2025-06`)用到的编码清单;不用清单的度量没有。 */
export async function codeListsUsed(
  db: Db,
  measures: readonly MeasureName[],
  months: readonly string[],
): Promise<CodeListUse[]> {
  const kinds = new Set(measures.flatMap((name) => measureList(name) ?? []));
  if (kinds.size === 0) return [];
  const uses = await codeListUses(db);
  const found = months.flatMap((month) => Object.values(listsOfMonth(uses, month)));
  return [...new Map(found.filter(({ kind }) => kinds.has(kind)).map((use) => [use.id, use])).values()];
}
