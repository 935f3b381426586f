import type { Db } from '../../sql/database.ts';
import { currentRuns } from '../../sql/stores/grouping-run.store.ts';
import { listHospitals } from '../../sql/stores/hospital.store.ts';
import type { JobProgress } from '../jobs/job-runner.ts';
import { alignRuns, areAligned } from './grouping-runs.ts';
import type { LiveScheme } from './live-scheme.ts';
import type { LiveSchemes } from './live-schemes.ts';

type Report = (progress: JobProgress) => void;

/** 现行运行与施行中的方案不一致的医院(换了设置或引擎,或上次没做完)。 */
export async function hospitalsOutOfLine(db: Db, schemes: readonly LiveScheme[]): Promise<string[]> {
  const behind: string[] = [];
  for (const { hospital_id: id } of await listHospitals(db)) {
    if (!areAligned(await currentRuns(db, id), schemes)) behind.push(id);
  }
  return behind;
}

/** 任务「重新分组」:各医院的现行运行与施行中的方案一致起来,一家一个事务。 */
export async function alignEveryHospital(db: Db, schemes: LiveSchemes, report: Report) {
  const live = await schemes.refresh(db);
  const hospitals = await hospitalsOutOfLine(db, live);
  for (const id of hospitals) await db.transaction().execute((trx) => alignHospitals(trx, [id], live, report));
  return { hospitals: hospitals.length };
}

/** 在调用者的事务里给若干医院换上施行中的方案;返回重新分组的例数。 */
export async function alignHospitals(
  trx: Db,
  hospitals: readonly string[],
  live: readonly LiveScheme[],
  report: Report,
): Promise<number> {
  let done = 0;
  const total = await storedCases(trx, hospitals);
  for (const id of hospitals) {
    await alignRuns(trx, id, live, (cases) => {
      done += cases;
      report({ done, total, unit: '例' });
    });
  }
  return done;
}

/** 医院已存的病例数(含旧版本):重新分组至多这么多例。 */
async function storedCases(trx: Db, hospitals: readonly string[]): Promise<number> {
  if (hospitals.length === 0) return 0;
  const { n } = await trx
    .selectFrom('discharge_case')
    .where('hospital_id', 'in', hospitals)
    .select((e) => e.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}
