import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { caseFindings, caseVersions, listCases, oneCase } from '../../sql/read-models/case-versions.read-model.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint, IdParams, pageOf } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { CaseDetail, CaseItem, CasesQuery } from './cases.schemas.ts';
import { sourceRow } from './source-rows.ts';

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

/** 病例列表的一行。 */
export const presentItem = (row: ItemRow): z.output<typeof CaseItem> => ({
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
      const { page, pageSize, period, hospital, ...filter } = query;
      const hospitalId = await resolveHospital(db, hospital);
      const { from, before } = period;
      const found = await listCases(db, { hospitalId, from, before, ...filter }, page, pageSize);
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
