import type { EntryType } from '../../../analytics/dip/region-pack.ts';
import type { Db } from '../../database.ts';

export interface EntryLabel {
  readonly name: string;
  readonly type: EntryType;
  readonly diagnosis: string;
  readonly procedures: string;
  readonly score: string;
  /** 本院级别的上年均费,元;没有为 null。 */
  readonly meanCost: string | null;
}

/** 几个目录的病种;同一编码在几个目录里都有时,取生效晚的目录的。 */
export async function entryLabels(
  db: Db,
  runs: readonly { readonly region_key: string; readonly hospital_level: number | null }[],
): Promise<ReadonlyMap<string, EntryLabel>> {
  const levels = new Map(runs.map(({ region_key, hospital_level }) => [region_key, hospital_level]));
  const rows = await db
    .selectFrom('dip_entry as e')
    .innerJoin('dip_region as r', 'r.region_key', 'e.region_key')
    .where('e.region_key', 'in', [...levels.keys()])
    .selectAll('e')
    .orderBy('r.effective_from')
    .execute();
  return new Map(
    rows.map((row) => {
      const own = [row.mean_cost_1, row.mean_cost_2, row.mean_cost_3][(levels.get(row.region_key) ?? 0) - 1];
      const mean = own ?? row.mean_cost;
      const { name, diagnosis, procedures, score } = row;
      const meanCost = mean === null || Number(mean) === 0 ? null : mean;
      return [row.entry, { name, type: row.type as EntryType, diagnosis, procedures, score, meanCost }];
    }),
  );
}
