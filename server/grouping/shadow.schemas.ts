import { z } from 'zod';
import { PageQuery, pageOf } from '../http/endpoint.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';
import { ByBody } from './scheme.schemas.ts';

export const ShadowBody = ByBody.extend({
  scheme: z.string().describe('要试算的方案(编号@版本),草案也可以'),
  period: PeriodText,
  hospital: HospitalQuery.shape.hospital,
});

export const ShadowRunSchema = z
  .object({
    id: z.string(),
    hospital: z.string(),
    scheme: z.string(),
    schemeName: z.string(),
    forReference: z.boolean(),
    period: z.string(),
    from: z.string(),
    before: z.string(),
    cases: z.number(),
    weights: z.string().describe('试算的权重从哪里来'),
    weightOrigin: z.enum(['loaded', 'own_history', 'mixed', 'none']),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .openapi('ShadowRun');

const sums = {
  cases: z.number(),
  changed: z.number().describe('病组编码变了的病例'),
  fee: z.string(),
  fromGrouped: z.number(),
  toGrouped: z.number(),
  fromWeight: z.number().nullable().describe('现行总权重;没有权重时为 null'),
  toWeight: z.number().nullable(),
  fromCmi: z.number().nullable(),
  toCmi: z.number().nullable(),
};

export const ShadowOverall = z
  .object({
    run: ShadowRunSchema,
    overall: z.object({
      ...sums,
      fromDrgs: z.number(),
      toDrgs: z.number(),
      missing: z.number().describe('试算之后才存入、没有参加的病例;不为 0 时请重新试算'),
      excluded: z.number().describe('有 E 级缺陷、不参加比较的'),
    }),
    current: z.object({ scheme: z.string(), weights: z.string(), weightOrigin: z.string() }),
    notes: z.array(z.string()).describe('比较时要注意的'),
  })
  .openapi('ShadowOverall');

const Filter = z.object({
  department: z.string().optional(),
  from: z.string().optional().describe('现行病组;空文本是未入组'),
  to: z.string().optional().describe('试算的病组;空文本是未入组'),
  changed: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text === 'true'),
});
export const MatrixQuery = PageQuery.extend({
  ...Filter.shape,
  sort: z.enum(['cases', 'weight']).default('cases').describe('例数多的在前,或总权重变化大的在前'),
});
export const MatrixPage = pageOf(
  z.object({
    from: z.string(),
    fromName: z.string().nullable(),
    to: z.string(),
    toName: z.string().nullable(),
    ...sums,
  }),
);
export const UnitQuery = PageQuery.extend({ by: z.enum(['department', 'drg']) });
export const UnitPage = pageOf(z.object({ code: z.string(), name: z.string().nullable(), ...sums }));
export const MigratedQuery = PageQuery.extend(Filter.shape);
export const MigratedPage = pageOf(
  z.object({
    id: z.string(),
    recordNo: z.string(),
    department: z.string(),
    dischargedOn: z.string(),
    principalDiagnosis: z.string().nullable(),
    principalDiagnosisName: z.string().nullable(),
    totalFee: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    fromRw: z.number().nullable(),
    toRw: z.number().nullable(),
  }),
);
