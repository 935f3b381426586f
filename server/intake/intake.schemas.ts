import { z } from 'zod';
import { fieldRef } from '../../analytics/discharge/field-catalogue.ts';
import '../http/endpoint.ts';
import { PageQuery } from '../http/endpoint.ts';
import { JobSchema } from '../jobs/jobs.schemas.ts';
import { MAX_JSON_CASES } from './files/json-rows.ts';

const Failure = z.object({ code: z.string(), message: z.string(), fix: z.string().optional() });

export const BatchSchema = z
  .object({
    id: z.string(),
    source: z.string().describe('数据来源,列对照按它保存'),
    fileName: z.string(),
    sha256: z.string(),
    bytes: z.number(),
    uploadedBy: z.string(),
    uploadedAt: z.string().describe('上传时间(ISO 8601)'),
    status: z.enum(['waiting', 'processing', 'stored', 'failed', 'interrupted', 'withdrawn']),
    hospitalId: z.string().nullable(),
    format: z.string().nullable(),
    encoding: z.string().nullable(),
    counts: z.object({
      rows: z.number().describe('数据行数'),
      stored: z.number().describe('存入的记录'),
      errors: z.number().describe('存入但有 E 级缺陷、不参加统计的记录'),
      warnings: z.number().describe('只有 W 级提示的记录'),
      unstorable: z.number().describe('不能存的行(无病案号、合计行等)'),
      replaced: z.number().describe('替换的旧版本'),
      grouped: z.number().describe('入组的记录'),
    }),
    months: z.object({ first: z.string(), last: z.string() }).nullable().describe('出院月份范围'),
    columns: z
      .object({
        recognised: z.array(z.object({ column: z.string(), field: z.string() })),
        unknown: z.array(z.string()),
        missing: z.array(z.string()),
      })
      .nullable(),
    failure: Failure.nullable(),
    storedAt: z.string().nullable(),
    withdrawnAt: z.string().nullable(),
    withdrawnBy: z.string().nullable(),
  })
  .openapi('Batch');

export const UploadForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  source: z.string().optional().describe('数据来源,缺省「上传」'),
  uploadedBy: z.string().optional().describe('上传人'),
});

export const AcceptedSchema = z.object({ batch: BatchSchema, job: JobSchema });
export const UnchangedSchema = z.object({ batch: BatchSchema, unchanged: z.literal(true), message: z.string() });

export const CasesBody = z.object({
  source: z.string().min(1).max(100).default('HIS'),
  uploadedBy: z.string().min(1).max(100).default('接口'),
  cases: z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])))
    .min(1, '没有病例')
    .max(MAX_JSON_CASES, `一次至多 ${MAX_JSON_CASES} 例,请分批提交`)
    .describe('病例;键为列名(HQMS 代码、中文名或结算清单名)'),
});

export const BatchesQuery = PageQuery.extend({
  status: z.enum(['waiting', 'processing', 'stored', 'failed', 'interrupted', 'withdrawn']).optional(),
});

export const FindingSchema = z
  .object({
    row: z.number().describe('行号(从 1 起,含表头行)'),
    rule: z.string(),
    severity: z.enum(['E', 'W']),
    recordNo: z.string().nullable(),
    field: z.string(),
    value: z.string(),
    message: z.string(),
    fix: z.string(),
  })
  .openapi('Finding');

export const FindingsFileQuery = z.object({
  severity: z.enum(['E', 'W']).optional(),
  rule: z
    .string()
    .regex(/^[\w-]{1,40}$/, '规则编号如 Q02')
    .optional()
    .describe('规则编号,如 Q02'),
});
export const FindingsQuery = PageQuery.extend(FindingsFileQuery.shape);
export const RuleCountSchema = z.object({
  rule: z.string(),
  name: z.string(),
  severity: z.enum(['E', 'W']),
  findings: z.number(),
  rows: z.number(),
});
export const WithdrawalBody = z.object({ by: z.string().min(1, '请写明撤回人').max(100) });
export const WithdrawnSchema = z.object({ batch: BatchSchema, restored: z.number().describe('恢复的旧版本数') });

export const FieldSchema = z
  .object({
    id: z.string().describe('字段编号,如 recordNo、diagnoses.0.code'),
    label: z.string().describe('中文名(代码)'),
    name: z.string(),
    required: z.enum(['always', 'conditional', 'optional']).describe('首页必填、条件必填、选填'),
  })
  .openapi('Field');
export const SourceParams = z.object({ source: z.string().min(1).max(100) });
export const MappingSchema = z.object({
  source: z.string(),
  columns: z.record(z.string(), z.string()).describe('表头文字 → 字段编号;空文本表示忽略该列'),
});
export const MappingBody = MappingSchema.pick({ columns: true }).superRefine(({ columns }, context) => {
  for (const [header, id] of Object.entries(columns)) {
    if (id !== '' && !fieldRef(id)) {
      context.addIssue({
        code: 'custom',
        path: ['columns', header],
        message: `没有字段「${id}」;字段编号如 recordNo、diagnoses.0.code、fees.D23`,
      });
    }
  }
});
