import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { DrgCatalogueTable } from '../tables.ts';

export interface RegisteredScheme {
  id: string;
  version: string;
  name: string;
  source: string;
  effectiveFrom: string;
  /** 参考方案,不用于结算。 */
  forReference: boolean;
}

export const schemeKey = (scheme: { id: string; version: string }): string => `${scheme.id}@${scheme.version}`;

/** 登记方案与其病组目录(名称);已登记的更新名称。 */
export async function registerScheme(
  db: Db,
  scheme: RegisteredScheme,
  catalogue: Omit<DrgCatalogueTable, 'scheme_key'>[],
): Promise<string> {
  const key = schemeKey(scheme);
  await db.transaction().execute(async (trx) => {
    const row = {
      scheme_id: scheme.id,
      version: scheme.version,
      name: scheme.name,
      source: scheme.source,
      effective_from: scheme.effectiveFrom,
      for_reference: scheme.forReference,
    };
    await trx
      .insertInto('scheme')
      .values({ scheme_key: key, ...row })
      .onConflict((c) => c.column('scheme_key').doUpdateSet(row))
      .execute();
    await trx.deleteFrom('drg_catalogue').where('scheme_key', '=', key).execute();
    for (let i = 0; i < catalogue.length; i += 500) {
      await trx
        .insertInto('drg_catalogue')
        .values(catalogue.slice(i, i + 500).map((group) => ({ scheme_key: key, ...group })))
        .execute();
    }
  });
  return key;
}

/** 医院的现行分组运行;还没有则 undefined。 */
export function currentRun(trx: Db, hospitalId: string) {
  return trx
    .selectFrom('grouping_run')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .where('is_current', '=', true)
    .executeTakeFirst();
}

/** 开一个新的现行运行;旧运行的结果原样保留,只是不再现行。 */
export async function startRun(trx: Db, hospitalId: string, key: string, engineVersion: string): Promise<number> {
  await trx.updateTable('grouping_run').set({ is_current: false }).where('hospital_id', '=', hospitalId).execute();
  const created = await trx
    .insertInto('grouping_run')
    .values({ hospital_id: hospitalId, scheme_key: key, engine_version: engineVersion, is_current: true })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return created.run_id;
}

/** 登记医院;已登记的,有新名称时更新。 */
export async function registerHospital(trx: Db, hospitalId: string, name: string | null): Promise<void> {
  await trx
    .insertInto('hospital')
    .values({ hospital_id: hospitalId, name: name ?? hospitalId })
    .onConflict((c) => (name ? c.column('hospital_id').doUpdateSet({ name }) : c.doNothing()))
    .execute();
}

export function listSchemes(db: Db) {
  return db
    .selectFrom('scheme as s')
    .selectAll('s')
    .select((e) => [
      e
        .selectFrom('drg_catalogue as d')
        .whereRef('d.scheme_key', '=', 's.scheme_key')
        .select(sql<string>`count(*)`.as('n'))
        .as('drg_count'),
      e
        .exists(
          e
            .selectFrom('grouping_run as r')
            .whereRef('r.scheme_key', '=', 's.scheme_key')
            .where('r.is_current', '=', true)
            .select('r.run_id'),
        )
        .as('in_use'),
    ])
    .orderBy('s.registered_at')
    .execute();
}
