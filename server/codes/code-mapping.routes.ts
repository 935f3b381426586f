import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { listMappings, type MappingStep } from '../../sql/stores/code-mapping.store.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint, IdParams } from '../http/endpoint.ts';
import { stepsOf } from '../http/registry-steps.ts';
import { readUpload } from '../intake/upload.ts';
import { codeLoss } from './code-loss.service.ts';
import {
  CodeMappingSchema,
  LossQuery,
  LossReportSchema,
  MappingFields,
  MappingForm,
  StepBody,
} from './code-mapping.schemas.ts';
import { importMapping, stepMapping } from './code-mapping.service.ts';

export interface CodeRouteDeps {
  db: Db;
  schemes: LiveSchemes;
  uploadFolder: string;
  maxUploadBytes: number;
  /** 施行、停用之后:所涉病例要重新分组。 */
  mappingChanged: () => Promise<void>;
}

type MappingRecord = Awaited<ReturnType<typeof listMappings>>[number];

function present(row: MappingRecord): z.output<typeof CodeMappingSchema> {
  return {
    id: String(row.code_mapping_id),
    kind: row.kind,
    scope: row.scope,
    name: row.name,
    version: row.version,
    source: row.source,
    effectiveFrom: row.effective_from,
    effectiveBefore: row.effective_before,
    rows: row.row_count,
    status: row.status,
    ...stepsOf(row, row.registered_by, row.registered_at),
  };
}

export function codeRoutes(router: Router, openapi: OpenAPIRegistry, deps: CodeRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/code-mappings',
    summary: '编码对照表(国家临床版 → 医保版等)',
    tag: '编码',
    answers: { 200: CodeMappingSchema.array() },
    handle: async () => [200, (await listMappings(db)).map(present)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/code-mappings',
    summary: '装载编码对照表(CSV、xlsx)为草案',
    tag: '编码',
    upload: MappingForm,
    answers: {
      201: z.object({
        id: z.string(),
        rows: z.number(),
        warnings: z.array(z.object({ row: z.number(), message: z.string() })),
      }),
    },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      const loaded = await importMapping(db, file.path, () => {
        const { by, ...about } = MappingFields.parse({ ...fields, effectiveBefore: fields.effectiveBefore || null });
        return { ...about, registeredBy: by };
      });
      const warnings = loaded.warnings.map(({ row, message }) => ({ row, message }));
      return [201, { id: String(loaded.id), rows: loaded.rows, warnings }];
    },
  });
  const step = (path: string, to: MappingStep, summary: string) =>
    endpoint(router, openapi, {
      method: 'post',
      path: `/code-mappings/:id/${path}`,
      summary,
      tag: '编码',
      params: IdParams,
      body: StepBody,
      answers: { 204: z.null() },
      handle: async ({ params, body, response }) => {
        await stepMapping(db, Number(params.id), to, body.by);
        if (to !== 'approved') await deps.mappingChanged();
        response.status(204).end();
        return undefined;
      },
    });
  step('approval', 'approved', '核准编码对照表');
  step('live', 'live', '施行编码对照表;所涉病例重新分组');
  step('withdrawal', 'retired', '停用编码对照表;所涉病例重新分组');
  endpoint(router, openapi, {
    method: 'get',
    path: '/code-losses',
    summary: '转码损失:期间内用到的编码的去向,及涉及的病例与费用',
    tag: '编码',
    query: LossQuery,
    answers: { 200: LossReportSchema },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { period, kind, page, pageSize, outcome } = query;
      // 期间末日施行的方案:问的是「现在这样转,还丢什么」。
      const scheme = deps.schemes.schemeFor(period.before);
      const mappingId = query.mapping === undefined ? undefined : Number(query.mapping);
      const { classes, codes } = await codeLoss(db, scheme.compiled, { hospitalId, period, kind, mappingId });
      const chosen = outcome === undefined ? codes : codes.filter((code) => code.outcome === outcome);
      const items = chosen.slice((page - 1) * pageSize, page * pageSize);
      return [200, { scheme: scheme.key, classes, items, total: chosen.length, page, pageSize }];
    },
  });
}
