import { rm } from 'node:fs/promises';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { checkHistory, type DepartmentHistory, EARLIEST } from '../../analytics/performance/department-history.ts';
import type { Db } from '../../sql/database.ts';
import { departmentHistory, replaceDepartmentHistory } from '../../sql/stores/department-history.store.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import { readUpload } from '../intake/upload.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { readDepartmentFile } from './department-file.ts';
import { resolveHospital } from './hospitals.service.ts';

const Code = z.string().trim().max(60);

const History = z
  .object({
    departments: z
      .array(
        z.object({
          code: Code,
          name: z.string().trim().max(100),
          validFrom: z.string().default(EARLIEST).describe('启用日;缺省为最早'),
          validBefore: z.string().nullable().default(null).describe('停用日(不含);null 为沿用至今'),
        }),
      )
      .max(5000),
    links: z
      .array(
        z.object({
          from: Code,
          ward: Code.default('').describe('只限该病区;空文本为整个科室'),
          to: Code,
          effectiveOn: z.string().describe('生效日,某月 1 日'),
          kind: z.enum(['renamed', 'merged', 'split']).describe('更名(换编码)、合并、拆分'),
          note: z.string().trim().max(500).default(''),
        }),
      )
      .max(5000),
  })
  .openapi('DepartmentHistory');

const Upload = z.object({ file: z.string().openapi({ format: 'binary' }), hospital: z.string().optional() });

interface Deps {
  db: Db;
  uploadFolder: string;
  maxUploadBytes: number;
}

/** 检查并整体替换;有一处错误就全不存。 */
async function replace(db: Db, hospitalId: string, history: DepartmentHistory): Promise<DepartmentHistory> {
  const problems = checkHistory(history);
  if (problems.length > 0) {
    const detail = `科室历史有 ${problems.length} 处错误,没有保存;例如:${problems[0]!.message}`;
    throw new Problem(422, 'department-history-invalid', '科室历史有误', detail, problems);
  }
  await replaceDepartmentHistory(db, hospitalId, history);
  return departmentHistory(db, hospitalId);
}

/** 读上传的文件;读不懂时是给人看的 422。读完就删。 */
async function readFile(path: string): Promise<DepartmentHistory> {
  try {
    return await readDepartmentFile(path);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new Problem(422, error.failure.code, '科室文件不能读', `${error.failure.message}${error.failure.fix ?? ''}`);
  } finally {
    await rm(path, { force: true });
  }
}

export function departmentHistoryRoutes(router: Router, openapi: OpenAPIRegistry, deps: Deps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/departments/history',
    summary: '科室名称的历史与历次更名、合并、拆分',
    tag: '机构',
    query: HospitalQuery,
    answers: { 200: History },
    handle: async ({ query }) => [200, await departmentHistory(db, await resolveHospital(db, query.hospital))],
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/departments/history',
    summary: '保存科室历史(整体替换)',
    tag: '机构',
    query: HospitalQuery,
    body: History,
    answers: { 200: History },
    handle: async ({ query, body }) => [200, await replace(db, await resolveHospital(db, query.hospital), body)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/departments/history/file',
    summary: '由 xlsx 或 CSV 导入科室历史(整体替换)',
    tag: '机构',
    upload: Upload,
    answers: { 200: History },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      const history = await readFile(file.path);
      return [200, await replace(db, await resolveHospital(db, fields.hospital), history)];
    },
  });
}
