import { CHANGE_LEVELS, type ChangeLevel, type SchemeChange } from '../../analytics/grouping/scheme-change.ts';
import { schemeDiff } from '../../analytics/grouping/scheme-diff.ts';
import type { Db } from '../../sql/database.ts';
import { findScheme, schemeContent } from '../../sql/stores/scheme.store.ts';
import { conflict, notFound } from '../http/problem.ts';
import { packOfContent } from './scheme-content.ts';

interface ChangeCount {
  readonly level: ChangeLevel;
  readonly change: string;
  rows: number;
}

export interface SchemeComparison {
  readonly changes: readonly SchemeChange[];
  readonly counts: readonly ChangeCount[];
}

/** 两个登记的方案的规则差异。翻页时不必重算:留着最近一次的结果。 */
export async function compareSchemes(db: Db, older: string, newer: string): Promise<SchemeComparison> {
  const hashes = [await hashOf(db, older), await hashOf(db, newer)].join(' ');
  if (latest?.hashes === hashes) return latest.comparison;
  const changes = [...schemeDiff(await packOf(db, older), await packOf(db, newer))];
  const comparison = { changes, counts: countChanges(changes) };
  latest = { hashes, comparison };
  return comparison;
}
let latest: { hashes: string; comparison: SchemeComparison } | null = null;

async function hashOf(db: Db, key: string): Promise<string> {
  const row = await findScheme(db, key);
  if (!row) throw notFound('分组方案', key);
  if (row.content_hash === null)
    throw conflict('scheme-without-content', '方案没有内容', `${key} 没有存下各表;请重新导入。`);
  return row.content_hash;
}

const packOf = async (db: Db, key: string) => packOfContent((await schemeContent(db, key))!);

function countChanges(changes: readonly SchemeChange[]) {
  const counts = new Map<string, ChangeCount>();
  for (const { level, change } of changes) {
    const key = `${level} ${change}`;
    const count = counts.get(key) ?? { level, change, rows: 0 };
    count.rows++;
    counts.set(key, count);
  }
  const place = ({ level }: ChangeCount) => CHANGE_LEVELS.indexOf(level);
  return [...counts.values()].sort((a, b) => place(a) - place(b));
}
