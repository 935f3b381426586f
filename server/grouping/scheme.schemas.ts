import { z } from 'zod';
import { CHANGE_LEVELS } from '../../analytics/grouping/scheme-change.ts';
// zod 的 openapi() 由它装上。
import { PageQuery, pageOf } from '../http/endpoint.ts';
import { RegistryStatus, RegistrySteps } from '../http/registry-steps.ts';
import { JobSchema } from '../jobs/jobs.schemas.ts';

export const Scheme = z
  .object({
    key: z.string().describe('编号@版本'),
    id: z.string(),
    version: z.string(),
    name: z.string(),
    source: z.string(),
    note: z.string().nullable(),
    status: RegistryStatus,
    effectiveFrom: z.string().describe('方案自己写的生效日'),
    effectiveBefore: z.string().nullable(),
    liveFrom: z.string().nullable().describe('从哪个出院日起施行;施行中而为 null 是从最早起'),
    liveBefore: z.string().nullable().describe('到哪个出院日为止(不含),即下一个方案的起始日'),
    configured: z.boolean().describe('由设置登记,不能停用'),
    forReference: z.boolean().describe('参考方案,不用于结算'),
    hash: z.string().nullable().describe('各表内容的摘要'),
    ...RegistrySteps,
    drgs: z.number(),
    findings: z.number().describe('体检提醒数'),
    inUse: z.boolean(),
  })
  .openapi('Scheme');

export const SchemeFindingSchema = z
  .object({
    level: z.enum(['error', 'warning']),
    code: z.string(),
    table: z.string(),
    source: z.string(),
    row: z.number().nullable(),
    message: z.string(),
  })
  .openapi('SchemeFinding');

export const SchemeKeyParams = z.object({ key: z.string().min(1).max(200) });

const name = (what: string) =>
  z
    .string({ error: `请写明${what}` })
    .trim()
    .min(1, `请写明${what}`)
    .max(100);
export const ByBody = z.object({ by: name('经手人') });
const Day = z.iso.date({ error: '日期请写成 2025-01-01 的样子' });
export const LiveBody = ByBody.extend({ from: Day.optional().describe('从哪个出院日起;不写为方案的生效日') });

export const SchemeForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  by: z.string().describe('登记人'),
  id: z.string().optional().describe('编号;不写用文件里的'),
  version: z.string().optional(),
  name: z.string().optional(),
  source: z.string().optional().describe('来源(文件名、文号)'),
  effectiveFrom: z.string().optional().describe('生效日 YYYY-MM-DD'),
  effectiveBefore: z.string().optional().describe('停用日(不含)'),
});
const blank = z.literal('').transform(() => undefined);
const given = z.union([blank, z.string().trim().max(200)]).optional();
export const SchemeFields = z.object({
  by: name('登记人'),
  id: given,
  version: given,
  name: given,
  source: given,
  effectiveFrom: z.union([blank, Day]).optional(),
  effectiveBefore: z.union([blank, Day]).optional(),
});

export const SchemeImported = z.object({
  scheme: Scheme,
  unchanged: z.boolean().describe('同一套表已经登记过,什么也没有改'),
  findings: SchemeFindingSchema.array(),
});

export const FindingQuery = PageQuery.extend({ level: z.enum(['error', 'warning']).optional() });
export const FindingPage = pageOf(SchemeFindingSchema);
export const SchemeJob = z.object({ job: JobSchema });

export const DiffParams = z.object({ key: z.string(), other: z.string() });
export const DiffQuery = PageQuery.extend({
  level: z.enum(CHANGE_LEVELS).optional().describe('只看一个层级'),
});
export const SchemeChange = z
  .object({
    level: z.string().describe('MDC、ADRG、DRG、编码表、MCC、CC、排除、权重'),
    code: z.string(),
    change: z.string().describe('新增、删除、改名、移动、条件变化、权重变化……'),
    old: z.string().nullable(),
    new: z.string().nullable(),
  })
  .openapi('SchemeChange');
export const DiffPage = pageOf(SchemeChange).extend({
  counts: z.array(z.object({ level: z.string(), change: z.string(), rows: z.number() })),
});
