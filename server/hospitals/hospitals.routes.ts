import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { departmentsOf } from '../../sql/read-models/departments.read-model.ts';
import { listHospitals, saveDepartments } from '../../sql/stores/hospital.store.ts';
import { endpoint } from '../http/endpoint.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { resolveHospital } from './hospitals.service.ts';

const Department = z.object({ code: z.string(), name: z.string() });

export function hospitalRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/hospitals',
    summary: '已有数据的机构',
    tag: '机构',
    answers: { 200: z.array(z.object({ id: z.string(), name: z.string() })) },
    handle: async () => [200, (await listHospitals(db)).map(({ hospital_id, name }) => ({ id: hospital_id, name }))],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/departments',
    summary: '有数据的科室与名称',
    tag: '机构',
    query: HospitalQuery,
    answers: { 200: Department.array() },
    handle: async ({ query }) => [200, await departmentsOf(db, await resolveHospital(db, query.hospital))],
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/departments',
    summary: '登记科室名称(同编码覆盖)',
    tag: '机构',
    query: HospitalQuery,
    body: z.object({ departments: z.array(z.object({ code: z.string().min(1), name: z.string().min(1) })).max(2000) }),
    answers: { 200: Department.array() },
    handle: async ({ query, body }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      await saveDepartments(db, hospitalId, body.departments);
      return [200, await departmentsOf(db, hospitalId)];
    },
  });
}
