import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { endpoint } from '../http/endpoint.ts';
import { GroupAnswer, GroupBody, GroupQuery, SchemesAnswer } from './group.schemas.ts';
import { groupCases, groupUnderSchemes } from './group.service.ts';
import type { LiveSchemes } from './live-schemes.ts';

export interface GroupRouteDeps {
  db: Db;
  schemes: LiveSchemes;
  /** 今天(YYYY-MM-DD):没有写出院日时用今天施行的方案。 */
  today: () => string;
}

export function groupRoutes(router: Router, openapi: OpenAPIRegistry, deps: GroupRouteDeps): void {
  endpoint(router, openapi, {
    method: 'post',
    path: '/group',
    summary: '预分组:给一例或至多 1,000 例分组,可同时用几个方案,不存',
    tag: '分组',
    query: GroupQuery,
    body: GroupBody,
    answers: { 200: z.union([GroupAnswer, SchemesAnswer]) },
    handle: async ({ query: { explain, schemes, day }, body }) => {
      const options = { explain, day: day ?? deps.today() };
      if (schemes) return [200, await groupUnderSchemes(deps, schemes, body.cases, options)];
      return [200, groupCases(deps.schemes.schemeFor(options.day), body.cases, options)];
    },
  });
}
