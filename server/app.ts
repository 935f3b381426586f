import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { z } from 'zod';
import { ping } from '../sql/health.ts';
import { projectFolder } from '../sql/project-folder.ts';
import { assessmentRoutes } from './assessment/assessment.routes.ts';
import { caseRoutes } from './cases/cases.routes.ts';
import { codeRoutes } from './codes/code-mapping.routes.ts';
import { catalogueRoutes } from './dip/catalogues.routes.ts';
import { dictionaryRoutes } from './dip/dictionaries.routes.ts';
import { dipRunRoutes } from './dip/dip-runs.routes.ts';
import { settlementRoutes } from './dip/settlement.routes.ts';
import { groupRoutes } from './grouping/group.routes.ts';
import { proofRoutes } from './grouping/proof.routes.ts';
import { schemeRoutes } from './grouping/schemes.routes.ts';
import { shadowRoutes } from './grouping/shadow.routes.ts';
import { weightRoutes } from './grouping/weights.routes.ts';
import { departmentHistoryRoutes } from './hospitals/department-history.routes.ts';
import { hospitalRoutes } from './hospitals/hospitals.routes.ts';
import { requireToken } from './http/access-token.ts';
import { endpoint } from './http/endpoint.ts';
import { moneyPermission } from './http/money-permission.ts';
import { docsRouter } from './http/openapi.ts';
import { noRoute, problemHandler } from './http/problem.ts';
import { batchRoutes } from './intake/batches.routes.ts';
import { columnRoutes } from './intake/columns.routes.ts';
import { findingRoutes } from './intake/findings.routes.ts';
import { warmUp } from './intake/import-batch.ts';
import { jobRoutes } from './jobs/jobs.routes.ts';
import { adoptionRoutes } from './performance/adoption.routes.ts';
import { benchmarkRoutes } from './performance/benchmarks.routes.ts';
import { figureRoutes } from './performance/figures.routes.ts';
import { indicatorRoutes } from './performance/indicators.routes.ts';
import { codeListRoutes } from './quality-development/code-lists.routes.ts';
import { lowRiskDeathRoutes } from './quality-development/low-risk-deaths.routes.ts';
import { qualityDevelopmentRoutes } from './quality-development/quality-development.routes.ts';
import { reportRoutes } from './reporting/reports.routes.ts';
import type { Services } from './services.ts';

/** 一次提交 10,000 例、每例约 6 KB。 */
const JSON_LIMIT = '64mb';

/** 组装 HTTP 应用:安全头、令牌、接口、文档、页面、错误出口。 */
export function createApp(services: Services): Express {
  const { config, db, jobs, log, schemes, figuresChanged } = services;
  const app = express();
  const api = express.Router();
  const openapi = new OpenAPIRegistry();
  const files = { uploadFolder: config.uploadFolder, maxUploadBytes: config.maxUploadBytes };

  endpoint(api, openapi, {
    method: 'get',
    path: '/health',
    summary: '服务是否正常',
    tag: '运行',
    answers: {
      200: z.object({ status: z.literal('ok'), database: z.enum(['postgresql', 'embedded']), scheme: z.string() }),
    },
    handle: async () => {
      await ping(db);
      return [
        200,
        { status: 'ok', database: config.databaseUrl ? 'postgresql' : 'embedded', scheme: schemes.schemeFor(null).key },
      ];
    },
  });
  batchRoutes(api, openapi, { db, jobs, ...files, figuresChanged, warmUp: () => warmUp(services.importDeps) });
  findingRoutes(api, openapi, { db });
  columnRoutes(api, openapi, { db });
  jobRoutes(api, openapi, { db, jobs });
  caseRoutes(api, openapi, { db });
  hospitalRoutes(api, openapi, { db });
  departmentHistoryRoutes(api, openapi, { db, ...files });
  indicatorRoutes(api, openapi, { db });
  adoptionRoutes(api, openapi, { db, today: services.importDeps.today });
  figureRoutes(api, openapi, { db });
  benchmarkRoutes(api, openapi, { db, ...files, today: services.importDeps.today });
  groupRoutes(api, openapi, { db, schemes, today: services.importDeps.today });
  proofRoutes(api, openapi, { db, schemes, maySeeMoney: moneyPermission(config) });
  schemeRoutes(api, openapi, { db, schemes, jobs, ...files, maxSchemeBytes: config.maxSchemeBytes });
  weightRoutes(api, openapi, { db, schemes, ...files, figuresChanged });
  shadowRoutes(api, openapi, { db, jobs });
  qualityDevelopmentRoutes(api, openapi, { db, attachmentFolder: config.attachmentFolder, ...files });
  assessmentRoutes(api, openapi, { db });
  codeRoutes(api, openapi, {
    db,
    schemes,
    ...files,
    mappingChanged: async () => void (await jobs.submit('regroup', {})),
  });
  codeListRoutes(api, openapi, { db, ...files, figuresChanged });
  lowRiskDeathRoutes(api, openapi, { db });
  catalogueRoutes(api, openapi, { db, jobs, ...files, maxSchemeBytes: config.maxSchemeBytes });
  dipRunRoutes(api, openapi, { db, jobs, schemes, regions: services.regions });
  settlementRoutes(api, openapi, { db });
  dictionaryRoutes(api, openapi, { db, ...files, maxSchemeBytes: config.maxSchemeBytes });
  reportRoutes(api, openapi, { db, jobs, reportFolder: config.reportFolder });

  app.disable('x-powered-by');
  // 服务在内网以 http 提供:不能要求浏览器改用 https。样式由组件库在运行时插入,须允许内联。
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'upgrade-insecure-requests': null,
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
        },
      },
      strictTransportSecurity: false,
    }),
  );
  app.use(
    pinoHttp({
      logger: log,
      serializers: {
        req: ({ method, url }) => ({ method, url: url.split('?')[0] }),
        res: ({ statusCode }) => ({ statusCode }),
      },
    }),
  );
  app.use(requireToken(config.token));
  app.use(express.json({ limit: JSON_LIMIT }));
  app.use('/api/v1', api);
  app.use('/api', docsRouter(openapi));
  const page = join(projectFolder(), 'dist', 'web');
  if (existsSync(page)) app.use(express.static(page));
  app.use(noRoute);
  app.use(problemHandler(log));
  return app;
}
