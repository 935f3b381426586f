import type { Db } from '../../sql/database.ts';
import type { JobHandler } from '../jobs/job-runner.ts';
import { alignEveryHospital } from './align-hospitals.ts';
import type { LiveSchemes } from './live-schemes.ts';
import { makeSchemeLive, withdrawScheme } from './scheme-registry.ts';
import { runShadow } from './shadow-run.ts';

/** 分组方案的任务:重新分组、施行、停用、试算。 */
export const schemeJobs = (db: Db, schemes: LiveSchemes): Record<string, JobHandler> => ({
  regroup: (_, report) => alignEveryHospital(db, schemes, report),
  'scheme-live': (input, report) => makeSchemeLive(db, schemes, input, report),
  'scheme-withdrawal': (input, report) => withdrawScheme(db, schemes, input, report),
  'shadow-run': (input, report) => runShadow(db, schemes, input, report),
});
