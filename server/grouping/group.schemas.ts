import { z } from 'zod';
// zod 的 openapi() 由它装上。
import '../http/endpoint.ts';
import { Cause, Proof, Result } from './proof.schemas.ts';

/** 一次至多几例;要证明的至多几例(证明的内容多)。 */
export const MOST_CASES = 1000;
export const MOST_EXPLAINED = 100;

const number = (about: string) => z.number().min(0).nullable().default(null).describe(about);
const whole = (about: string) => z.number().int().min(0).nullable().default(null).describe(about);
const flag = (about: string) => z.boolean().nullable().default(null).describe(about);
const codes = (about: string) => z.array(z.string().max(40)).max(100).describe(about);

/** 一个病例。多出的字段不收:写错的字段名不会被悄悄当作没填,身份信息也不必送来。 */
const CaseInput = z
  .strictObject({
    caseId: z.string().max(64).optional().describe('调用者自己的编号,原样带回'),
    diagnoses: codes('诊断编码,第一个是主要诊断').min(1, '至少要有主要诊断编码'),
    procedures: codes('手术操作编码,第一个是主要手术操作').default([]),
    sex: z
      .union([z.literal(1), z.literal(2)])
      .nullable()
      .default(null)
      .describe('1 男,2 女'),
    age: whole('周岁'),
    ageDays: whole('入院时的日龄(天)'),
    birthWeight: number('新生儿出生体重(克)'),
    admissionWeight: number('新生儿入院体重(克)'),
    los: whole('住院天数'),
    dischargeType: z.number().int().min(1).max(9).nullable().default(null).describe('离院方式 1–5、9;5 为死亡'),
    department: z.string().max(64).nullable().default(null).describe('出院科别'),
    ventilatorHours: number('呼吸机使用小时'),
    icuHours: number('重症监护小时'),
    crrtHours: number('CRRT 小时'),
    daySurgery: flag('日间手术'),
    newTechnique: flag('新技术'),
  })
  .openapi('GroupCaseInput');

export const GroupRequest = z
  .strictObject({ cases: z.array(CaseInput).min(1).max(MOST_CASES, `一次至多 ${MOST_CASES} 例,请分批提交`) })
  .openapi('GroupRequest');

/** 单个病例也可以直接写,不必套一层 cases。 */
export const GroupBody = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('cases' in body) ? { cases: [body] } : body),
  GroupRequest,
);

/** 一次至多用几个方案;施行之外的要现编,不宜多。 */
const MOST_SCHEMES = 5;
const several = (given: unknown) =>
  typeof given === 'string'
    ? given.split(',')
    : Array.isArray(given)
      ? given.flatMap((text) => String(text).split(','))
      : given;

export const GroupQuery = z.object({
  explain: z
    .enum(['true', 'false'], { error: 'explain 应是 true 或 false' })
    .default('false')
    .transform((text) => text === 'true')
    .describe('带上入组的证明'),
  day: z.iso
    .date({ error: 'day 应是 2025-01-01 的样子' })
    .optional()
    .describe('出院日;不写 schemes 时用这一天施行的方案,不写为今天'),
  schemes: z
    .preprocess(
      several,
      z.array(z.string().trim().min(1)).min(1).max(MOST_SCHEMES, `一次至多用 ${MOST_SCHEMES} 个方案`),
    )
    .optional()
    .openapi({ type: 'string' })
    .describe('用哪些方案:编号@版本,以逗号相连;live 是全部施行中的。写了就按方案分列结果'),
});

export const GroupedCase = Result.extend({
  caseId: z.string().nullable(),
  mdcName: z.string().nullable(),
  adrgName: z.string().nullable(),
  drgName: z.string().nullable(),
  cause: Cause.nullable().describe('没有入组的原因'),
  proof: Proof.optional(),
}).openapi('GroupedCase');

export const GroupAnswer = z
  .object({ scheme: z.string(), forReference: z.boolean().describe('参考方案,不用于结算'), items: GroupedCase.array() })
  .openapi('GroupAnswer');

const SchemeUsed = z.object({
  scheme: z.string(),
  name: z.string(),
  forReference: z.boolean().describe('参考方案,不用于结算'),
  live: z.boolean().describe('施行中'),
});

/** 同时用几个方案的回答:每例在各方案下的结果,次序与 schemes 相同。 */
export const SchemesAnswer = z
  .object({
    schemes: SchemeUsed.array(),
    items: z.array(
      z.object({
        caseId: z.string().nullable(),
        results: GroupedCase.omit({ caseId: true }).extend({ scheme: z.string() }).array(),
      }),
    ),
  })
  .openapi('SchemesAnswer');
