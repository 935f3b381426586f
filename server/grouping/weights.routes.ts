import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { weightTables } from '../../sql/stores/weight-table.store.ts';
import { endpoint } from '../http/endpoint.ts';
import { readUpload } from '../intake/upload.ts';
import type { LiveSchemes } from './live-schemes.ts';
import { presentScheme } from './present-scheme.ts';
import { importWeights } from './weights.service.ts';

const WeightTable = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.string(),
    scheme: z.string(),
    withScheme: z.boolean().describe('方案自带的'),
    effectiveFrom: z.string(),
    drgs: z.number(),
  })
  .openapi('WeightTable');

const WeightForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  name: z.string().describe('名称'),
  source: z.string().describe('来源(文件名、文号)'),
  effectiveFrom: z.string().describe('生效日 YYYY-MM-DD'),
  scheme: z.string().optional().describe('给哪个方案(编号@版本);不写为最近施行的'),
});
const WeightFields = z.object({
  name: z.string({ error: '请写明权重表的名称' }).min(1, '请写明权重表的名称'),
  source: z.string({ error: '请写明来源(文件名、文号)' }).min(1, '请写明来源(文件名、文号)'),
  effectiveFrom: z.iso.date({ error: '生效日请写成 2025-01-01 的样子' }),
});

export interface WeightRouteDeps {
  db: Db;
  schemes: LiveSchemes;
  uploadFolder: string;
  maxUploadBytes: number;
  /** 权重变了:补齐看板汇总。 */
  figuresChanged: () => Promise<void>;
}

export function weightRoutes(router: Router, openapi: OpenAPIRegistry, deps: WeightRouteDeps): void {
  const { db } = deps;
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
          withScheme: t.withScheme,
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
      const about = async () => {
        const scheme = fields.scheme ? (await presentScheme(db, fields.scheme)).key : deps.schemes.schemeFor(null).key;
        return { ...WeightFields.parse(fields), schemeKey: scheme };
      };
      const loaded = await importWeights(db, file.path, about);
      await deps.figuresChanged();
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
