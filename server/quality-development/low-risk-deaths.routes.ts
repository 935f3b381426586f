import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { lowRiskDeaths } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';

const Summary = z.object({
  department: z.string(),
  name: z.string(),
  lowCases: z.number(),
  lowDeaths: z.number(),
  midLowCases: z.number(),
  midLowDeaths: z.number(),
  lowDeathsLastYear: z.number().nullable().describe('上年同期低风险组死亡'),
});

const Death = z.object({
  caseId: z.string(),
  recordNo: z.string(),
  sex: z.number().nullable(),
  ageYears: z.number().nullable(),
  department: z.string(),
  departmentName: z.string(),
  team: z.string(),
  physician: z.string(),
  admittedOn: z.string().nullable(),
  dischargedOn: z.string(),
  los: z.number().nullable(),
  drg: z.string(),
  drgName: z.string().nullable(),
  tier: z.union([z.literal(1), z.literal(2)]).describe('1 低风险,2 中低风险'),
  groupRate: z.number().nullable().describe('参考期内本院该组的死亡率'),
  principalDiagnosis: z.string().nullable(),
  principalDiagnosisName: z.string().nullable(),
  otherDiagnoses: z.array(z.string()),
  procedures: z.array(z.string()),
  admissionCondition: z.string().nullable(),
  terminalCodes: z.array(z.string()).describe('恶性肿瘤与姑息治疗的诊断编码'),
});

const LowRiskDeaths = z
  .object({
    tiers: z.object({
      origin: z.enum(['loaded', 'own-history', 'none']).describe('装载的地区分级,或本院历史测算'),
      note: z.string(),
      reference: z.object({ from: z.string(), before: z.string() }),
    }),
    summary: z.array(Summary),
    deaths: z.array(Death),
  })
  .openapi('LowRiskDeaths');

const Query = HospitalQuery.extend({
  period: PeriodText,
  tierZeroAsLow: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .openapi({ type: 'string', enum: ['true', 'false'] })
    .describe('参考期内没有死亡的病组也当低风险'),
});

export function lowRiskDeathRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/low-risk-deaths',
    summary: '低风险组、中低风险组死亡:按科室汇总与逐例',
    tag: '高质量发展',
    query: Query,
    answers: { 200: LowRiskDeaths },
    handle: async ({ query }) => {
      const { period, tierZeroAsLow } = query;
      if (![period.from, period.before].every((day) => day.endsWith('-01'))) {
        throw new Problem(422, 'whole-months', '期间须是整月', '请写 2025-06、2025-Q2、2025-H1 或 2025。');
      }
      const hospitalId = await resolveHospital(db, query.hospital);
      const { source, summary, deaths } = await lowRiskDeaths(db, hospitalId, period, { tierZeroAsLow });
      const { from, before } = source.reference;
      return [
        200,
        { tiers: { origin: source.origin, note: source.note, reference: { from, before } }, summary, deaths },
      ];
    },
  });
}
