import { z } from 'zod';
import { PageQuery } from '../http/endpoint.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';

const Group = z.object({
  status: z.string(),
  mdc: z.string().nullable(),
  adrg: z.string().nullable(),
  drg: z.string().nullable(),
  drgName: z.string().nullable(),
});

export const CaseItem = z
  .object({
    id: z.string(),
    recordNo: z.string(),
    admission: z.string().describe('住院次数或就诊 ID'),
    department: z.string().nullable(),
    team: z.string().nullable(),
    physician: z.string().nullable(),
    admittedOn: z.string().nullable(),
    dischargedOn: z.string().nullable(),
    los: z.number().nullable(),
    principalDiagnosis: z.string().nullable(),
    principalDiagnosisName: z.string().nullable(),
    mainProcedure: z.string().nullable(),
    mainProcedureName: z.string().nullable(),
    totalFee: z.string().nullable(),
    excluded: z.boolean().describe('有 E 级缺陷,不参加统计'),
    drg: z.string().nullable(),
    drgName: z.string().nullable(),
    groupStatus: z.string().nullable(),
  })
  .openapi('CaseItem');

export const CaseDetail = z
  .object({
    item: CaseItem,
    batchId: z.string(),
    row: z.number(),
    current: z.boolean(),
    group: Group.extend({ scheme: z.string().nullable() }),
    diagnoses: z.array(z.string()),
    procedures: z.array(z.string()),
    findings: z.array(
      z.object({
        rule: z.string(),
        severity: z.string(),
        field: z.string(),
        value: z.string(),
        message: z.string(),
        fix: z.string(),
      }),
    ),
    versions: z.array(
      z.object({
        id: z.string(),
        batchId: z.string(),
        row: z.number(),
        current: z.boolean(),
        batchStatus: z.string(),
        storedAt: z.string().nullable(),
      }),
    ),
    source: z
      .array(z.object({ column: z.string(), value: z.string() }))
      .nullable()
      .describe('来源行原文,身份信息已去除'),
  })
  .openapi('CaseDetail');

/** 与指标各层次的编码相同:空文本是没有填(或没有入组)的病例。 */
const UnitCode = z.string().optional().describe('编码;空文本为未填');

export const CasesQuery = PageQuery.extend({
  ...HospitalQuery.shape,
  period: PeriodText,
  department: UnitCode,
  ward: UnitCode,
  team: UnitCode,
  physician: UnitCode,
  mdc: UnitCode,
  drg: UnitCode,
  status: z.enum(['grouped', 'ungrouped', 'excluded']).optional(),
  recordNo: z.string().optional(),
});
