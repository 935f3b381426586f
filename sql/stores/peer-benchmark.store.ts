import { sql } from 'kysely';
import type { PeerValue } from '../../analytics/performance/peer-values.ts';
import type { Db } from '../database.ts';

/** 装载的一行,连同谁在何时装载。 */
export interface StoredPeerValue extends PeerValue {
  readonly loadedBy: string;
  readonly loadedAt: Date;
}

const CHUNK = 500;

/** 存同行值(一个事务);同一指标、范围、专科、期间的换成新的。返回其中换掉旧值的行数。 */
export function savePeerValues(db: Db, values: readonly PeerValue[], loadedBy: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    let replaced = 0;
    for (let start = 0; start < values.length; start += CHUNK) {
      const rows = await trx
        .insertInto('peer_benchmark')
        .values(values.slice(start, start + CHUNK).map((value) => rowOf(value, loadedBy)))
        .onConflict((c) =>
          c.constraint('peer_benchmark_key').doUpdateSet((e) => ({
            mean: e.ref('excluded.mean'),
            p25: e.ref('excluded.p25'),
            p50: e.ref('excluded.p50'),
            p75: e.ref('excluded.p75'),
            peers: e.ref('excluded.peers'),
            source: e.ref('excluded.source'),
            loaded_by: e.ref('excluded.loaded_by'),
            loaded_at: sql<Date>`now()`,
          })),
        )
        // 更新过的行 xmax 不为 0。
        .returning(sql<boolean>`xmax <> 0`.as('replaced'))
        .execute();
      replaced += rows.filter((row) => row.replaced).length;
    }
    return replaced;
  });
}

const textOr = (value: number | null) => (value === null ? null : String(value));

function rowOf({ indicator, peerGroup, mean, p25, p50, p75, ...value }: PeerValue, loadedBy: string) {
  return {
    ...value,
    indicator_id: indicator,
    peer_group: peerGroup,
    mean: textOr(mean),
    p25: textOr(p25),
    p50: textOr(p50),
    p75: textOr(p75),
    loaded_by: loadedBy,
  };
}

/** 装载的同行值,按指标、范围、专科、期间排列;`indicator` 只取一个指标的。 */
export async function peerValues(
  db: Db,
  { indicator, limit, offset = 0 }: { indicator?: string | undefined; limit?: number; offset?: number } = {},
): Promise<StoredPeerValue[]> {
  const rows = await db
    .selectFrom('peer_benchmark')
    .selectAll()
    .$if(indicator !== undefined, (q) => q.where('indicator_id', '=', indicator!))
    .orderBy('indicator_id')
    .orderBy('peer_group')
    .orderBy('specialty')
    .orderBy('period', 'desc')
    .$if(limit !== undefined, (q) => q.limit(limit!).offset(offset))
    .execute();
  const numberOr = (text: string | null) => (text === null ? null : Number(text));
  return rows.map((row) => ({
    indicator: row.indicator_id,
    peerGroup: row.peer_group,
    specialty: row.specialty,
    period: row.period,
    mean: numberOr(row.mean),
    p25: numberOr(row.p25),
    p50: numberOr(row.p50),
    p75: numberOr(row.p75),
    peers: row.peers,
    source: row.source,
    loadedBy: row.loaded_by,
    loadedAt: row.loaded_at,
  }));
}

export async function countPeerValues(db: Db, indicator?: string): Promise<number> {
  const { total } = await db
    .selectFrom('peer_benchmark')
    .select((e) => e.fn.countAll<string>().as('total'))
    .$if(indicator !== undefined, (q) => q.where('indicator_id', '=', indicator!))
    .executeTakeFirstOrThrow();
  return Number(total);
}
