import { type Registry, withAdoptions } from '../../analytics/performance/adoption.ts';
import {
  compileIndicator,
  INDICATORS,
  type Indicator,
  type IndicatorDefinition,
} from '../../analytics/performance/indicator-registry.ts';
import type { Db } from '../database.ts';
import type { DefinitionStatus } from '../tables/indicator-registry.ts';
import { adoptionsInForce } from './indicator-adoption.store.ts';

/** 医院自己定义的指标的一版。 */
export interface OwnDefinition {
  readonly definition: IndicatorDefinition;
  readonly version: number;
  readonly status: DefinitionStatus;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

/** 某医院自己的全部指标与各版,编号小、新版在前。 */
export async function ownDefinitions(db: Db, hospitalId: string): Promise<OwnDefinition[]> {
  const rows = await db
    .selectFrom('indicator_definition')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .orderBy('indicator_id')
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    definition: {
      ...row.body,
      id: row.indicator_id,
      version: String(row.version),
      effectiveFrom: row.effective_from,
      effectiveBefore: row.effective_before,
    },
    version: row.version,
    status: row.status,
    createdBy: row.created_by,
    createdAt: row.created_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
  }));
}

/**
 * 某日有效的登记表:内置的,加上医院自己已核准、当日有效的;同名的几种算法采用医院当日选的一种。
 * 一个期间只用期末那天的一版:各月口径相同才好比较,用的是哪一版随数给出。
 */
export async function registryOn(db: Db, hospitalId: string, day: string): Promise<Registry> {
  const choices = await adoptionsInForce(db, hospitalId, day);
  return withAdoptions(
    await definedOn(db, hospitalId, day),
    new Map(choices.map(({ concept, indicator }) => [concept, indicator])),
  );
}

/** 内置的与医院自己当日有效的,尚未看医院采用哪一种。 */
async function definedOn(db: Db, hospitalId: string, day: string): Promise<Registry> {
  const own = (await ownDefinitions(db, hospitalId)).filter(
    ({ status, definition: { effectiveFrom, effectiveBefore } }) =>
      status === 'approved' && effectiveFrom <= day && (!effectiveBefore || day < effectiveBefore),
  );
  if (own.length === 0) return INDICATORS;
  return new Map([...INDICATORS, ...own.map(({ definition }) => [definition.id, compiled(definition)] as const)]);
}

const compiledOnce = new Map<string, Indicator>();

/** 同一定义只编译一次;核准的一版不再改变。 */
function compiled(definition: IndicatorDefinition): Indicator {
  const key = JSON.stringify(definition);
  const known = compiledOnce.get(key) ?? compileIndicator(definition);
  compiledOnce.set(key, known);
  return known;
}

/** 存草案:已有草案的改草案,否则另起一版。返回版本号。定义须已检查过。 */
export function saveDraft(
  db: Db,
  hospitalId: string,
  { id, version: _, effectiveFrom, effectiveBefore = null, ...body }: IndicatorDefinition,
  by: string,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const [latest] = await trx
      .selectFrom('indicator_definition')
      .select(['version', 'status'])
      .where('hospital_id', '=', hospitalId)
      .where('indicator_id', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .forUpdate()
      .execute();
    const version = latest?.status === 'draft' ? latest.version : (latest?.version ?? 0) + 1;
    const row = {
      effective_from: effectiveFrom,
      effective_before: effectiveBefore,
      body: JSON.stringify(body),
      created_by: by,
    };
    await trx
      .insertInto('indicator_definition')
      .values({ hospital_id: hospitalId, indicator_id: id, version, status: 'draft', ...row })
      .onConflict((c) => c.columns(['hospital_id', 'indicator_id', 'version']).doUpdateSet(row))
      .execute();
    return version;
  });
}

export type Approval = 'approved' | 'not-found' | 'not-draft' | 'not-later';

/**
 * 核准一版草案;此前核准的、日子与它重叠的一版到它的生效日为止。
 * 生效日不晚于已核准的一版时不核准:那会改写已经用过的口径。
 */
export function approveDefinition(
  db: Db,
  hospitalId: string,
  { id, version }: { id: string; version: number },
  by: { name: string; at: Date },
): Promise<Approval> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('indicator_definition')
      .select(['version', 'status', 'effective_from', 'effective_before'])
      .where('hospital_id', '=', hospitalId)
      .where('indicator_id', '=', id)
      .forUpdate()
      .execute();
    const draft = rows.find((row) => row.version === version);
    if (!draft) return 'not-found';
    if (draft.status !== 'draft') return 'not-draft';
    const from = draft.effective_from;
    const approved = rows.filter((row) => row.status === 'approved');
    if (approved.some((row) => row.effective_from >= from)) return 'not-later';
    for (const row of approved.filter((r) => r.effective_before === null || r.effective_before > from)) {
      await update(trx, hospitalId, id, row.version, { effective_before: from });
    }
    await update(trx, hospitalId, id, version, { status: 'approved', approved_by: by.name, approved_at: by.at });
    return 'approved';
  });
}

/** 停用已核准的一版,或丢弃草案(删去)。没有这一版时返回 false。 */
export async function retireDefinition(
  db: Db,
  hospitalId: string,
  { id, version }: { id: string; version: number },
): Promise<boolean> {
  const of = { hospital_id: hospitalId, indicator_id: id, version };
  const dropped = await db
    .deleteFrom('indicator_definition')
    .where((e) => e.and({ ...of, status: 'draft' }))
    .executeTakeFirst();
  if (dropped.numDeletedRows > 0n) return true;
  const retired = await db
    .updateTable('indicator_definition')
    .set({ status: 'retired' })
    .where((e) => e.and({ ...of, status: 'approved' }))
    .executeTakeFirst();
  return retired.numUpdatedRows > 0n;
}

const update = (
  trx: Db,
  hospitalId: string,
  id: string,
  version: number,
  set: { effective_before?: string; status?: DefinitionStatus; approved_by?: string; approved_at?: Date },
) =>
  trx
    .updateTable('indicator_definition')
    .set(set)
    .where((e) => e.and({ hospital_id: hospitalId, indicator_id: id, version }))
    .execute();
