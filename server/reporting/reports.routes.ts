import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { monthPeriod, type Period } from '../../analytics/period.ts';
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
import { HospitalQuery, MonthText, PeriodText } from '../performance/period-query.ts';
import { REPORTS, type ReportId, refusalOf, reportKind } from './reports.service.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const ReportBody = z.object({
  report: z.enum(Object.keys(REPORTS) as [keyof typeof REPORTS, ...(keyof typeof REPORTS)[]]).describe('报表编号'),
  period: PeriodText.describe('期间:2025-06、2025-Q2、2025-H1、2025;各报表能做的期间见报表目录').optional(),
  month: MonthText.optional().describe('同 period,只写月份'),
  hospital: z.string().optional(),
  options: z.record(z.string(), z.string().max(200)).default({}).describe('报表自己的选项,见报表目录'),
  generatedBy: z.string().max(100).default('未署名').describe('生成人,印在封面上'),
});

const ReportCatalogueItem = z
  .object({
    report: z.string(),
    name: z.string(),
    periods: z.array(z.enum(['month', 'quarter', 'half', 'year', 'range'])).describe('可以做的期间'),
    options: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        required: z.boolean(),
        choices: z.enum(['scheme', 'dipCatalogue']).optional().describe('取值从哪一类登记里选'),
        values: z
          .array(z.object({ value: z.string(), label: z.string() }))
          .optional()
          .describe('只能取其中之一'),
      }),
    ),
  })
  .openapi('ReportCatalogueItem');

const MadeReport = JobSchema.pick({ id: true, status: true, problem: true, createdAt: true, finishedAt: true })
  .extend({
    report: z.string(),
    name: z.string(),
    period: z.string(),
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
    period: job.input.period ?? job.input.month ?? '',
    hospital: job.input.hospitalId,
    fileName: (job.result?.fileName as string | undefined) ?? null,
    downloadable: job.status === 'done' && existsSync(reportFile(folder, job.job_id)),
    generatedBy: job.input.generatedBy,
    status: job.status,
    problem: job.problem,
    createdAt: job.created_at.toISOString(),
    finishedAt: job.finished_at?.toISOString() ?? null,
  });

async function requireData(db: Db, hospitalId: string, period: Period): Promise<void> {
  const months = await monthsWithData(db, hospitalId);
  if (months.some(({ month }) => month >= period.from.slice(0, 7) && `${month}-01` < period.before)) return;
  const range = months.length > 0 ? `有数据的月份是 ${months[0]!.month} 至 ${months.at(-1)!.month}。` : '还没有数据。';
  throw new Problem(409, 'month-empty', '该期间没有数据', `${period.label} 没有出院数据,不能生成报表;${range}`);
}

export function reportRoutes(router: Router, openapi: OpenAPIRegistry, deps: ReportRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/reports',
    summary: '报表目录',
    tag: '报表',
    answers: { 200: z.array(ReportCatalogueItem) },
    handle: async () => [
      200,
      (Object.keys(REPORTS) as ReportId[]).map((report) => {
        const { name, periods, options = [] } = reportKind(report);
        return { report, name, periods: [...periods], options: [...options] };
      }),
    ],
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
      const { report, generatedBy, options } = body;
      const period = body.period ?? (body.month === undefined ? undefined : monthPeriod(body.month));
      if (!period) throw new Problem(422, 'period-missing', '没有写期间', '请写 period,如 2025-06。');
      const refusal = refusalOf(report, period, options);
      if (refusal) throw new Problem(422, 'report-refused', '报表不能这样做', refusal);
      await requireData(db, hospitalId, period);
      const jobId = await deps.jobs.submit('report', {
        report,
        period: period.label,
        hospitalId,
        generatedBy,
        options,
      });
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
