import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { Db } from '../../sql/database.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { AdoptionBody, AdoptionIdParam, AdoptionSchema } from './adoption.schemas.ts';
import { adopt, adoptionHistory, withdraw } from './adoption.service.ts';
import { ByBody } from './indicators.schemas.ts';
import { HospitalQuery } from './period-query.ts';

/** 同名的几种算法里医院采用哪一种:历史、采用、撤回;回答都是改后的全部历史。 */
export function adoptionRoutes(
  router: Router,
  openapi: OpenAPIRegistry,
  { db, today }: { db: Db; today: () => string },
): void {
  const common = { tag: '指标', query: HospitalQuery };
  endpoint(router, openapi, {
    ...common,
    method: 'get',
    path: '/indicators/adoptions',
    summary: '采用哪一种算法的历史:生效日、理由、经手人;含撤回的',
    answers: { 200: AdoptionSchema.array() },
    handle: async ({ query }) => [200, await adoptionHistory(db, await resolveHospital(db, query.hospital), today())],
  });
  endpoint(router, openapi, {
    ...common,
    method: 'post',
    path: '/indicators/adoptions',
    summary: '采用同名的另一种算法:期末在生效日或之后的期间,页面、接口与报表都用它',
    body: AdoptionBody,
    answers: { 201: AdoptionSchema.array() },
    handle: async ({ query, body: { by, ...adoption } }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      await adopt(db, hospitalId, adoption, by);
      return [201, await adoptionHistory(db, hospitalId, today())];
    },
  });
  endpoint(router, openapi, {
    ...common,
    method: 'post',
    path: '/indicators/adoptions/:id/withdrawal',
    summary: '撤回一次采用的决定;此前的决定或内置的算法重新起作用',
    params: AdoptionIdParam,
    body: ByBody,
    answers: { 200: AdoptionSchema.array() },
    handle: async ({ params, query, body }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      await withdraw(db, hospitalId, params.id, body.by);
      return [200, await adoptionHistory(db, hospitalId, today())];
    },
  });
}
