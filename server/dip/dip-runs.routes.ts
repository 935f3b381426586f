import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { listDipRuns } from '../../sql/stores/dip-run.store.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint, IdParams, PageQuery, pageOf } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import type { JobHandler, JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import { JobSchema } from '../jobs/jobs.schemas.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { explainedJob } from './catalogue-problem.ts';
import { dipProofOf } from './dip-proof.ts';
import { type DipRunDeps, runDip } from './dip-runs.ts';
import type { LiveRegions } from './live-regions.ts';
import { presentRun } from './present-settlement.ts';
import { DipProofSchema, RunBody, RunSchema } from './settlement.schemas.ts';

const TAG = 'DIP';

/** DIP 分组运行的任务。 */
export const dipRunJobs = (deps: DipRunDeps): Record<string, JobHandler> => ({
  'dip-run': explainedJob(async ({ period, ...input }, report) => {
    const outcome = await runDip(deps, { ...input, period: parsePeriod(period)! }, report);
    return { ...outcome };
  }),
});

export interface DipRunRouteDeps {
  readonly db: Db;
  readonly jobs: JobRunner;
  readonly schemes: LiveSchemes;
  readonly regions: LiveRegions;
}

export function dipRunRoutes(router: Router, openapi: OpenAPIRegistry, deps: DipRunRouteDeps): void {
  const { db, jobs } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/runs',
    summary: 'DIP 分组运行,新的在前',
    tag: TAG,
    query: PageQuery.extend(HospitalQuery.shape),
    answers: { 200: pageOf(RunSchema) },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const found = await listDipRuns(db, hospitalId, query.page, query.pageSize);
      return [200, { ...found, items: found.items.map(presentRun) }];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/dip/runs',
    summary: '给一个期间的病例匹配病种、计分(任务);写了目录是影子运行,不进结算',
    tag: TAG,
    body: RunBody,
    answers: { 202: z.object({ job: JobSchema }) },
    handle: async ({ body: { period, hospital, catalogue, createdBy } }) => {
      if (!parsePeriod(period))
        throw new Problem(400, 'invalid-input', '输入不正确', `「${period}」不是期间;请写 2025-06 或 2025`);
      const hospitalId = await resolveHospital(db, hospital);
      const jobId = await jobs.submit('dip-run', { period, hospitalId, region: catalogue, createdBy });
      return [202, { job: await presentJob(deps, jobId) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/cases/:id/dip-proof',
    summary: '一个病例的 DIP 病种:候选、各自为何落选、哪条规则决定、分值的算式;由费用决定的标明',
    tag: TAG,
    params: IdParams,
    query: z.object({ catalogue: z.string().optional().describe('目录的键;不写用出院日施行的') }),
    answers: { 200: DipProofSchema },
    handle: async ({ params, query }) => [200, await dipProofOf(deps, params.id, query.catalogue)],
  });
}
