import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { monthsWithData } from '../../sql/read-models/months.read-model.ts';
import { findJob, listReportJobs } from '../../sql/stores/job.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { sendFile } from '../http/download.ts';
import { endpoint, IdParams, PageQuery, pageOf } from '../http/endpoint.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import { JobSchema } from '../jobs/jobs.schemas.ts';
import { HospitalQuery, MonthText } from '../performance/period-query.ts';
import { REPORTS, type ReportId } from './reports.service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const ReportBody = z.object({
  report: z.enum(Object.keys(REPORTS) as [keyof typeof REPORTS, ...(keyof typeof REPORTS)[]]).describe('报表编号'),
  month: MonthText,
  hospital: z.string().optional(),
  generatedBy: z.string().max(100).default('未署名').describe('生成人,印在封面上'),
});

const MadeReport = JobSchema.pick({ id: true, status: true, problem: true, createdAt: true, finishedAt: true })
  .extend({
    report: z.string(),
    name: z.string(),
    month: z.string(),
    hospital: z.string(),
    fileName: z.string().nullable().describe('生成好才有'),
    downloadable: z.boolean().describe('文件还在,可以下载'),
    generatedBy: z.string(),
  })
  .openapi('MadeReport');

export interface ReportRouteDeps {
  db: Db;
  jobs: JobRunner;
  reportFolder: string;
}

/** 报表文件的位置:以任务编号命名。 */
export const reportFile = (folder: string, jobId: string): string => join(folder, `${jobId}.xlsx`);

type ReportJob = Awaited<ReturnType<typeof listReportJobs>>['items'][number];

const presentMade =
  (folder: string) =>
  (job: ReportJob): z.output<typeof MadeReport> => ({
    id: job.job_id,
    report: job.input.report,
    name: REPORTS[job.input.report as ReportId]?.name ?? job.input.report,
    month: job.input.month,
    hospital: job.input.hospitalId,
    fileName: (job.result?.fileName as string | undefined) ?? null,
    downloadable: job.status === 'done' && existsSync(reportFile(folder, job.job_id)),
    generatedBy: job.input.generatedBy,
    status: job.status,
    problem: job.problem,
    createdAt: job.created_at.toISOString(),
    finishedAt: job.finished_at?.toISOString() ?? null,
  });

async function requireMonth(db: Db, hospitalId: string, month: string): Promise<void> {
  const months = await monthsWithData(db, hospitalId);
  if (months.some((known) => known.month === month)) return;
  const range = months.length > 0 ? `有数据的月份是 ${months[0]!.month} 至 ${months.at(-1)!.month}。` : '还没有数据。';
  throw new Problem(409, 'month-empty', '该月没有数据', `${month} 没有出院数据,不能生成报表;${range}`);
}

export function reportRoutes(router: Router, openapi: OpenAPIRegistry, deps: ReportRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/reports',
    summary: '报表目录',
    tag: '报表',
    answers: { 200: z.array(z.object({ report: z.string(), name: z.string() })) },
    handle: async () => [200, Object.entries(REPORTS).map(([report, { name }]) => ({ report, name }))],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/reports',
    summary: '生成报表(任务);完成后结果里有 reportId 与 fileName',
    tag: '报表',
    body: ReportBody,
    answers: { 202: z.object({ job: JobSchema }) },
    handle: async ({ body }) => {
      const hospitalId = await resolveHospital(db, body.hospital);
      await requireMonth(db, hospitalId, body.month);
      const { report, month, generatedBy } = body;
      const jobId = await deps.jobs.submit('report', { report, month, hospitalId, generatedBy });
      return [202, { job: await presentJob(deps, jobId) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/reports/made',
    summary: '生成过的报表,新的在前;不写机构则为全部',
    tag: '报表',
    query: PageQuery.extend(HospitalQuery.shape),
    answers: { 200: pageOf(MadeReport) },
    handle: async ({ query }) => {
      const found = await listReportJobs(db, query.hospital, query.page, query.pageSize);
      return [200, { ...found, items: found.items.map(presentMade(deps.reportFolder)) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/reports/:id/file',
    summary: '下载报表(.xlsx)',
    tag: '报表',
    params: IdParams,
    answers: { 200: { file: XLSX, about: '报表工作簿' } },
    handle: async ({ params, response }) => {
      const job = await findJob(db, params.id);
      if (job?.kind !== 'report') throw notFound('报表', params.id);
      if (job.status !== 'done')
        throw conflict('report-not-ready', '报表还没有生成', '报表尚未生成完成,请查看任务状态。');
      const path = reportFile(deps.reportFolder, params.id);
      if (!existsSync(path)) throw new Problem(410, 'report-gone', '报表文件已不在', '报表文件已被清理;请重新生成。');
      await sendFile(
        response,
        String((job.result as { fileName?: string }).fileName ?? 'report.xlsx'),
        XLSX,
        createReadStream(path),
      );
      return undefined;
    },
  });
}
