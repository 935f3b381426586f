import type { Db } from '../../database.ts';

export interface EntryFilter {
  readonly type?: string | undefined;
  /** 诊断的开头,如 `K80`。 */
  readonly diagnosis?: string | undefined;
  /** 只看历史测算中变异系数过大的。 */
  readonly unstable?: boolean | undefined;
}

/** 目录的病种,历史测算的连同所据的病例;一页。 */
export async function catalogueEntries(
  db: Db,
  regionKey: string,
  { type, diagnosis, unstable }: EntryFilter,
  { page, pageSize }: { page: number; pageSize: number },
) {
  let query = db
    .selectFrom('dip_entry as e')
    .leftJoin('dip_entry_basis as b', (join) =>
      join.onRef('b.region_key', '=', 'e.region_key').onRef('b.entry', '=', 'e.entry'),
    )
    .where('e.region_key', '=', regionKey);
  if (type) query = query.where('e.type', '=', type);
  if (diagnosis) query = query.where('e.diagnosis', 'like', `${diagnosis.replace(/[\\%_]/g, '\\$&')}%`);
  if (unstable) query = query.where('b.stable', '=', false);
  const { total } = await query.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('e')
    .select(['b.cases', 'b.kept', 'b.total_fee', 'b.mean_fee', 'b.cv', 'b.rw', 'b.stable'])
    .orderBy('e.ordinal')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { rows, total: Number(total) };
}
