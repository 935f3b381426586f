import { sql } from 'kysely';
import { monthsTouched, type Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import type { DipRunPurpose } from '../tables/dip-settlement.ts';

export interface NewDipRun {
  readonly hospitalId: string;
  readonly regionKey: string;
  readonly engineVersion: string;
  readonly purpose: DipRunPurpose;
  readonly from: string;
  readonly before: string;
  readonly hospitalCoefficient: string;
  readonly hospitalLevel: number | null;
  readonly policyPointValues: Readonly<Record<string, string>>;
  readonly createdBy: string;
}

/** 开一个运行;结果写完再记合计。 */
export async function createDipRun(trx: Db, run: NewDipRun): Promise<number> {
  const { run_id } = await trx
    .insertInto('dip_run')
    .values({
      hospital_id: run.hospitalId,
      region_key: run.regionKey,
      engine_version: run.engineVersion,
      purpose: run.purpose,
      period_from: run.from,
      period_before: run.before,
      hospital_coefficient: run.hospitalCoefficient,
      hospital_level: run.hospitalLevel,
      policy_point_values: JSON.stringify(run.policyPointValues),
      cases: 0,
      matched: 0,
      points: '0',
      created_by: run.createdBy,
    })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return run_id;
}

/** 由写好的结果记下例数、入组例数与总分值。 */
export async function tallyDipRun(trx: Db, runId: number): Promise<void> {
  await sql`
    update dip_run set (cases, matched, points) = (
      select count(*), count(points), coalesce(sum(points), 0) from dip_case_result where run_id = ${runId})
    where run_id = ${runId}`.execute(trx);
}

/** 这个期间各月的结算从此用这些运行;先前的运行不再用于这些月份,结果原样保留。 */
export async function putMonthRuns(
  trx: Db,
  hospitalId: string,
  period: Period,
  runs: readonly { runId: number; from: string; before: string }[],
): Promise<void> {
  await sql`
    delete from dip_month_run
    where hospital_id = ${hospitalId} and month >= ${period.from}::date and month < ${period.before}::date`.execute(
    trx,
  );
  const rows = runs.flatMap(({ runId, ...days }) =>
    monthsTouched(days).map((month) => ({ hospital_id: hospitalId, month: `${month}-01`, run_id: runId })),
  );
  if (rows.length > 0) await trx.insertInto('dip_month_run').values(rows).execute();
}

const runs = (db: Db) =>
  db
    .selectFrom('dip_run as r')
    .innerJoin('dip_region as g', 'g.region_key', 'r.region_key')
    .selectAll('r')
    .select(['g.region_id', 'g.version', 'g.name as region_name', 'g.status as region_status']);

export type DipRun = NonNullable<Awaited<ReturnType<typeof findDipRun>>>;

/** 医院的运行,新的在前。 */
export async function listDipRuns(db: Db, hospitalId: string, page: number, pageSize: number) {
  const all = runs(db).where('r.hospital_id', '=', hospitalId);
  const items = await all
    .select(sql<boolean>`exists (select from dip_month_run m where m.run_id = r.run_id)`.as('in_use'))
    .orderBy('r.run_id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await db
    .selectFrom('dip_run')
    .where('hospital_id', '=', hospitalId)
    .select((e) => e.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return { items, total: Number(total), page, pageSize };
}

export const findDipRun = (db: Db, runId: number) => runs(db).where('r.run_id', '=', runId).executeTakeFirst();

/** 某些月份结算所用的运行,按期间。 */
export const settlementRuns = (db: Db, hospitalId: string, { from, before }: Pick<Period, 'from' | 'before'>) =>
  runs(db)
    .where((e) =>
      e.exists(
        e
          .selectFrom('dip_month_run as m')
          .whereRef('m.run_id', '=', 'r.run_id')
          .where('m.hospital_id', '=', hospitalId)
          .where('m.month', '>=', `${from.slice(0, 7)}-01`)
          .where('m.month', '<', before)
          .select('m.run_id'),
      ),
    )
    .orderBy('r.period_from')
    .orderBy('r.run_id')
    .execute();
