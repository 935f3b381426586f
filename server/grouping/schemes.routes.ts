import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { listSchemes } from '../../sql/stores/scheme.store.ts';
import { weightTables } from '../../sql/stores/weight-table.store.ts';
import { endpoint } from '../http/endpoint.ts';
import { readUpload } from '../intake/upload.ts';
import type { LiveScheme } from './live-scheme.ts';
import { importWeights } from './weights.service.ts';

const Scheme = z
  .object({
    id: z.string(),
    version: z.string(),
    name: z.string(),
    source: z.string(),
    effectiveFrom: z.string(),
    forReference: z.boolean().describe('参考方案,不用于结算'),
    drgs: z.number(),
    inUse: z.boolean(),
  })
  .openapi('Scheme');

const WeightTable = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    scheme: z.string(),
    effectiveFrom: z.string(),
    drgs: z.number(),
  })
  .openapi('WeightTable');

const WeightForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  name: z.string().describe('名称'),
  source: z.string().describe('来源(文件名、文号)'),
  effectiveFrom: z.string().describe('生效日 YYYY-MM-DD'),
});
const WeightFields = z.object({
  name: z.string({ error: '请写明权重表的名称' }).min(1, '请写明权重表的名称'),
  source: z.string({ error: '请写明来源(文件名、文号)' }).min(1, '请写明来源(文件名、文号)'),
  effectiveFrom: z.iso.date({ error: '生效日请写成 2025-01-01 的样子' }),
});

export interface SchemeRouteDeps {
  db: Db;
  scheme: LiveScheme;
  uploadFolder: string;
  maxUploadBytes: number;
}

export function schemeRoutes(router: Router, openapi: OpenAPIRegistry, deps: SchemeRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/schemes',
    summary: '分组方案',
    tag: '分组',
    answers: { 200: Scheme.array() },
    handle: async () => {
      const rows = await listSchemes(db);
      return [
        200,
        rows.map((row) => ({
          id: row.scheme_id,
          version: row.version,
          name: row.name,
          source: row.source,
          effectiveFrom: row.effective_from,
          forReference: row.for_reference,
          drgs: Number(row.drg_count),
          inUse: Boolean(row.in_use),
        })),
      ];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/weight-tables',
    summary: '装载的权重表(RW、标杆费用、标杆住院日、死亡风险)',
    tag: '分组',
    answers: { 200: WeightTable.array() },
    handle: async () => {
      const tables = await weightTables(db);
      return [
        200,
        tables.map((t) => ({
          id: String(t.weightTableId),
          name: t.name,
          source: t.source,
          scheme: t.schemeKey,
          effectiveFrom: t.effectiveFrom,
          drgs: t.drgs ?? 0,
        })),
      ];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/weight-tables',
    summary: '装载权重表(CSV 或 xlsx)',
    tag: '分组',
    upload: WeightForm,
    answers: {
      201: z.object({
        id: z.string(),
        rows: z.number(),
        warnings: z.array(z.object({ row: z.number(), message: z.string() })),
      }),
    },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      const loaded = await importWeights(db, deps.scheme, file.path, () => WeightFields.parse(fields));
      return [
        201,
        {
          id: String(loaded.weightTableId),
          rows: loaded.rows,
          warnings: loaded.warnings.map(({ row, message }) => ({ row, message })),
        },
      ];
    },
  });
}
