import { sql } from 'kysely';
import { addMonths, type Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { loadedTables, tableFor } from './month-weight.store.ts';
import { storeOwnHistory } from './own-history-weights.ts';
import { monthsOfHospital } from './rollup.store.ts';
import { hasOwnWeights } from './weight-table.store.ts';

export interface ShadowToStore {
  readonly hospitalId: string;
  readonly period: Period;
  readonly schemeKey: string;
  readonly schemeHash: string;
  readonly engineVersion: string;
  readonly createdBy: string;
}

/** 开一个影子运行;同一医院、方案、期间先前的那个由它替换。 */
export async function openShadowRun(trx: Db, run: ShadowToStore): Promise<number> {
  const earlier = await trx
    .selectFrom('grouping_run')
    .select('run_id')
    .where('purpose', '=', 'shadow')
    .where('hospital_id', '=', run.hospitalId)
    .where('scheme_key', '=', run.schemeKey)
    .where('period_label', '=', run.period.label)
    .execute();
  for (const { run_id } of earlier) await deleteShadowRun(trx, run_id);
  const { run_id } = await trx
    .insertInto('grouping_run')
    .values({
      hospital_id: run.hospitalId,
      scheme_key: run.schemeKey,
      scheme_hash: run.schemeHash,
      engine_version: run.engineVersion,
      is_current: false,
      purpose: 'shadow',
      period_from: run.period.from,
      period_before: run.period.before,
      period_label: run.period.label,
      created_by: run.createdBy,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return run_id;
}

/** 没有装载权重的方案,权重由此前这么多个月的病例测算,与现行的算法相同;试算也要给它们分组。 */
const HISTORY_MONTHS = 12;

/** 试算要从哪一天起分组。 */
export async function shadowGroupedFrom(trx: Db, { hospitalId, schemeKey, period }: ShadowToStore): Promise<string> {
  if (await hasOwnWeights(trx, schemeKey, hospitalId)) return period.from;
  return `${addMonths(period.from.slice(0, 7), -HISTORY_MONTHS)}-01`;
}

/** 影子运行分完组:定下各月的权重表,记下期间的例数。装载的(含方案自带的)优先,没有则由此前月份测算。 */
export async function settleShadowRun(trx: Db, runId: number, run: ShadowToStore, cases: number): Promise<void> {
  const { hospitalId, schemeKey, period } = run;
  const tables = await loadedTables(trx, hospitalId, schemeKey);
  const known = await monthsOfHospital(trx, hospitalId);
  const months = known.filter((month) => month >= period.from.slice(0, 7) && `${month}-01` < period.before);
  for (const month of months) {
    const loaded = tableFor(tables, `${month}-01`);
    const base = known.filter((earlier) => earlier < month && earlier >= addMonths(month, -HISTORY_MONTHS));
    const tableId = loaded?.hasWeights
      ? loaded.weightTableId
      : await storeOwnHistory(trx, {
          hospitalId,
          schemeKey,
          runId,
          name: `本院历史测算 ${month}(试算)`,
          source: '由本院此前月份的病例按试算的分组测算',
          effective: { from: `${month}-01`, before: `${addMonths(month, 1)}-01` },
          cases: base.length > 0 ? { from: `${base[0]}-01`, before: `${month}-01` } : null,
          months: base,
          supplement: loaded?.weightTableId ?? null,
        });
    if (tableId === null) continue;
    await trx
      .insertInto('shadow_weight')
      .values({ run_id: runId, month: `${month}-01`, weight_table_id: tableId })
      .execute();
  }
  await trx.updateTable('grouping_run').set({ cases }).where('run_id', '=', runId).execute();
}

/** 删去影子运行与它的结果、测算的权重。 */
export async function deleteShadowRun(trx: Db, runId: number): Promise<boolean> {
  const used = await trx.selectFrom('shadow_weight').select('weight_table_id').where('run_id', '=', runId).execute();
  const deleted = await trx
    .deleteFrom('grouping_run')
    .where('run_id', '=', runId)
    .where('purpose', '=', 'shadow')
    .returning('run_id')
    .executeTakeFirst();
  if (!deleted) return false;
  await trx.deleteFrom('case_group').where('run_id', '=', runId).execute();
  const tables = used.map((row) => row.weight_table_id);
  if (tables.length > 0) {
    await trx
      .deleteFrom('weight_table')
      .where('weight_table_id', 'in', tables)
      .where('origin', '=', 'own_history')
      .execute();
  }
  return true;
}

/** 影子运行各月所用的权重表的某一项,不同的以「、」相连;一张也没有为 null。 */
const weightsUsed = (column: 't.name' | 't.origin') =>
  sql<string | null>`(select string_agg(distinct ${sql.ref(column)}, '、') from shadow_weight w
    join weight_table t on t.weight_table_id = w.weight_table_id where w.run_id = r.run_id)`;

/** 影子运行,新的在前。 */
export function shadowRuns(db: Db, filter: { hospitalId?: string; runId?: number } = {}) {
  return db
    .selectFrom('grouping_run as r')
    .innerJoin('scheme as s', 's.scheme_key', 'r.scheme_key')
    .where('r.purpose', '=', 'shadow')
    .$if(filter.hospitalId !== undefined, (q) => q.where('r.hospital_id', '=', filter.hospitalId!))
    .$if(filter.runId !== undefined, (q) => q.where('r.run_id', '=', filter.runId!))
    .select([
      'r.run_id as runId',
      'r.hospital_id as hospitalId',
      'r.scheme_key as schemeKey',
      's.scheme_id as schemeId',
      's.version as schemeVersion',
      's.name as schemeName',
      's.for_reference as forReference',
      'r.engine_version as engineVersion',
      'r.scheme_hash as schemeHash',
      'r.created_at as createdAt',
      'r.created_by as createdBy',
    ])
    .select([
      sql<string>`r.period_from`.as('from'),
      sql<string>`r.period_before`.as('before'),
      sql<string>`r.period_label`.as('period'),
      sql<number>`coalesce(r.cases, 0)`.as('cases'),
      weightsUsed('t.name').as('weightTables'),
      weightsUsed('t.origin').as('weightOrigins'),
    ])
    .orderBy('r.run_id', 'desc')
    .execute();
}

export type ShadowRun = Awaited<ReturnType<typeof shadowRuns>>[number];

/** 权重从哪里来:几个月各不相同的为 mixed,一个月也没有的为 none。 */
export function weightOriginOf({ weightOrigins }: ShadowRun): 'loaded' | 'own_history' | 'mixed' | 'none' {
  if (weightOrigins === null) return 'none';
  return weightOrigins === 'loaded' || weightOrigins === 'own_history' ? weightOrigins : 'mixed';
}

/** 给人看的权重来源。 */
export function weightsTextOf(run: ShadowRun): string {
  const origin = weightOriginOf(run);
  if (origin === 'none') return '没有权重';
  return origin === 'own_history' ? '由本院此前月份的病例按试算的分组测算' : run.weightTables!;
}
