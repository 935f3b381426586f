import pino, { type Logger } from 'pino';
import { requirePeriod } from '../analytics/period.ts';
import { type Db, openEmbedded, openPostgres } from '../sql/database.ts';
import { migrate } from '../sql/migrate.ts';
import { interruptUnfinishedBatches } from '../sql/stores/batch.store.ts';
import { columnMapping } from '../sql/stores/column-mapping.store.ts';
import { listHospitals } from '../sql/stores/hospital.store.ts';
import { interruptUnfinished } from '../sql/stores/job.store.ts';
import type { Config } from './config.ts';
import { dipCatalogueJobs } from './dip/catalogue.jobs.ts';
import { dipRunJobs } from './dip/dip-runs.routes.ts';
import { createLiveRegions, type LiveRegions } from './dip/live-regions.ts';
import { hospitalsOutOfLine } from './grouping/align-hospitals.ts';
import { type LiveSchemes, openLiveSchemes } from './grouping/live-schemes.ts';
import { registerConfiguredScheme } from './grouping/register-scheme.ts';
import { schemeJobs } from './grouping/scheme.jobs.ts';
import { type ImportDeps, importBatch } from './intake/import-batch.ts';
import { createImportThread, type ImportThread } from './intake/import-thread.ts';
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts';
import { createDashboardFiller } from './performance/dashboard.jobs.ts';
import { reportFile } from './reporting/reports.routes.ts';
import { generateReport, type ReportContext, type ReportId } from './reporting/reports.service.ts';

/** 一个运行中的服务所需的一切。 */
export interface Services {
  config: Config;
  db: Db;
  log: Logger;
  schemes: LiveSchemes;
  regions: LiveRegions;
  jobs: JobRunner;
  importDeps: ImportDeps;
  /** 数据、权重或清单变了:在后台补齐看板汇总。 */
  figuresChanged(): Promise<void>;
  close(): Promise<void>;
}

/** 打开数据库、迁移、装入方案。`serving` 时把上次没做完的任务与批次标为中断。 */
export async function openServices(config: Config, { serving }: { serving: boolean }): Promise<Services> {
  const log = pino({ level: config.logLevel });
  const db = config.databaseUrl ? openPostgres(config.databaseUrl) : await openEmbedded(config.databaseFolder);
  try {
    await migrate(db);
    if (serving) {
      await interruptUnfinished(db);
      await interruptUnfinishedBatches(db);
    }
    await registerConfiguredScheme(db, config.schemeFolder);
    const schemes = await openLiveSchemes(db);
    const regions = createLiveRegions();
    const thread = createImportThread();
    const importDeps: ImportDeps = {
      db,
      schemes,
      thread,
      defaultHospital: config.defaultHospital,
      identityKey: config.identityKey,
      today: localToday,
      mappingOf: (source) => columnMapping(db, source),
    };
    const dashboards = createDashboardFiller(db, log, () => jobs);
    const jobs: JobRunner = createJobRunner(
      db,
      {
        ...dashboards.handlers,
        ...dashboards.after({
          import: (input, report) => importBatch(importDeps, input, report),
          ...schemeJobs(db, schemes),
        }),
        ...dipCatalogueJobs(db),
        ...dipRunJobs({ db, schemes, regions }),
        report: (input) => reportJob(db, { schemes }, config, input),
      },
      log,
    );
    // 换了方案或引擎:重新分组(任务),旧结果留在旧运行里。
    if (serving && (await hospitalsOutOfLine(db, schemes.all())).length > 0) await jobs.submit('regroup', {});
    // 升级可能清空了汇总;补好的月份只看一眼。
    if (serving && (await listHospitals(db)).length > 0) await dashboards.changed();
    const close = () => closeAll(jobs, thread, db);
    return { config, db, log, schemes, regions, jobs, importDeps, figuresChanged: dashboards.changed, close };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** 等手头的任务做完,再停线程、关数据库。 */
async function closeAll(jobs: JobRunner, thread: ImportThread, db: Db): Promise<void> {
  await jobs.idle();
  await thread.stop();
  await db.destroy();
}

/** 服务所在地的今天。 */
function localToday(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}

interface ReportJobInput {
  report: ReportId;
  period: string;
  options?: Record<string, string>;
  hospitalId: string;
  generatedBy: string;
  jobId: string;
}

async function reportJob(
  db: Db,
  context: ReportContext,
  config: Config,
  { jobId, period, ...input }: ReportJobInput,
): Promise<Record<string, unknown>> {
  const manifest = await generateReport(
    db,
    context,
    { ...input, period: requirePeriod(period), generatedAt: new Date(), pageUrl: config.pageUrl ?? undefined },
    reportFile(config.reportFolder, jobId),
  );
  return { reportId: jobId, fileName: manifest.fileName, cases: manifest.cases };
}
