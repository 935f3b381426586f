import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { Db } from '../../sql/database.ts';
import { migratedCases, migrationMatrix, migrationUnits } from '../../sql/read-models/case-migration.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { ensureMonthWeights } from '../../sql/stores/month-weight.store.ts';
import { monthsOfHospital } from '../../sql/stores/rollup.store.ts';
import { deleteShadowRun, type ShadowRun, shadowRuns } from '../../sql/stores/shadow-run.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint, IdParams } from '../http/endpoint.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { presentScheme } from './present-scheme.ts';
import { presentOverall, presentShadow, presentSums, requireShadow } from './present-shadow.ts';
import { SchemeJob } from './scheme.schemas.ts';
import {
  MatrixPage,
  MatrixQuery,
  MigratedPage,
  MigratedQuery,
  ShadowBody,
  ShadowOverall,
  ShadowRunSchema,
  UnitPage,
  UnitQuery,
} from './shadow.schemas.ts';

const TAG = '分组';

export function shadowRoutes(router: Router, openapi: OpenAPIRegistry, deps: { db: Db; jobs: JobRunner }): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'post',
    path: '/shadow-runs',
    summary: '试算(任务):把一个期间的病例按另一方案分组,不动任何指标',
    tag: TAG,
    body: ShadowBody,
    answers: { 202: SchemeJob },
    handle: async ({ body: { scheme, period, by, hospital } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      const { key } = await presentScheme(db, scheme);
      const order = { hospitalId, schemeKey: key, period: period.label, by };
      return [202, { job: await presentJob(deps, await deps.jobs.submit('shadow-run', { ...order })) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/shadow-runs',
    summary: '做过的试算,新的在前',
    tag: TAG,
    query: HospitalQuery,
    answers: { 200: ShadowRunSchema.array() },
    handle: async ({ query }) => {
      const runs = await shadowRuns(db, query.hospital === undefined ? {} : { hospitalId: query.hospital });
      return [200, runs.map(presentShadow)];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/shadow-runs/:id',
    summary: '试算的总体影响',
    tag: TAG,
    params: IdParams,
    answers: { 200: ShadowOverall },
    handle: async ({ params }) => [200, await presentOverall(db, await requireShadow(db, params.id))],
  });
  endpoint(router, openapi, {
    method: 'delete',
    path: '/shadow-runs/:id',
    summary: '删去试算',
    tag: TAG,
    params: IdParams,
    answers: { 200: ShadowRunSchema },
    handle: async ({ params }) => {
      const run = await requireShadow(db, params.id);
      await db.transaction().execute((trx) => deleteShadowRun(trx, run.runId));
      return [200, presentShadow(run)];
    },
  });
  migrationRoutes(router, openapi, deps);
}

/** 病例迁移:矩阵、科室与病组、每格的病例。 */
function migrationRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  const opened = async (id: string) => {
    const run = await requireShadow(db, id);
    await ensureMonthWeights(db, run.hospitalId, await monthsWithin(db, run));
    return run;
  };
  endpoint(router, openapi, {
    method: 'get',
    path: '/shadow-runs/:id/matrix',
    summary: '病例迁移矩阵:从现行病组到试算的病组',
    tag: TAG,
    params: IdParams,
    query: MatrixQuery,
    answers: { 200: MatrixPage },
    handle: async ({ params, query }) => {
      const cells = await migrationMatrix(db, await opened(params.id), query, query.sort);
      return [200, pageOfRows(cells, query, ({ from, fromName, to, toName }) => ({ from, fromName, to, toName }))];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/shadow-runs/:id/units',
    summary: '各科室或各现行病组的变化',
    tag: TAG,
    params: IdParams,
    query: UnitQuery,
    answers: { 200: UnitPage },
    handle: async ({ params, query }) => {
      const run = await opened(params.id);
      const units = await migrationUnits(db, run, query.by);
      const departments = await departmentNames(db, run.hospitalId);
      const nameOf = query.by === 'department' ? departments : null;
      return [200, pageOfRows(units, query, ({ code, name }) => ({ code, name: nameOf ? nameOf(code) : name }))];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/shadow-runs/:id/cases',
    summary: '一格里的病例',
    tag: TAG,
    params: IdParams,
    query: MigratedQuery,
    answers: { 200: MigratedPage },
    handle: async ({ params, query }) => {
      const found = await migratedCases(db, await opened(params.id), query, query);
      return [200, { ...found, items: found.items.map(({ caseId, ...item }) => ({ id: caseId, ...item })) }];
    },
  });
}

async function monthsWithin(db: Db, { hospitalId, from, before }: ShadowRun): Promise<string[]> {
  const months = await monthsOfHospital(db, hospitalId);
  return months.filter((month) => month >= from.slice(0, 7) && `${month}-01` < before);
}

function pageOfRows<Row extends Parameters<typeof presentSums>[0], Named>(
  rows: readonly Row[],
  { page, pageSize }: { page: number; pageSize: number },
  name: (row: Row) => Named,
) {
  const items = rows.slice((page - 1) * pageSize, page * pageSize);
  return { items: items.map((row) => ({ ...name(row), ...presentSums(row) })), total: rows.length, page, pageSize };
}
