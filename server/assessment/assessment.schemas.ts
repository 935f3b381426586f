import { z } from 'zod';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';
import { assessmentRefusal } from './assessment.service.ts';

const text = (message: string) => z.string({ error: message }).trim().min(1, message).max(200);

/** 考核的期间:季度、半年、年。 */
export const AssessmentPeriod = PeriodText.superRefine((period, context) => {
  const refusal = assessmentRefusal(period);
  if (refusal) context.addIssue({ code: 'custom', message: refusal });
}).openapi({ type: 'string', example: '2025-Q2' });

export const AssessmentQuerySchema = HospitalQuery.extend({ period: AssessmentPeriod });

const ScoreRuleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('linear'), worst: z.number(), best: z.number() }),
  z.object({ kind: z.literal('relative'), worst: z.number(), best: z.number() }),
  z.object({ kind: z.literal('percentile') }),
  z.object({ kind: z.literal('improvement'), worst: z.number(), best: z.number() }),
  z.object({ kind: z.literal('target'), target: z.number(), tolerance: z.number() }),
]);

/** 空着的由方案检查一并说出在哪里(plan-check.ts),这里只限长短。 */
const words = z.string().trim().max(200);

/** 考核方案;版本由登记处编,不由填写者写。 */
export const PlanSchema = z
  .object({
    id: text('请写方案编号'),
    name: words,
    source: words,
    effectiveFrom: z.iso.date({ error: '生效日请写成 2025-01-01 的样子' }),
    dimensions: z.array(
      z.object({
        id: text('请写维度编号'),
        name: words,
        weight: z.number(),
        items: z.array(
          z.object({
            id: text('请写考核项编号'),
            name: words,
            indicator: z.string().nullable(),
            direction: z.enum(['up', 'down']),
            weight: z.number(),
            score: ScoreRuleSchema,
          }),
        ),
      }),
    ),
    zones: z.array(z.object({ id: text('请写片区编号'), name: words, specialties: z.array(z.string().trim()) })),
    otherZone: z.string(),
    minimumCases: z.number().int().min(0),
    minimumWeightShare: z.number(),
    top: z.object({ share: z.number(), awardEach: z.number() }),
    reserve: z.object({ share: z.number(), periods: z.array(z.enum(['quarter', 'half'])) }),
    blend: z.object({ rbrvs: z.number(), kpi: z.number() }),
  })
  .openapi('AssessmentPlan');

export const PlanVersionSchema = z
  .object({
    version: z.number(),
    status: z.enum(['draft', 'approved', 'retired']),
    effectiveFrom: z.string(),
    createdBy: z.string(),
    createdAt: z.string().nullable().describe('内置的参考方案没有'),
    approvedBy: z.string().nullable(),
    approvedAt: z.string().nullable(),
    retiredBy: z.string().nullable(),
    retiredAt: z.string().nullable(),
    plan: PlanSchema,
  })
  .openapi('AssessmentPlanVersion');

const ItemScoreSchema = z.object({
  item: z.string(),
  value: z.number().nullable(),
  score: z.number().nullable().describe('0–1'),
  interval: z
    .object({ low: z.number(), high: z.number() })
    .nullable()
    .describe('值在 95% 区间两端时的得分,0–1;没有抽样误差的项两端相同'),
  reason: z.string().nullable(),
});

export const AssessmentSchema = z
  .object({
    period: z.string(),
    forReference: z.boolean().describe('用的是内置参考方案,不是本院核准的方案'),
    version: z.string(),
    plan: PlanSchema,
    zones: z.array(
      z.object({
        zone: z.string(),
        name: z.string(),
        ranked: z.number(),
        commended: z.number(),
        award: z.number().describe('奖励总额,元'),
        units: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            cases: z.number(),
            items: z.array(ItemScoreSchema),
            dimensions: z.array(z.object({ dimension: z.string(), score: z.number().nullable() })),
            score: z.number().nullable(),
            interval: z
              .object({ low: z.number().nullable(), high: z.number().nullable(), reason: z.string().nullable() })
              .describe('总分的 95% 区间;不评级的没有,写明原因'),
            reason: z.string().nullable(),
            rank: z
              .object({ best: z.number(), worst: z.number(), certain: z.boolean() })
              .nullable()
              .describe('名次的范围:区间不相交的才分先后'),
            outcome: z.enum(['commended', 'talk']).nullable(),
            outcomeCertain: z
              .boolean()
              .nullable()
              .describe('与结果不同的每个评级科室都分得出高下;没有表扬、约谈的为 null'),
          }),
        ),
      }),
    ),
  })
  .openapi('Assessment');

export const SimulationBody = AssessmentQuerySchema.extend({
  weights: z.record(z.string(), z.number().min(0, '权重应不小于 0')).describe('维度或考核项编号 → 试算的权重'),
});

export const InputsSchema = z.array(
  z.object({
    department: z.string(),
    item: z.string(),
    value: z.string().nullable(),
    source: z.string(),
    enteredBy: z.string(),
    enteredAt: z.string(),
  }),
);

export const InputsBody = AssessmentQuerySchema.extend({
  source: text('请写来源(问卷、科教科)'),
  by: text('请写填报人'),
  values: z
    .array(
      z.object({
        department: z.string(),
        item: z.string(),
        value: z
          .string()
          .regex(/^-?\d{1,12}(\.\d{1,6})?$/, '请填数字,如 92.5')
          .nullable()
          .describe('十进制文本;null 是清除'),
      }),
    )
    .max(5_000),
});

export const ZonesBody = HospitalQuery.extend({
  zones: z.record(z.string(), z.string()).describe('科室编码 → 片区编号;整个替换'),
});

export const BonusQuery = AssessmentQuerySchema.extend({
  pool: z.string().describe('奖金总额,元,如 1000000.00'),
});

export const BonusSchema = z
  .object({
    pool: z.string(),
    reserved: z.string().describe('留到年度考核后兑现的,元'),
    paid: z.string(),
    reason: z.string().nullable(),
    shares: z
      .array(
        z.object({
          department: z.string(),
          name: z.string(),
          rbrvs: z.number(),
          weight: z.number(),
          kpi: z.number(),
          amount: z.string(),
        }),
      )
      .nullable(),
  })
  .openapi('BonusDistribution');
