import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** 两头不限的写法,与 date 的无穷相同。 */
export const FIRST_DAY = '-infinity';
export const LAST_DAY = 'infinity';

/** 施行的日子:`from` ≤ 出院日 < `before`。文本比较不认识无穷,一律经 {@link isBefore}。 */
export interface RunDays {
  readonly from: string;
  readonly before: string;
  /** 从这一天起的病例有结果(不晚于 `from`)。 */
  readonly groupedFrom: string;
}

export interface GroupingRun extends RunDays {
  readonly runId: number;
  readonly schemeKey: string;
  readonly schemeHash: string | null;
  readonly engineVersion: string;
}

const rank = (day: string) => (day === FIRST_DAY ? '' : day === LAST_DAY ? '~' : day);
export const isBefore = (a: string, b: string): boolean => rank(a) < rank(b);

/** 改动某医院的现行运行、或照它们存入病例之前取得;到事务结束为止只有一个。 */
export async function lockRuns(trx: Db, hospitalId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`grouping_run:${hospitalId}`}))`.execute(trx);
}

const RUN = [
  'run_id as runId',
  'scheme_key as schemeKey',
  'scheme_hash as schemeHash',
  'engine_version as engineVersion',
  'live_from as from',
  'live_before as before',
  'grouped_from as groupedFrom',
] as const;

/** 医院的各现行运行,起始日早的在前;还没有分过组时为空。 */
export const currentRuns = (db: Db, hospitalId: string): Promise<GroupingRun[]> =>
  db
    .selectFrom('grouping_run')
    .select(RUN)
    .where('hospital_id', '=', hospitalId)
    .where('is_current', '=', true)
    .orderBy('live_from')
    .execute();

/** 同一方案内容、同一引擎先前的运行:结果还能用,只须补上没分过的病例。 */
export const earlierRun = (
  trx: Db,
  hospitalId: string,
  scheme: { key: string; hash: string; engineVersion: string },
): Promise<GroupingRun | undefined> =>
  trx
    .selectFrom('grouping_run')
    .select(RUN)
    .where('hospital_id', '=', hospitalId)
    .where('purpose', '=', 'live')
    .where('scheme_key', '=', scheme.key)
    .where('scheme_hash', '=', scheme.hash)
    .where('engine_version', '=', scheme.engineVersion)
    .orderBy('run_id', 'desc')
    .executeTakeFirst();

export interface NewRun extends RunDays {
  readonly hospitalId: string;
  readonly schemeKey: string;
  readonly schemeHash: string;
  readonly engineVersion: string;
}

/** 开一个还不是现行的运行。 */
export async function createRun(trx: Db, run: NewRun): Promise<number> {
  const { run_id } = await trx
    .insertInto('grouping_run')
    .values({
      hospital_id: run.hospitalId,
      scheme_key: run.schemeKey,
      scheme_hash: run.schemeHash,
      engine_version: run.engineVersion,
      is_current: false,
      live_from: run.from,
      live_before: run.before,
      grouped_from: run.groupedFrom,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return run_id;
}

/** 换上这一组现行运行;不在其中的不再现行,结果原样保留。 */
export async function putCurrent(
  trx: Db,
  hospitalId: string,
  runs: readonly (RunDays & { runId: number })[],
): Promise<void> {
  const live = trx.updateTable('grouping_run').where('hospital_id', '=', hospitalId).where('purpose', '=', 'live');
  await live.set({ is_current: false }).where('is_current', '=', true).execute();
  for (const { runId, from, before, groupedFrom } of runs) {
    await live
      .set({ is_current: true, live_from: from, live_before: before, grouped_from: groupedFrom })
      .where('run_id', '=', runId)
      .execute();
  }
}
