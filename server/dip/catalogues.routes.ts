import { rm } from 'node:fs/promises';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { writeRegionWorkbook } from '../../reports/dip-region/region-workbook.ts';
import type { Db } from '../../sql/database.ts';
import { catalogueEntries } from '../../sql/read-models/dip/catalogue-entries.read-model.ts';
import { listRegions, regionFindings } from '../../sql/stores/dip-region.store.ts';
import { FindingPage, FindingQuery, SchemeJob } from '../grouping/scheme.schemas.ts';
import { schemeLimits } from '../grouping/scheme-files/limits.ts';
import { sendGenerated } from '../http/download.ts';
import { endpoint } from '../http/endpoint.ts';
import { readUpload } from '../intake/upload.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { presentJob } from '../jobs/jobs.routes.ts';
import { buildOf } from './build-request.ts';
import {
  ByBody,
  Catalogue,
  CatalogueFields,
  CatalogueForm,
  CatalogueImported,
  CatalogueKey,
  CataloguePair,
  DiffPage,
  DiffQuery,
  EntryPage,
  EntryQuery,
  HistoryBody,
} from './catalogue.schemas.ts';
import { explained } from './catalogue-problem.ts';
import { type CatalogueComparison, compareCatalogues } from './compare-catalogues.ts';
import { importRegion } from './import-region.ts';
import { presentCatalogue, presentEntry, presentPackEntry, requireCatalogue } from './present-catalogue.ts';
import { approveRegion, discardDraft, putRegionLive, retireRegion } from './region-status.ts';
import { exportName, regionToExport } from './write-region.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TAG = 'DIP';

export interface CatalogueRouteDeps {
  db: Db;
  jobs: JobRunner;
  uploadFolder: string;
  maxSchemeBytes: number;
}

export function catalogueRoutes(router: Router, openapi: OpenAPIRegistry, deps: CatalogueRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues',
    summary: 'DIP 目录:状态、有效期、病种数',
    tag: TAG,
    answers: { 200: Catalogue.array() },
    handle: async () => [200, (await listRegions(db)).map(presentCatalogue)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/dip/catalogues',
    summary: '导入一个 DIP 目录(.xlsx、.zip、.csv)为草案;有错误则什么也不存',
    tag: TAG,
    upload: CatalogueForm,
    answers: { 201: CatalogueImported },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxSchemeBytes);
      try {
        const { by, basedOn, ...about } = CatalogueFields.parse(fields);
        const { key, warnings, sameAs } = await importRegion(db, {
          path: file.path,
          fileName: file.fileName,
          limits: schemeLimits(deps.maxSchemeBytes),
          about: aboutKeys(about),
          basedOn: basedOn ?? null,
          createdBy: by,
        });
        return [201, { catalogue: await requireCatalogue(db, key), findings: warnings, sameAs }];
      } finally {
        await rm(file.path, { force: true });
      }
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/dip/catalogues/from-history',
    summary: '由已存病例测算一个目录(任务),结果是草案',
    tag: TAG,
    body: HistoryBody,
    answers: { 202: SchemeJob },
    handle: async ({ body }) => {
      const { effectiveFrom, effectiveTo, by, ...rest } = body;
      const build = await explained(async () =>
        buildOf({ ...rest, createdBy: by, about: aboutKeys({ ...rest, effectiveFrom, effectiveTo }) }),
      );
      return [202, { job: await presentJob(deps, await deps.jobs.submit('dip-build', { ...build })) }];
    },
  });
  readRoutes(router, openapi, deps);
  statusRoutes(router, openapi, deps);
}

/** 接口的写法 → 政策里的键。 */
const aboutKeys = (about: {
  id?: string | undefined;
  version?: string | undefined;
  name?: string | undefined;
  source?: string | undefined;
  effectiveFrom?: string | undefined;
  effectiveTo?: string | undefined;
}) => ({
  id: about.id,
  version: about.version,
  name: about.name,
  source: about.source,
  effective_from: about.effectiveFrom,
  effective_to: about.effectiveTo,
});

