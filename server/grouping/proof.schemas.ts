import { z } from 'zod';
import { conditionVariables } from '../../analytics/grouping/condition-tree.ts';
import { WHAT_IF_KINDS } from '../../analytics/grouping/what-if.ts';
// zod 的 openapi() 由它装上。
import { PageQuery } from '../http/endpoint.ts';

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

export const Result = z.object({
  status: z.enum(['grouped', 'no-mdc', 'no-adrg', 'ambiguous']),
  mdc: z.string().nullable(),
  adrg: z.string().nullable(),
  drg: z.string(),
});

export const Cause = z
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
        changes: z.array(z.string()).describe('改了什么:全角、空白、大小写、补零、剑号……'),
        mapped: z.boolean().describe('经对照表换成另一个编码'),
        targets: z.array(z.string()).describe('对照表给出几个目标,无法定,没有换'),
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

/** 分享证明的链接里带的:方案,与方案看得到的事实。 */
const Shared = z.object({
  scheme: z.string(),
  case: z
    .object({ diagnoses: z.array(z.string()), procedures: z.array(z.string()) })
    .catchall(z.union([z.number(), z.string(), z.boolean()])),
});

export const StoredProof = z
  .object({
    caseId: z.string(),
    forReference: z.boolean().describe('参考方案,不用于结算'),
    cause: Cause.nullable(),
    proof: Proof,
    shared: Shared.describe('可以分享的部分:没有身份,只有分组要看的事实'),
  })
  .openapi('StoredProof');

const Money = z.string().nullable().describe('元;读者不可看金额时为 null');

const Change = z.object({
  kind: z.enum(WHAT_IF_KINDS),
  change: z.string(),
  code: z.string().nullable(),
  result: Result,
  drgName: z.string().nullable(),
  rwBefore: z.number().nullable(),
  rwAfter: z.number().nullable(),
  rwChange: z.number().nullable(),
  costBefore: Money,
  costAfter: Money,
  costChange: Money,
  direction: z.enum(['up', 'down', 'same', 'unknown']),
});

export const WhatIfBody = z.object({
  by: z.string({ error: '请写明是谁在看' }).trim().min(1, '请写明是谁在看').max(64).describe('谁在看;记入使用记录'),
});
export const WhatIfQuery = z.object({
  money: z.enum(['hidden'], { error: 'money 只可写 hidden' }).optional().describe('hidden:这次不看金额'),
});

export const WhatIfAnswer = z
  .object({
    caseId: z.string(),
    scheme: z.string(),
    now: Result,
    weightTable: z.string().nullable().describe('权重与标杆出自哪张表;没有为 null'),
    moneyHidden: z.boolean().describe('读者不可看金额'),
    changes: Change.array().describe('只凭病案上已有的事实,什么会改变入组'),
  })
  .openapi('WhatIfAnswer');

export const WhatIfUsesQuery = PageQuery.extend({
  case: z
    .string()
    .regex(/^\d{1,18}$/, '病例编号应是数字')
    .optional()
    .describe('只看一个病例的'),
});

export const WhatIfUse = z
  .object({
    id: z.string(),
    usedAt: z.string(),
    usedBy: z.string(),
    caseId: z.string(),
    scheme: z.string(),
    changes: z.number().describe('列出了几种改动'),
    moneyShown: z.boolean(),
  })
  .openapi('WhatIfUse');
