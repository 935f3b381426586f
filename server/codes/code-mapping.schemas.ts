import { z } from 'zod';
import { CODE_OUTCOMES } from '../../analytics/codes/code-converter.ts';
import { MAPPING_SCOPES } from '../../analytics/codes/code-mapping.ts';
import { PageQuery, pageOf } from '../http/endpoint.ts';
import { RegistryStatus, RegistrySteps } from '../http/registry-steps.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';

export const Kind = z.enum(['diagnosis', 'procedure']).describe('诊断或手术操作');

export const CodeMappingSchema = z
  .object({
    id: z.string(),
    kind: Kind,
    scope: z.enum(MAPPING_SCOPES).describe('unknown 只用于方案不认得的编码;all 全部编码先对照'),
    name: z.string(),
    version: z.string(),
    source: z.string(),
    effectiveFrom: z.string(),
    effectiveBefore: z.string().nullable(),
    rows: z.number(),
    status: RegistryStatus,
    ...RegistrySteps,
  })
  .openapi('CodeMapping');

export const MappingForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  kind: Kind,
  scope: z.enum(MAPPING_SCOPES),
  name: z.string().describe('名称'),
  version: z.string().describe('版本'),
  source: z.string().describe('来源(文件名、文号)'),
  effectiveFrom: z.string().describe('生效日 YYYY-MM-DD'),
  effectiveBefore: z.string().optional().describe('失效日(不含),不写为长期'),
  by: z.string().describe('登记人'),
});

const text = (message: string) => z.string({ error: message }).trim().min(1, message).max(200);
export const MappingFields = z.object({
  kind: z.enum(['diagnosis', 'procedure'], { error: '请写明是 diagnosis(诊断)还是 procedure(手术操作)' }),
  scope: z.enum(MAPPING_SCOPES).default('unknown'),
  name: text('请写对照表的名称'),
  version: text('请写版本'),
  source: text('请写来源(文件名、文号)'),
  effectiveFrom: z.iso.date({ error: '生效日请写成 2025-01-01 的样子' }),
  effectiveBefore: z.iso.date({ error: '失效日请写成 2026-01-01 的样子' }).nullable().default(null),
  by: text('请写登记人'),
});

export const StepBody = z.object({ by: text('请写经手人') });

export const LossQuery = HospitalQuery.extend({
  period: PeriodText,
  kind: Kind,
  mapping: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .describe('按哪张对照表试算;不写为不用对照表'),
  outcome: z.enum(Object.keys(CODE_OUTCOMES) as [keyof typeof CODE_OUTCOMES]).optional(),
}).extend(PageQuery.shape);

const CodeLossRow = z
  .object({
    code: z.string(),
    outcome: z.enum(Object.keys(CODE_OUTCOMES) as [keyof typeof CODE_OUTCOMES]),
    grouped: z.string().describe('进入分组的编码'),
    changes: z.array(z.string()),
    targets: z.array(z.string()).describe('对照表的目标;歧义时有几个'),
    cases: z.number(),
    asMain: z.number(),
    totalFee: z.string(),
  })
  .openapi('CodeLoss');

export const LossReportSchema = pageOf(CodeLossRow)
  .extend({
    scheme: z.string(),
    classes: z.array(
      z.object({
        outcome: z.string(),
        name: z.string(),
        codes: z.number(),
        cases: z.number().describe('有这一类编码的病例数;一例可以属于几类'),
        mainCases: z.number().describe('其中是主要诊断(主要手术)的'),
        totalFee: z.string(),
      }),
    ),
  })
  .openapi('CodeLossReport');
