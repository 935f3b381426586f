import { Readable } from 'node:stream';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import * as batches from '../../sql/stores/batch.store.ts';
import { importPathOf } from '../../sql/stores/job.store.ts';
import { withdrawBatch } from '../../sql/stores/withdraw-batch.ts';
import { endpoint, IdParams, pageOf } from '../http/endpoint.ts';
import { conflict, notFound } from '../http/problem.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import * as s from './intake.schemas.ts';
import { type Registered, registerUpload, retryBatch } from './intake.service.ts';
import { readUpload, receive } from './upload.ts';

export interface BatchRouteDeps {
  db: Db;
  jobs: JobRunner;
  uploadFolder: string;
  maxUploadBytes: number;
  /** 撤回之后补齐看板汇总。 */
  figuresChanged: () => Promise<void>;
  /** 上传开始时调用:导入的线程趁收文件时做好准备。 */
  warmUp: () => void;
}

type BatchRow = NonNullable<Awaited<ReturnType<typeof batches.findBatch>>>;

function presentBatch(row: BatchRow): z.output<typeof s.BatchSchema> {
  return {
    id: row.batch_id,
    source: row.source,
    fileName: row.file_name,
    sha256: row.sha256,
    bytes: Number(row.bytes),
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at.toISOString(),
    status: row.status,
    hospitalId: row.hospital_id,
    format: row.format,
    encoding: row.encoding,
    counts: {
      rows: row.row_count,
      stored: row.stored_count,
      errors: row.error_count,
      warnings: row.warning_count,
      unstorable: row.unstorable_count,
      replaced: row.replaced_count,
      grouped: row.grouped_count,
    },
    months:
      row.first_month && row.last_month
        ? { first: row.first_month.slice(0, 7), last: row.last_month.slice(0, 7) }
        : null,
    columns: row.columns_report,
    failure: row.failure,
    storedAt: row.stored_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
  };
}

export function batchRoutes(router: Router, openapi: OpenAPIRegistry, deps: BatchRouteDeps): void {
  const { db } = deps;
  const found = async (id: string) => {
    const row = await batches.findBatch(db, id);
    if (!row) throw notFound('批次', id);
    return row;
  };
  const accepted = async ({ batchId, jobId, unchanged }: Registered): Promise<[number, unknown]> => {
    const batch = presentBatch(await found(batchId));
    if (unchanged)
      return [200, { batch, unchanged: true, message: `同一文件已在批次 ${batchId} 中,没有改变任何数据。` }];
    return [202, { batch, job: await presentJob(deps, jobId!) }];
  };

  endpoint(router, openapi, {
    method: 'post',
    path: '/batches',
    summary: '上传出院数据文件(CSV、xlsx、JSON)',
    tag: '导入',
    upload: s.UploadForm,
    answers: { 202: s.AcceptedSchema, 200: s.UnchangedSchema },
    handle: async ({ request }) => {
      deps.warmUp();
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      return accepted(
        await registerUpload(deps, file, {
          source: fields.source || '上传',
          uploadedBy: fields.uploadedBy || '未署名',
        }),
      );
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/cases',
    summary: '提交病例(JSON,至多 10,000 例)',
    tag: '导入',
    body: s.CasesBody,
    answers: { 202: s.AcceptedSchema, 200: s.UnchangedSchema },
    handle: async ({ body }) => {
      const text = JSON.stringify(body.cases);
      const file = await receive(
        Readable.from([Buffer.from(text)]),
        `${body.cases.length} 例(接口)`,
        deps.uploadFolder,
        deps.maxUploadBytes,
      );
      return accepted(await registerUpload(deps, file, { source: body.source, uploadedBy: body.uploadedBy }));
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/batches',
    summary: '批次台账,新的在前',
    tag: '导入',
    query: s.BatchesQuery,
    answers: { 200: pageOf(s.BatchSchema) },
    handle: async ({ query }) => {
      const page = await batches.listBatches(
        db,
        query.status ? { status: query.status } : {},
        query.page,
        query.pageSize,
      );
      return [200, { ...page, items: page.items.map(presentBatch) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/batches/:id',
    summary: '一个批次',
    tag: '导入',
    params: IdParams,
    answers: { 200: s.BatchSchema },
    handle: async ({ params }) => [200, presentBatch(await found(params.id))],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/batches/:id/withdrawal',
    summary: '撤回一个批次,恢复它替换的版本',
    tag: '导入',
    params: IdParams,
    body: s.WithdrawalBody,
    answers: { 200: s.WithdrawnSchema },
    handle: async ({ params, body }) => {
      await found(params.id);
      const done = await withdrawBatch(db, params.id, body.by);
      if (!done) throw conflict('batch-not-stored', '批次不能撤回', '只有已存入的批次可以撤回。');
      await deps.figuresChanged();
      return [200, { batch: presentBatch(await found(params.id)), restored: done.restored }];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/batches/:id/retry',
    summary: '重新导入中断的批次',
    tag: '导入',
    params: IdParams,
    answers: { 202: s.AcceptedSchema },
    handle: async ({ params }) => {
      const jobId = await retryBatch(deps, params.id, (id) => importPathOf(db, id));
      return [202, { batch: presentBatch(await found(params.id)), job: await presentJob(deps, jobId) }];
    },
  });
}
