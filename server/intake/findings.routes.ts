import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { z } from 'zod';
import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import type { Db } from '../../sql/database.ts';
import * as batches from '../../sql/stores/batch.store.ts';
import { sendFile } from '../http/download.ts';
import { endpoint, IdParams, pageOf } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { findingsCsv } from './findings-csv.ts';
import * as s from './intake.schemas.ts';

const ruleName = (rule: string) => RECORD_CHECKS.find((check) => check.id === rule)?.name ?? '读入';

/** 下载的文件名:筛选了什么,写在名字里。 */
function fileNameOf(batchId: string, { severity, rule }: z.output<typeof s.FindingsFileQuery>): string {
  const what = severity === 'E' ? '不参加统计的记录' : '缺陷清单';
  return `批次${batchId}_${rule ? `${rule}_` : ''}${what}.csv`;
}

async function requireBatch(db: Db, id: string): Promise<void> {
  if (!(await batches.findBatch(db, id))) throw notFound('批次', id);
}

export function findingRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/batches/:id/findings',
    summary: '缺陷行,可按轻重、规则筛选',
    tag: '导入',
    params: IdParams,
    query: s.FindingsQuery,
    answers: { 200: pageOf(s.FindingSchema) },
    handle: async ({ params, query }) => {
      await requireBatch(db, params.id);
      const { page, pageSize, ...filter } = query;
      const found = await batches.listFindings(db, { batchId: params.id, ...filter }, page, pageSize);
      const items = found.items.map(({ row_no, record_no, rule, severity, field, value, message, fix }) => ({
        row: row_no,
        rule,
        severity,
        recordNo: record_no,
        field,
        value,
        message,
        fix,
      }));
      return [200, { ...found, items }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/batches/:id/findings-by-rule',
    summary: '缺陷按规则汇总',
    tag: '导入',
    params: IdParams,
    answers: { 200: s.RuleCountSchema.array() },
    handle: async ({ params }) => {
      await requireBatch(db, params.id);
      const rows = await batches.findingsByRule(db, params.id);
      return [
        200,
        rows.map((row) => ({
          rule: row.rule,
          name: ruleName(row.rule),
          severity: row.severity,
          findings: Number(row.count),
          rows: Number(row.rows),
        })),
      ];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/batches/:id/findings.csv',
    summary: '下载缺陷行(CSV,可用 Excel 打开)',
    tag: '导入',
    params: IdParams,
    query: s.FindingsFileQuery,
    answers: { 200: { file: 'text/csv', about: '缺陷行' } },
    handle: async ({ params, query, response }) => {
      await requireBatch(db, params.id);
      await sendFile(
        response,
        fileNameOf(params.id, query),
        'text/csv; charset=utf-8',
        findingsCsv(batches.allFindings(db, { batchId: params.id, ...query })),
      );
      return undefined;
    },
  });
}
