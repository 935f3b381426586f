import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { parseYuan } from '../../analytics/money.ts';
import type { Db } from '../../sql/database.ts';
import { currentInputs, departmentZones, replaceZones } from '../../sql/stores/assessment.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import {
  AssessmentQuerySchema,
  AssessmentSchema,
  BonusQuery,
  BonusSchema,
  InputsBody,
  InputsSchema,
  PlanSchema,
  SimulationBody,
  ZonesBody,
} from './assessment.schemas.ts';
import { type Assessment, assessDepartments, enterInputs } from './assessment.service.ts';
import { assessmentPlanRoutes } from './assessment-plan.routes.ts';
import { bonusOf } from './bonus.service.ts';

function present(period: string, { plan, forReference, zones }: Assessment): z.output<typeof AssessmentSchema> {
  const { version, ...shown } = plan;
  return {
    period,
    forReference,
    version,
    plan: PlanSchema.parse(shown),
    zones: zones.map(({ units, ...zone }) => ({
      ...zone,
      units: units.map(({ zone: _, items, dimensions, ...unit }) => ({
        ...unit,
        items: [...items],
        dimensions: [...dimensions],
      })),
    })),
  };
}

export function assessmentRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  const tag = '科室考核';
  endpoint(router, openapi, {
    method: 'get',
    path: '/assessment',
    summary: '科室考核:各维度得分、片区排名(季度、半年、年)',
    tag,
    query: AssessmentQuerySchema,
    answers: { 200: AssessmentSchema },
    handle: async ({ query: { hospital, period } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      return [200, present(period.label, await assessDepartments(db, { hospitalId, period }))];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/assessment/simulation',
    summary: '换一组权重试算,不存',
    tag,
    body: SimulationBody,
    answers: { 200: AssessmentSchema },
    handle: async ({ body: { hospital, period, weights } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      return [200, present(period.label, await assessDepartments(db, { hospitalId, period }, weights))];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/assessment/bonus',
    summary: '按考核结果分配一笔奖金(RBRVS 与 KPI 混合)',
    tag,
    query: BonusQuery,
    answers: { 200: BonusSchema },
    handle: async ({ query: { hospital, period, pool } }) => {
      const amount = parseYuan(pool);
      if (amount === null || amount < 0)
        throw new Problem(422, 'pool-invalid', '奖金总额不对', `「${pool}」不是金额;请写成 1000000.00 的样子。`);
      return [200, await bonusOf(db, { hospitalId: await resolveHospital(db, hospital), period }, amount)];
    },
  });
  assessmentPlanRoutes(router, openapi, db, tag);
  inputRoutes(router, openapi, db, tag);
}

function inputRoutes(router: Router, openapi: OpenAPIRegistry, db: Db, tag: string): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/assessment/inputs',
    summary: '某期间填报的数(满意度、科研教学、RBRVS 点数)',
    tag,
    query: AssessmentQuerySchema,
    answers: { 200: InputsSchema },
    handle: async ({ query }) => {
      const rows = await currentInputs(db, await resolveHospital(db, query.hospital), query.period.label);
      return [
        200,
        rows.map((row) => ({
          department: row.department_code,
          item: row.item,
          value: row.value,
          source: row.source,
          enteredBy: row.entered_by,
          enteredAt: row.entered_at.toISOString(),
        })),
      ];
    },
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/assessment/inputs',
    summary: '填报;有一处不对就都不存',
    tag,
    body: InputsBody,
    answers: { 200: z.object({ written: z.number() }) },
    handle: async ({ body: { hospital, period, values, source, by: person } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      return [200, { written: await enterInputs(db, { hospitalId, period }, { source, by: person }, values) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/assessment/zones',
    summary: '科室登记的片区',
    tag,
    query: HospitalQuery,
    answers: { 200: z.record(z.string(), z.string()) },
    handle: async ({ query }) => [
      200,
      Object.fromEntries(await departmentZones(db, await resolveHospital(db, query.hospital))),
    ],
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/assessment/zones',
    summary: '登记科室的片区(整个替换);没有登记的按诊疗科目归',
    tag,
    body: ZonesBody,
    answers: { 204: z.null() },
    handle: async ({ body, response }) => {
      await replaceZones(db, await resolveHospital(db, body.hospital), new Map(Object.entries(body.zones)));
      response.status(204).end();
      return undefined;
    },
  });
}
