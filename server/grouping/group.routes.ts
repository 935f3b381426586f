import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { Db } from '../../sql/database.ts';
import { endpoint, IdParams } from '../http/endpoint.ts';
import { ExplainQuery, GroupAnswer, GroupBody, StoredProof } from './group.schemas.ts';
import { groupCases, proofOfStoredCase } from './group.service.ts';
import type { LiveScheme } from './live-scheme.ts';

export function groupRoutes(router: Router, openapi: OpenAPIRegistry, deps: { db: Db; scheme: LiveScheme }): void {
  endpoint(router, openapi, {
    method: 'post',
    path: '/group',
    summary: '给病例分组(一例或至多 1,000 例),不存',
    tag: '分组',
    query: ExplainQuery,
    body: GroupBody,
    answers: { 200: GroupAnswer },
    handle: async ({ query, body }) => [200, groupCases(deps.scheme, body.cases, query.explain)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/cases/:id/proof',
    summary: '一个病例入组的证明、未入组的原因与什么会改变入组',
    tag: '分组',
    params: IdParams,
    answers: { 200: StoredProof },
    handle: async ({ params }) => [200, await proofOfStoredCase(deps.db, deps.scheme, params.id)],
  });
}
