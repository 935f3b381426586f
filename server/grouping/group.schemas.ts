import { z } from 'zod';
import { conditionVariables } from '../../analytics/grouping/condition-tree.ts';
// zod 的 openapi() 由它装上。
import '../http/endpoint.ts';

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

export const ExplainQuery = z.object({
  explain: z
    .enum(['true', 'false'], { error: 'explain 应是 true 或 false' })
    .default('false')
    .transform((text) => text === 'true')
    .describe('带上入组的证明'),
});

const Unmet = z
  .object({
    condition: z.string().describe('方案条件中的一段'),
    message: z.string(),
    variable: z.enum(Object.keys(conditionVariables) as [string, ...string[]]).nullable(),
    missing: z.boolean().describe('要比较的那一项没有填'),
    recorded: z.array(z.string()).describe('病例上已有而位置不对的编码'),
  })
  .openapi('UnmetCondition');

const Step = z.object({
  code: z.string(),
  name: z.string().nullable(),
  condition: z.string(),
  holds: z.boolean(),
  unmet: Unmet.array().describe('使条件成立最少要满足的几条'),
});

const Near = z.object({
  mdc: z.string(),
  adrg: z.string(),
  name: z.string().nullable(),
  tried: z.boolean().describe('次序在结果之前'),
  unmet: Unmet,
});

const Result = z.object({
  status: z.enum(['grouped', 'no-mdc', 'no-adrg', 'ambiguous']),
  mdc: z.string().nullable(),
  adrg: z.string().nullable(),
  drg: z.string(),
});

const Cause = z
  .object({
    code: z.string().describe('稳定的原因编码'),
    group: z.string().describe('0000、x00 或 xQY'),
    mdc: z.string().nullable(),
    message: z.string(),
    nearest: Near.array(),
  })
  .openapi('UngroupedCause');

export const Proof = z
  .object({
    scheme: z.object({ id: z.string(), version: z.string(), name: z.string() }),
    result: Result,
    codes: z.array(
      z.object({
        axis: z.enum(['dx', 'proc']),
        role: z.enum(['main', 'other']),
        given: z.string(),
        code: z.string(),
        normalised: z.boolean(),
        name: z.string().nullable(),
        known: z.boolean(),
      }),
    ),
    mdcs: Step.extend({ adrgs: Step.extend({ rule: z.string(), near: z.boolean() }).array() }).array(),
    near: Near.array(),
    complications: z.array(
      z.object({
        code: z.string(),
        name: z.string().nullable(),
        level: z.enum(['MCC', 'CC']).nullable(),
        counted: z.boolean(),
        excludedBy: z.string().nullable(),
      }),
    ),
    drgs: Step.array(),
    sentences: z.array(z.string()).describe('同样的内容,一句一行'),
  })
  .openapi('CaseProof');

const Change = z.object({
  kind: z.string(),
  change: z.string(),
  code: z.string().nullable(),
  result: Result,
  drgName: z.string().nullable(),
  rwBefore: z.number().nullable(),
  rwAfter: z.number().nullable(),
  rwChange: z.number().nullable(),
  direction: z.enum(['up', 'down', 'same', 'unknown']),
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

export const StoredProof = z
  .object({
    caseId: z.string(),
    cause: Cause.nullable(),
    proof: Proof,
    whatIf: Change.array().describe('只凭病案上已有的事实,什么会改变入组'),
  })
  .openapi('StoredProof');
