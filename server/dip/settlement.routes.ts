import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { endpoint, IdParams, pageOf } from '../http/endpoint.ts';
import {
  enterSettlementParameters,
  parameterKinds,
  removeParameter,
  settlementParameters,
} from './parameters.service.ts';
import {
  ComparedCaseQuery,
  ComparedCaseSchema,
  CompareQuery,
  ComparisonSchema,
  ParameterBody,
  ParameterKindSchema,
  ParameterQuery,
  ParameterSchema,
  SettlementQuerySchema,
  SettlementSchema,
  UnitSchema,
  UnitsQuery,
} from './settlement.schemas.ts';
import { comparedCases, comparison, settlementOf, settlementUnits } from './settlement.service.ts';

const TAG = 'DIP';

/** 结算、对照与参数。 */
export function settlementRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/settlements',
    summary: '一个期间的 DIP 结算:各险种从分值到预付、清算的一串数,各有低、基准、高与主要驱动因素',
    tag: TAG,
    query: SettlementQuerySchema,
    answers: { 200: SettlementSchema },
    handle: async ({ query }) => [200, await settlementOf(db, query)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/settlements/units',
    summary: '科室或病种的分值、支付与盈亏,总费用高的在前',
    tag: TAG,
    query: UnitsQuery,
    answers: { 200: pageOf(UnitSchema) },
    handle: async ({ query }) => [200, await settlementUnits(db, query)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/side-by-side',
    summary: '同一批病例在 DRG 与 DIP 下:权重与分值、支付、结余与亏损的例数',
    tag: TAG,
    query: CompareQuery,
    answers: { 200: ComparisonSchema },
    handle: async ({ query }) => [200, await comparison(db, query)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/side-by-side/cases',
    summary: '在一边结余而在另一边亏损的病例,两边支付相差大的在前',
    tag: TAG,
    query: ComparedCaseQuery,
    answers: { 200: pageOf(ComparedCaseSchema) },
    handle: async ({ query }) => [200, await comparedCases(db, query)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/parameter-kinds',
    summary: '结算参数的种类',
    tag: TAG,
    answers: { 200: ParameterKindSchema.array() },
    handle: async () => [200, parameterKinds()],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/parameters',
    summary: '结算参数:低、基准、高与来源',
    tag: TAG,
    query: ParameterQuery,
    answers: { 200: z.object({ region: z.string().nullable(), items: ParameterSchema.array() }) },
    handle: async ({ query }) => [200, await settlementParameters(db, query)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/dip/parameters',
    summary: '录入结算参数;改动是新的一行,旧的留下。有一项不对就一项也不录',
    tag: TAG,
    body: ParameterBody,
    answers: { 201: z.object({ entered: z.number() }) },
    handle: async ({ body }) => {
      await enterSettlementParameters(db, body);
      return [201, { entered: body.values.length }];
    },
  });
  endpoint(router, openapi, {
    method: 'delete',
    path: '/dip/parameters/:id',
    summary: '撤销一项现行的参数(留作历史)',
    tag: TAG,
    params: IdParams,
    answers: { 200: z.object({ removed: z.literal(true) }) },
    handle: async ({ params }) => {
      await removeParameter(db, params.id);
      return [200, { removed: true }];
    },
  });
}
