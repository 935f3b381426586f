import type { Db } from '../../sql/database.ts';
import type { JobHandler } from '../jobs/job-runner.ts';
import { buildCatalogue, type CatalogueBuild } from './build-catalogue.ts';
import { explainedJob } from './catalogue-problem.ts';

/** DIP 目录的任务:由历史病例测算。 */
export const dipCatalogueJobs = (db: Db): Record<string, JobHandler> => ({
  'dip-build': explainedJob(async ({ jobId: _, ...build }, report) => {
    const { warnings, ...built } = await buildCatalogue(db, build as CatalogueBuild, report);
    return { ...built, findings: warnings.length };
  }),
});