function readRoutes(router: Router, openapi: OpenAPIRegistry, { db }: CatalogueRouteDeps): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues/:key',
    summary: '一个 DIP 目录,历史测算的连同依据',
    tag: TAG,
    params: CatalogueKey,
    answers: { 200: Catalogue },
    handle: async ({ params }) => [200, await requireCatalogue(db, params.key)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues/:key/findings',
    summary: '目录的体检发现',
    tag: TAG,
    params: CatalogueKey,
    query: FindingQuery,
    answers: { 200: FindingPage },
    handle: async ({ params, query }) => {
      await requireCatalogue(db, params.key);
      const all = await regionFindings(db, params.key);
      return [200, pageOfRows(query.level ? all.filter(({ level }) => level === query.level) : all, query)];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues/:key/entries',
    summary: '目录的病种;历史测算的连同例数、均费、变异系数',
    tag: TAG,
    params: CatalogueKey,
    query: EntryQuery,
    answers: { 200: EntryPage },
    handle: async ({ params, query }) => {
      await requireCatalogue(db, params.key);
      const { rows, total } = await catalogueEntries(db, params.key, query, query);
      return [200, { items: rows.map(presentEntry), total, page: query.page, pageSize: query.pageSize }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues/:key/diff/:other',
    summary: '两个目录的差异:旧在前,新在后',
    tag: TAG,
    params: CataloguePair,
    query: DiffQuery,
    answers: { 200: DiffPage },
    handle: async ({ params, query }) => {
      const diff = await compareCatalogues(db, params.key, params.other);
      const { added, removed, changed, same, policies } = diff;
      const counts = { added: added.length, removed: removed.length, changed: changed.length, same };
      return [200, { ...pageOfRows(diffRows(diff)[query.change]!(), query), counts, policies }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/catalogues/:key/workbook',
    summary: '导出目录(.xlsx);原样导入得到相同的目录',
    tag: TAG,
    params: CatalogueKey,
    answers: { 200: { file: XLSX, about: '目录工作簿' } },
    handle: async ({ params, response }) => {
      const region = await regionToExport(db, params.key);
      await sendGenerated(response, exportName(region), XLSX, (output) =>
        writeRegionWorkbook(region, output, { at: new Date(), by: '导出' }),
      );
      return undefined;
    },
  });
}

const pageOfRows = <T>(rows: readonly T[], { page, pageSize }: { page: number; pageSize: number }) => ({
  items: rows.slice((page - 1) * pageSize, page * pageSize),
  total: rows.length,
  page,
  pageSize,
});

interface DiffRow {
  readonly before: ReturnType<typeof presentPackEntry> | null;
  readonly after: ReturnType<typeof presentPackEntry> | null;
  readonly scoreChange: number | null;
  readonly meanChange: number | null;
}

function diffRows({ added, removed, changed }: CatalogueComparison): Record<string, () => DiffRow[]> {
  const unknown = { scoreChange: null, meanChange: null };
  return {
    added: () => added.map((entry) => ({ before: null, after: presentPackEntry(entry), ...unknown })),
    removed: () => removed.map((entry) => ({ before: presentPackEntry(entry), after: null, ...unknown })),
    changed: () =>
      changed.map(({ before, after, ...change }) => ({
        before: presentPackEntry(before),
        after: presentPackEntry(after),
        ...change,
      })),
  };
}

/** 核准、施行、停用、删除。 */
function statusRoutes(router: Router, openapi: OpenAPIRegistry, { db }: CatalogueRouteDeps): void {
  const moves = [
    ['approval', '核准草案', approveRegion],
    ['live', '施行:管有效期内的出院日;与施行中的目录不能重叠', putRegionLive],
    ['withdrawal', '停用施行中的目录', retireRegion],
  ] as const;
  for (const [path, summary, move] of moves) {
    endpoint(router, openapi, {
      method: 'post',
      path: `/dip/catalogues/:key/${path}`,
      summary,
      tag: TAG,
      params: CatalogueKey,
      body: ByBody,
      answers: { 200: Catalogue },
      handle: async ({ params, body }) => [200, presentCatalogue(await move(db, params.key, body.by))],
    });
  }
  endpoint(router, openapi, {
    method: 'delete',
    path: '/dip/catalogues/:key',
    summary: '删除草案',
    tag: TAG,
    params: CatalogueKey,
    answers: { 200: Catalogue },
    handle: async ({ params }) => {
      const catalogue = await requireCatalogue(db, params.key);
      await discardDraft(db, params.key);
      return [200, catalogue];
    },
  });
}
