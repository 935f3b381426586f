import { rm } from 'node:fs/promises';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { writeSchemeWorkbook } from '../../reports/scheme/scheme-workbook.ts';
import type { Db } from '../../sql/database.ts';
import { schemeContent } from '../../sql/stores/scheme.store.ts';
import { sendGenerated } from '../http/download.ts';
import { endpoint } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { readUpload } from '../intake/upload.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import { compareSchemes } from './compare-schemes.ts';
import type { LiveSchemes } from './live-schemes.ts';
import { presentScheme, presentSchemes, schemeFindings } from './present-scheme.ts';
import {
  ByBody,
  DiffPage,
  DiffParams,
  DiffQuery,
  FindingPage,
  FindingQuery,
  LiveBody,
  Scheme,
  SchemeFields,
  SchemeForm,
  SchemeImported,
  SchemeJob,
  SchemeKeyParams,
} from './scheme.schemas.ts';
import { packOfContent } from './scheme-content.ts';
import { schemeLimits } from './scheme-files/limits.ts';
import { approveScheme, deleteScheme, importScheme, liveDayOf, requireWithdrawable } from './scheme-registry.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TAG = '分组';

export interface SchemeRouteDeps {
  db: Db;
  schemes: LiveSchemes;
  jobs: JobRunner;
  uploadFolder: string;
  maxSchemeBytes: number;
}

export function schemeRoutes(router: Router, openapi: OpenAPIRegistry, deps: SchemeRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/schemes',
    summary: '分组方案:状态、日子、病组数',
    tag: TAG,
    answers: { 200: Scheme.array() },
    handle: async () => [200, await presentSchemes(db)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/schemes',
    summary: '导入一个方案(.zip 或 .xlsx)为草案;有错误则什么也不存',
    tag: TAG,
    upload: SchemeForm,
    answers: { 201: SchemeImported, 200: SchemeImported },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxSchemeBytes);
      try {
        const { by, effectiveBefore, ...given } = SchemeFields.parse(fields);
        const limits = schemeLimits(deps.maxSchemeBytes);
        const order = { path: file.path, fileName: file.fileName, given: textsOf(given), createdBy: by, limits };
        const outcome = await importScheme(db, { ...order, effectiveBefore: effectiveBefore ?? null });
        const scheme = await presentScheme(db, outcome.key);
        const { unchanged, findings } = outcome;
        return [unchanged ? 200 : 201, { scheme, unchanged, findings }];
      } finally {
        await rm(file.path, { force: true });
      }
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/schemes/:key/findings',
    summary: '方案的体检发现',
    tag: TAG,
    params: SchemeKeyParams,
    query: FindingQuery,
    answers: { 200: FindingPage },
    handle: async ({ params, query }) => [
      200,
      await schemeFindings(db, (await presentScheme(db, params.key)).key, query),
    ],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/schemes/:key/workbook',
    summary: '导出方案(.xlsx);原样导入得到相同的方案',
    tag: TAG,
    params: SchemeKeyParams,
    answers: { 200: { file: XLSX, about: '方案工作簿' } },
    handle: async ({ params, response }) => {
      const content = await schemeContent(db, params.key);
      if (!content) throw notFound('分组方案', params.key);
      const pack = packOfContent(content);
      const request = { at: new Date(), by: '导出' };
      await sendGenerated(response, `${params.key.replace('@', '_')}.xlsx`, XLSX, (output) =>
        writeSchemeWorkbook(pack, output, request),
      );
      return undefined;
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/schemes/:key/diff/:other',
    summary: '两个方案的规则差异:前者为旧,后者为新',
    tag: TAG,
    params: DiffParams,
    query: DiffQuery,
    answers: { 200: DiffPage },
    handle: async ({ params, query: { page, pageSize, level } }) => {
      const { changes, counts } = await compareSchemes(db, params.key, params.other);
      const rows = level === undefined ? changes : changes.filter((change) => change.level === level);
      return [
        200,
        { items: rows.slice((page - 1) * pageSize, page * pageSize), total: rows.length, page, pageSize, counts },
      ];
    },
  });
  statusRoutes(router, openapi, deps);
}

/** 核准、施行、停用、删除。 */
function statusRoutes(router: Router, openapi: OpenAPIRegistry, deps: SchemeRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'post',
    path: '/schemes/:key/approval',
    summary: '核准草案',
    tag: TAG,
    params: SchemeKeyParams,
    body: ByBody,
    answers: { 200: Scheme },
    handle: async ({ params, body }) => {
      await approveScheme(db, params.key, body.by);
      return [200, await presentScheme(db, params.key)];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/schemes/:key/live',
    summary: '从某个出院日起施行(任务):只重新分组所涉的日子;之前的病例不动',
    tag: TAG,
    params: SchemeKeyParams,
    body: LiveBody,
    answers: { 202: SchemeJob },
    handle: async ({ params, body }) => {
      const from = await liveDayOf(db, params.key, body.from);
      const jobId = await deps.jobs.submit('scheme-live', { key: params.key, by: body.by, from });
      return [202, { job: await presentJob(deps, jobId) }];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/schemes/:key/withdrawal',
    summary: '停用施行中的方案(任务):它的日子归回前一个方案',
    tag: TAG,
    params: SchemeKeyParams,
    body: ByBody,
    answers: { 202: SchemeJob },
    handle: async ({ params, body }) => {
      await requireWithdrawable(db, params.key);
      const jobId = await deps.jobs.submit('scheme-withdrawal', { key: params.key, by: body.by });
      return [202, { job: await presentJob(deps, jobId) }];
    },
  });
  endpoint(router, openapi, {
    method: 'delete',
    path: '/schemes/:key',
    summary: '删除没有施行过的方案',
    tag: TAG,
    params: SchemeKeyParams,
    answers: { 200: Scheme },
    handle: async ({ params }) => {
      const scheme = await presentScheme(db, params.key);
      await deleteScheme(db, params.key);
      return [200, scheme];
    },
  });
}

const textsOf = (given: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
