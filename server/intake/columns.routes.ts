import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { ALL_COLUMN_IDS, fieldRef } from '../../analytics/discharge/field-catalogue.ts';
import type { Db } from '../../sql/database.ts';
import { columnMapping, saveColumnMapping } from '../../sql/stores/column-mapping.store.ts';
import { endpoint } from '../http/endpoint.ts';
import * as s from './intake.schemas.ts';

/** 字段目录的每一列,次序即目录次序。 */
const FIELDS = [...ALL_COLUMN_IDS].map((id) => {
  const { label, name, field } = fieldRef(id)!;
  return { id, label, name, required: field.required };
});

export function columnRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/fields',
    summary: '字段目录:列对照里可以写的字段编号',
    tag: '导入',
    answers: { 200: s.FieldSchema.array() },
    handle: async () => [200, FIELDS],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/column-mappings/:source',
    summary: '一个来源保存的列对照',
    tag: '导入',
    params: s.SourceParams,
    answers: { 200: s.MappingSchema },
    handle: async ({ params }) => [200, { source: params.source, columns: await columnMapping(db, params.source) }],
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/column-mappings/:source',
    summary: '保存一个来源的列对照',
    tag: '导入',
    params: s.SourceParams,
    body: s.MappingBody,
    answers: { 200: s.MappingSchema },
    handle: async ({ params, body }) => {
      await saveColumnMapping(db, params.source, body.columns);
      return [200, { source: params.source, columns: body.columns }];
    },
  });
}
