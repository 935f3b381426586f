import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { Db } from '../../sql/database.ts';
import { findJob } from '../../sql/stores/job.store.ts';
import { endpoint, IdParams } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import type { JobRunner } from './job-runner.ts';
import { JobSchema } from './jobs.schemas.ts';

/** 一个任务给外面看的样子。 */
export async function presentJob({ db, jobs }: { db: Db; jobs: JobRunner }, jobId: string) {
  const job = await findJob(db, jobId);
  if (!job) throw notFound('任务', jobId);
  return {
    id: job.job_id,
    kind: job.kind,
    status: job.status,
    progress: jobs.progressOf(jobId),
    result: job.result,
    problem: job.problem,
    createdAt: job.created_at.toISOString(),
    finishedAt: job.finished_at?.toISOString() ?? null,
  };
}

export function jobRoutes(router: Router, openapi: OpenAPIRegistry, deps: { db: Db; jobs: JobRunner }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/jobs/:id',
    summary: '任务的状态与进度',
    tag: '任务',
    params: IdParams,
    answers: { 200: JobSchema },
    handle: async ({ params }) => [200, await presentJob(deps, params.id)],
  });
}
