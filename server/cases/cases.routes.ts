import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { caseFindings, caseVersions, listCases, oneCase } from '../../sql/read-models/case-versions.read-model.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint, IdParams, PageQuery, pageOf } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';
import { sourceRow } from './source-rows.ts';

const Group = z.object({
  status: z.string(),
  mdc: z.string().nullable(),
  adrg: z.string().nullable(),
  drg: z.string().nullable(),
  drgName: z.string().nullable(),
});

const CaseItem = z
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

const CaseDetail = z
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

const CasesQuery = PageQuery.extend({
  ...HospitalQuery.shape,
  period: PeriodText,
  department: z.string().optional(),
  drg: z.string().optional(),
  status: z.enum(['grouped', 'ungrouped', 'excluded']).optional(),
  recordNo: z.string().optional(),
});

type ItemRow = Pick<
  NonNullable<Awaited<ReturnType<typeof oneCase>>>,
  | 'case_id'
  | 'record_no'
  | 'admission_key'
  | 'department_code'
  | 'team_code'
  | 'physician_code'
  | 'admitted_on'
  | 'discharged_on'
  | 'los'
  | 'principal_diagnosis'
  | 'principal_diagnosis_name'
  | 'main_procedure'
  | 'main_procedure_name'
  | 'total_fee'
  | 'has_error'
  | 'drg'
  | 'drg_name'
  | 'group_status'
>;

const presentItem = (row: ItemRow): z.output<typeof CaseItem> => ({
  id: row.case_id,
  recordNo: row.record_no,
  admission: row.admission_key,
  department: row.department_code,
  team: row.team_code,
  physician: row.physician_code,
  admittedOn: row.admitted_on,
  dischargedOn: row.discharged_on,
  los: row.los,
  principalDiagnosis: row.principal_diagnosis,
  principalDiagnosisName: row.principal_diagnosis_name,
  mainProcedure: row.main_procedure,
  mainProcedureName: row.main_procedure_name,
  totalFee: row.total_fee,
  excluded: row.has_error,
  drg: row.drg,
  drgName: row.drg_name,
  groupStatus: row.group_status,
});

async function presentCase(db: Db, id: string): Promise<z.output<typeof CaseDetail>> {
  const row = await oneCase(db, id);
  if (!row) throw notFound('病例', id);
  const versions = await caseVersions(db, id);
  return {
    item: presentItem(row),
    batchId: row.batch_id,
    row: row.row_no,
    current: row.is_current,
    group: {
      scheme: row.scheme_key,
      status: row.group_status ?? '',
      mdc: row.mdc,
      adrg: row.adrg,
      drg: row.drg,
      drgName: row.drg_name,
    },
    diagnoses: row.diagnosis_codes?.split('|') ?? [],
    procedures: row.procedure_codes?.split('|') ?? [],
    findings: await caseFindings(db, row.batch_id, row.row_no),
    versions: versions.map((v) => ({
      id: v.case_id,
      batchId: v.batch_id,
      row: v.row_no,
      current: v.is_current,
      batchStatus: v.status,
      storedAt: v.stored_at?.toISOString() ?? null,
    })),
    source: await sourceRow(db, row.batch_id, row.row_no),
  };
}

export function caseRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/cases',
    summary: '病例列表(现行版本)',
    tag: '病例',
    query: CasesQuery,
    answers: { 200: pageOf(CaseItem) },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { page, pageSize, period, department, drg, status, recordNo } = query;
      const found = await listCases(
        db,
        { hospitalId, from: period.from, before: period.before, department, drg, status, recordNo },
        page,
        pageSize,
      );
      return [200, { ...found, items: found.items.map(presentItem) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/cases/:id',
    summary: '一个病例:分组、缺陷、各版本与来源行',
    tag: '病例',
    params: IdParams,
    answers: { 200: CaseDetail },
    handle: async ({ params }) => [200, await presentCase(db, params.id)],
  });
}
