import { sql } from 'kysely';
import type { MappingRow, MappingScope } from '../../analytics/codes/code-mapping.ts';
import type { CodeKind } from '../../analytics/codes/code-repair.ts';
import type { Db } from '../database.ts';

export interface MappingRegistration {
  readonly kind: CodeKind;
  readonly scope: MappingScope;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveBefore: string | null;
  readonly registeredBy: string;
}

/** 登记一张对照表(草案),返回编号;行须先经 checkMappingRows。 */
export function registerMapping(db: Db, about: MappingRegistration, rows: readonly MappingRow[]): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { code_mapping_id } = await trx
      .insertInto('code_mapping')
      .values({
        kind: about.kind,
        scope: about.scope,
        name: about.name,
        version: about.version,
        source: about.source,
        effective_from: about.effectiveFrom,
        effective_before: about.effectiveBefore,
        row_count: rows.length,
        status: 'draft',
        registered_by: about.registeredBy,
        approved_by: null,
        approved_at: null,
        live_by: null,
        live_at: null,
        retired_by: null,
        retired_at: null,
      })
      .returning('code_mapping_id')
      .executeTakeFirstOrThrow();
    await sql`
      insert into code_mapping_row (code_mapping_id, from_code, to_code)
      select ${code_mapping_id}::integer, r."from", r."to"
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r("from" text, "to" text)`.execute(trx);
    return code_mapping_id;
  });
}

export const listMappings = (db: Db) =>
  db.selectFrom('code_mapping').selectAll().orderBy('code_mapping_id', 'desc').execute();

export const findMapping = (db: Db, id: number) =>
  db.selectFrom('code_mapping').selectAll().where('code_mapping_id', '=', id).executeTakeFirst();

/** 全部施行的对照表;按天选用由调用者做。 */
export const liveMappings = (db: Db) =>
  db.selectFrom('code_mapping').selectAll().where('status', '=', 'live').orderBy('effective_from').execute();

export async function mappingRows(db: Db, id: number): Promise<MappingRow[]> {
  return db
    .selectFrom('code_mapping_row')
    .where('code_mapping_id', '=', id)
    .select(['from_code as from', 'to_code as to'])
    .orderBy('from_code')
    .orderBy('to_code')
    .execute();
}

/** 同一类编码在这些日子里已经施行的另一张表;没有为 undefined。 */
export function overlappingLive(
  db: Db,
  { id, kind, from, before }: { id: number; kind: CodeKind; from: string; before: string | null },
) {
  return db
    .selectFrom('code_mapping')
    .selectAll()
    .where('status', '=', 'live')
    .where('kind', '=', kind)
    .where('code_mapping_id', '<>', id)
    .where(sql<boolean>`daterange(effective_from, effective_before) && daterange(${from}::date, ${before}::date)`)
    .executeTakeFirst();
}

const STEPS = {
  approved: { by: 'approved_by', at: 'approved_at', from: 'draft' },
  live: { by: 'live_by', at: 'live_at', from: 'approved' },
  retired: { by: 'retired_by', at: 'retired_at', from: 'live' },
} as const;
export type MappingStep = keyof typeof STEPS;

/** 走一步:草案 → 已核准 → 施行 → 停用;状态不对时不动,返回 false。 */
export async function advanceMapping(db: Db, id: number, step: MappingStep, by: string): Promise<boolean> {
  const { by: who, at, from } = STEPS[step];
  const result = await db
    .updateTable('code_mapping')
    .set({ status: step, [who]: by, [at]: sql<Date>`now()` })
    .where('code_mapping_id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
