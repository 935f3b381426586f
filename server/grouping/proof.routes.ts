import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { listWhatIfUses } from '../../sql/stores/what-if-use.store.ts';
import { endpoint, IdParams, pageOf } from '../http/endpoint.ts';
import type { MaySeeMoney } from '../http/money-permission.ts';
import { StoredProof, WhatIfAnswer, WhatIfBody, WhatIfQuery, WhatIfUse, WhatIfUsesQuery } from './proof.schemas.ts';
import { type ProofDeps, proofOfStoredCase, whatIfOfStoredCase } from './proof.service.ts';

export function proofRoutes(
  router: Router,
  openapi: OpenAPIRegistry,
  { maySeeMoney, ...deps }: ProofDeps & { maySeeMoney: MaySeeMoney },
): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/cases/:id/proof',
    summary: '一个病例入组的证明与未入组的原因',
    tag: '分组',
    params: IdParams,
    answers: { 200: StoredProof },
    handle: async ({ params }) => [200, await proofOfStoredCase(deps, params.id)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/cases/:id/what-if',
    summary: '什么会改变一个病例的入组:只凭病案上已有的事实;使用有记录',
    tag: '分组',
    params: IdParams,
    query: WhatIfQuery,
    body: WhatIfBody,
    answers: { 200: WhatIfAnswer },
    handle: async ({ params, body, request }) => [
      200,
      await whatIfOfStoredCase(deps, params.id, body.by, maySeeMoney(request)),
    ],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/what-if-uses',
    summary: '「什么会改变入组」的使用记录,新的在前',
    tag: '分组',
    query: WhatIfUsesQuery,
    answers: { 200: pageOf(WhatIfUse) },
    handle: async ({ query: { case: caseId, page, pageSize } }) => {
      const found = await listWhatIfUses(deps.db, caseId, page, pageSize);
      const items = found.items.map((use) => ({
        id: use.what_if_use_id,
        usedAt: use.used_at.toISOString(),
        usedBy: use.used_by,
        caseId: use.case_id,
        scheme: use.scheme_key,
        changes: use.changes,
        moneyShown: use.money_shown,
      }));
      return [200, { ...found, items }];
    },
  });
}
