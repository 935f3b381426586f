import type { Selectable } from 'kysely';
import type { Db } from '../database.ts';
import type { IndicatorAdoptionTable } from '../tables/indicator-registry.ts';

/** 采用一种算法的一次决定;撤回的 `withdrawnAt` 有值,不再起作用。 */
export interface IndicatorAdoption {
  readonly id: string;
  readonly concept: string;
  readonly indicator: string;
  /** 从期末在这一天或之后的期间起。 */
  readonly effectiveFrom: string;
  readonly reason: string;
  readonly adoptedBy: string;
  readonly adoptedAt: Date;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
}

/** 一家医院的全部决定,生效晚的在前,同一天的后做的在前;含撤回的。 */
export async function adoptionsOf(db: Db, hospitalId: string): Promise<IndicatorAdoption[]> {
  const rows = await db
    .selectFrom('indicator_adoption')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .orderBy('effective_from', 'desc')
    .orderBy('adoption_id', 'desc')
    .execute();
  return rows.map(toAdoption);
}

/** 某日起作用的决定,每个概念至多一个:生效不晚于这一天、没有撤回的里最晚的。 */
export async function adoptionsInForce(db: Db, hospitalId: string, day: string): Promise<IndicatorAdoption[]> {
  const rows = await db
    .selectFrom('indicator_adoption')
    .distinctOn('concept')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .where('effective_from', '<=', day)
    .where('withdrawn_at', 'is', null)
    .orderBy('concept')
    .orderBy('effective_from', 'desc')
    .execute();
  return rows.map(toAdoption);
}

export type NewAdoption = Pick<IndicatorAdoption, 'concept' | 'indicator' | 'effectiveFrom' | 'reason'>;

/** 存一次决定;这个概念同一天已有没撤回的决定时不存,返回 false。 */
export async function saveAdoption(
  db: Db,
  hospitalId: string,
  { concept, indicator, effectiveFrom, reason }: NewAdoption,
  by: { name: string; at: Date },
): Promise<boolean> {
  const saved = await db
    .insertInto('indicator_adoption')
    .values({
      hospital_id: hospitalId,
      concept,
      indicator_id: indicator,
      effective_from: effectiveFrom,
      reason,
      adopted_by: by.name,
      adopted_at: by.at,
    })
    .onConflict((c) =>
      c.columns(['hospital_id', 'concept', 'effective_from']).where('withdrawn_at', 'is', null).doNothing(),
    )
    .returning('adoption_id')
    .executeTakeFirst();
  return saved !== undefined;
}

/** 撤回一次决定:留在历史里,不再起作用。没有这次决定、或已撤回时返回 false。 */
export async function withdrawAdoption(
  db: Db,
  hospitalId: string,
  id: string,
  by: { name: string; at: Date },
): Promise<boolean> {
  const withdrawn = await db
    .updateTable('indicator_adoption')
    .set({ withdrawn_by: by.name, withdrawn_at: by.at })
    .where('hospital_id', '=', hospitalId)
    .where('adoption_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return withdrawn.numUpdatedRows > 0n;
}

const toAdoption = (row: Selectable<IndicatorAdoptionTable>): IndicatorAdoption => ({
  id: row.adoption_id,
  concept: row.concept,
  indicator: row.indicator_id,
  effectiveFrom: row.effective_from,
  reason: row.reason,
  adoptedBy: row.adopted_by,
  adoptedAt: row.adopted_at,
  withdrawnBy: row.withdrawn_by,
  withdrawnAt: row.withdrawn_at,
});
