import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { SchemeFindingTable, SchemeStatus } from '../tables/scheme-registry.ts';
import type { DrgCatalogueTable } from '../tables.ts';

export interface SchemeToStore {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveBefore: string | null;
  readonly note: string | null;
  /** 参考方案,不用于结算。 */
  readonly forReference: boolean;
  readonly createdBy: string;
  readonly content: { readonly bytes: Uint8Array; readonly hash: string };
  readonly catalogue: readonly Omit<DrgCatalogueTable, 'scheme_key'>[];
  readonly findings: readonly Omit<SchemeFindingTable, 'scheme_key' | 'ordinal'>[];
}

export const schemeKey = (scheme: { id: string; version: string }): string => `${scheme.id}@${scheme.version}`;

/** 最早的一天:设置里的方案从它起施行。 */
export const EARLIEST = '-infinity';

/** 存下一个方案:登记、内容、病组目录与发现;已有的(草案或设置里的)换成新的。 */
export async function storeScheme(
  trx: Db,
  scheme: SchemeToStore,
  state: { status: SchemeStatus; liveFrom?: string; isConfigured?: boolean },
): Promise<string> {
  const key = schemeKey(scheme);
  const row = {
    scheme_id: scheme.id,
    version: scheme.version,
    name: scheme.name,
    source: scheme.source,
    effective_from: scheme.effectiveFrom,
    effective_before: scheme.effectiveBefore,
    note: scheme.note,
    for_reference: scheme.forReference,
    status: state.status,
    live_from: state.liveFrom ?? null,
    is_configured: state.isConfigured ?? false,
    content: Buffer.from(scheme.content.bytes),
    content_hash: scheme.content.hash,
    created_by: scheme.createdBy,
  };
  await trx
    .insertInto('scheme')
    .values({ scheme_key: key, ...row })
    .onConflict((c) => c.column('scheme_key').doUpdateSet(row))
    .execute();
  await trx.deleteFrom('drg_catalogue').where('scheme_key', '=', key).execute();
  await insertMany(
    trx,
    'drg_catalogue',
    scheme.catalogue.map((group) => ({ scheme_key: key, ...group })),
  );
  await trx.deleteFrom('scheme_finding').where('scheme_key', '=', key).execute();
  await insertMany(
    trx,
    'scheme_finding',
    scheme.findings.map((f, ordinal) => ({ scheme_key: key, ordinal, ...f })),
  );
  return key;
}

async function insertMany(trx: Db, table: 'drg_catalogue' | 'scheme_finding', rows: readonly object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 500) {
    await trx
      .insertInto(table)
      .values(rows.slice(i, i + 500) as never)
      .execute();
  }
}

const REGISTRATION = [
  'scheme_key',
  'scheme_id',
  'version',
  'name',
  'source',
  'effective_from',
  'effective_before',
  'note',
  'for_reference',
  'status',
  'live_from',
  'is_configured',
  'content_hash',
  'registered_at',
  'created_by',
  'approved_by',
  'approved_at',
  'live_by',
  'live_at',
  'retired_by',
  'retired_at',
] as const;

/** 一个方案的登记(不含内容)。 */
export const findScheme = (db: Db, key: string) =>
  db.selectFrom('scheme').select(REGISTRATION).where('scheme_key', '=', key).executeTakeFirst();

export type SchemeRecord = NonNullable<Awaited<ReturnType<typeof findScheme>>>;

/** 同一套表的其他登记(别的编号或版本)。 */
export const schemesWithContent = (db: Db, hash: string) =>
  db.selectFrom('scheme').select('scheme_key').where('content_hash', '=', hash).orderBy('registered_at').execute();

/** 方案的内容;没有存过为 undefined。 */
export async function schemeContent(db: Db, key: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('scheme').select('content').where('scheme_key', '=', key).executeTakeFirst();
  return row?.content ?? undefined;
}

/** 施行中的方案,起始日早的在前。 */
export const liveSchemeRows = (db: Db) =>
  db.selectFrom('scheme').select(REGISTRATION).where('status', '=', 'live').orderBy('live_from').execute();

/** 改登记的状态与经手人。 */
export const updateScheme = (
  trx: Db,
  key: string,
  change: Partial<{
    status: SchemeStatus;
    live_from: string | null;
    is_configured: boolean;
    approved_by: string;
    live_by: string;
    retired_by: string;
    retired_at: Date | null;
  }>,
  stamp?: 'approved_at' | 'live_at' | 'retired_at',
) =>
  trx
    .updateTable('scheme')
    .set({ ...change, ...(stamp ? { [stamp]: sql<Date>`now()` } : {}) })
    .where('scheme_key', '=', key)
    .execute();

/** 全部方案与其病组数、发现数、是否在用。 */
export function listSchemes(db: Db) {
  return db
    .selectFrom('scheme as s')
    .select(REGISTRATION.map((column) => `s.${column}` as const))
    .select((e) => [
      e
        .selectFrom('drg_catalogue as d')
        .whereRef('d.scheme_key', '=', 's.scheme_key')
        .select(sql<string>`count(*)`.as('n'))
        .as('drg_count'),
      e
        .selectFrom('scheme_finding as f')
        .whereRef('f.scheme_key', '=', 's.scheme_key')
        .select(sql<string>`count(*)`.as('n'))
        .as('finding_count'),
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

/** 登记医院;已登记的,有新名称时更新。 */
export async function registerHospital(trx: Db, hospitalId: string, name: string | null): Promise<void> {
  await trx
    .insertInto('hospital')
    .values({ hospital_id: hospitalId, name: name ?? hospitalId })
    .onConflict((c) => (name ? c.column('hospital_id').doUpdateSet({ name }) : c.doNothing()))
    .execute();
}
