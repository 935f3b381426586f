import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { planVersions } from '../../sql/stores/assessment.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { PlanSchema, PlanVersionSchema } from './assessment.schemas.ts';
import { REFERENCE_PLAN } from './assessment.service.ts';
import { saveAssessmentPlan, stepPlan } from './assessment-plan.service.ts';

const by = z.string({ error: '请写经手人' }).trim().min(1, '请写经手人').max(200);
const VersionParams = z.object({ version: z.coerce.number().int().min(1) });

/** 考核方案的各版:列出、存草案、核准、停用。 */
export function assessmentPlanRoutes(router: Router, openapi: OpenAPIRegistry, db: Db, tag: string): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/assessment/plans',
    summary: '考核方案的各版;参考方案为版本 0',
    tag,
    query: HospitalQuery,
    answers: { 200: PlanVersionSchema.array() },
    handle: async ({ query }) => {
      const own = await planVersions(db, await resolveHospital(db, query.hospital));
      const reference = {
        version: 0,
        status: 'approved' as const,
        effectiveFrom: REFERENCE_PLAN.effectiveFrom,
        createdBy: '内置',
        createdAt: null,
        approvedBy: null,
        approvedAt: null,
        retiredBy: null,
        retiredAt: null,
        plan: PlanSchema.parse(REFERENCE_PLAN),
      };
      const versions = own.map((row) => ({
        version: row.version,
        status: row.status,
        effectiveFrom: row.effective_from,
        createdBy: row.created_by,
        createdAt: row.created_at.toISOString(),
        approvedBy: row.approved_by,
        approvedAt: row.approved_at?.toISOString() ?? null,
        retiredBy: row.retired_by,
        retiredAt: row.retired_at?.toISOString() ?? null,
        plan: PlanSchema.parse(row.body),
      }));
      return [200, [...versions, reference]];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/assessment/plans',
    summary: '存考核方案草案',
    tag,
    body: HospitalQuery.extend({ plan: PlanSchema, by }),
    answers: { 201: z.object({ version: z.number() }) },
    handle: async ({ body }) => {
      const hospitalId = await resolveHospital(db, body.hospital);
      return [201, { version: await saveAssessmentPlan(db, hospitalId, { ...body.plan, version: '' }, body.by) }];
    },
  });
  for (const [path, to, summary] of [
    ['approval', 'approved', '核准一版考核方案'],
    ['retirement', 'retired', '停用一版考核方案'],
  ] as const)
    endpoint(router, openapi, {
      method: 'post',
      path: `/assessment/plans/:version/${path}`,
      summary,
      tag,
      params: VersionParams,
      body: HospitalQuery.extend({ by }),
      answers: { 204: z.null() },
      handle: async ({ params, body, response }) => {
        const hospitalId = await resolveHospital(db, body.hospital);
        await stepPlan(db, hospitalId, params.version, { to, by: body.by });
        response.status(204).end();
        return undefined;
      },
    });
}
