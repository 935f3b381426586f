import { type Insertable, sql } from 'kysely';
import type { Db } from '../database.ts';
import type { WhatIfUseTable } from '../tables/what-if-use.ts';

export async function logWhatIfUse(db: Db, use: Insertable<WhatIfUseTable>): Promise<void> {
  await db.insertInto('what_if_use').values(use).execute();
}

/** 使用记录(一页),新的在前;`caseId` 只看一个病例的。 */
export async function listWhatIfUses(db: Db, caseId: string | undefined, page: number, pageSize: number) {
  const base = db.selectFrom('what_if_use').$if(caseId !== undefined, (q) => q.where('case_id', '=', caseId!));
  const items = await base
    .selectAll()
    .orderBy('what_if_use_id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await base.select(sql<string>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items, total: Number(total), page, pageSize };
}
