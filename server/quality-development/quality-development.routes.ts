import { createReadStream, existsSync } from 'node:fs';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { MEASURE_NAMES, type MeasureName } from '../../analytics/performance/measures.ts';
import {
  indicatorsOfList,
  OFFICIAL_INDICATORS,
  OFFICIAL_LISTS,
} from '../../analytics/performance/quality-development/official-registry.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { templateFileName, writeYearlyTemplate } from '../../reports/quality-development/yearly-template.ts';
import type { Db } from '../../sql/database.ts';
import { casesBehindMeasure } from '../../sql/read-models/quality-development/measure-cases.read-model.ts';
import { officialTable } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import { knownYears, officialTrend } from '../../sql/read-models/quality-development/official-trend.read-model.ts';
import { findAttachment, listAttachments } from '../../sql/stores/attachment.store.ts';
import { listHospitals } from '../../sql/stores/hospital.store.ts';
import { saveTargets } from '../../sql/stores/indicator-target.store.ts';
import { currentFigures, figureVersions, saveFigures } from '../../sql/stores/yearly-figure.store.ts';
import { presentItem } from '../cases/cases.routes.ts';
import { CaseItem } from '../cases/cases.schemas.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { sendFile, sendGenerated } from '../http/download.ts';
import { endpoint, IdParams, PageQuery, pageOf } from '../http/endpoint.ts';
import { notFound, Problem } from '../http/problem.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { attachmentPath, keepAttachment, MAX_ATTACHMENT_BYTES, readAttachment } from './attachments.ts';
import { checkEntries } from './figure-entries.ts';
import { presentEntry, presentTable } from './present-table.ts';
import * as s from './quality-development.schemas.ts';
import { importTemplate } from './template-upload.ts';

const TAG = '高质量发展';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface QualityDevelopmentDeps {
  db: Db;
  attachmentFolder: string;
  uploadFolder: string;
  maxUploadBytes: number;
}

export function qualityDevelopmentRoutes(router: Router, openapi: OpenAPIRegistry, deps: QualityDevelopmentDeps): void {
  const { db } = deps;
  tableRoutes(router, openapi, db);
  caseRoutes(router, openapi, db);
  entryRoutes(router, openapi, db);
  templateRoutes(router, openapi, deps);
  attachmentRoutes(router, openapi, deps);
}

function tableRoutes(router: Router, openapi: OpenAPIRegistry, db: Db): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development',
    summary: '公立医院高质量发展与国家监测指标:一张清单一年的各指标、上年、目标与构成',
    tag: TAG,
    query: s.ListQuery,
    answers: { 200: s.OfficialTableSchema },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const table = await officialTable(db, hospitalId, query.list, query.year);
      return [200, presentTable(table, await knownYears(db, hospitalId))];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/trend',
    summary: '一张清单各指标多年的数',
    tag: TAG,
    query: s.ListQuery.extend({ count: z.coerce.number().int().min(1).max(10).default(5).describe('年数') }),
    answers: { 200: s.TrendSchema },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { years, values } = await officialTrend(db, hospitalId, query.list, {
        until: query.year,
        count: query.count,
      });
      const indicators = indicatorsOfList(OFFICIAL_LISTS[query.list]);
      return [200, { years, indicators: indicators.map(({ id }) => ({ id, values: values.get(id) ?? [] })) }];
    },
  });
}

function caseRoutes(router: Router, openapi: OpenAPIRegistry, db: Db): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/measures/:measure/cases',
    summary: '计入一个病例度量(微创手术、择期手术并发症……)的病例',
    tag: TAG,
    params: z.object({ measure: z.enum(MEASURE_NAMES as [MeasureName]) }),
    query: s.YearQuery.extend({ department: z.string().optional() }).extend(PageQuery.shape),
    answers: { 200: pageOf(CaseItem) },
    handle: async ({ params, query: { hospital, year, department, page, pageSize } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      const asked = { hospitalId, period: requirePeriod(String(year)), measure: params.measure, department };
      const { items, total } = await casesBehindMeasure(db, asked, page, pageSize);
      return [200, { items: items.map(presentItem), total, page, pageSize }];
    },
  });
}

function entryRoutes(router: Router, openapi: OpenAPIRegistry, db: Db): void {
  endpoint(router, openapi, {
    method: 'put',
    path: '/quality-development/figures',
    summary: '填报年度项目、定性文字或指标值(有一项不对就全部不存)',
    tag: TAG,
    query: HospitalQuery,
    body: s.FiguresBody,
    answers: { 200: s.Saved },
    handle: async ({ query, body }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const entries = await checkEntries(db, hospitalId, body.figures);
      const entering = { hospitalId, year: body.year, by: body.by, source: '页面' };
      return [200, { changed: await saveFigures(db, entering, entries) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/figures/:item/versions',
    summary: '一项填报的全部版本,新的在前',
    tag: TAG,
    params: z.object({ item: z.string() }),
    query: s.YearQuery,
    answers: { 200: s.EntryVersions },
    handle: async ({ params, query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      return [200, (await figureVersions(db, hospitalId, query.year, params.item)).map(presentEntry)];
    },
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/quality-development/targets',
    summary: '目标、参考值、综合指数界值与责任部门',
    tag: TAG,
    query: HospitalQuery,
    body: s.TargetsBody,
    answers: { 200: s.Saved },
    handle: async ({ query, body }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const entries = body.targets.map(targetEntry);
      return [200, { changed: await saveTargets(db, { hospitalId, year: body.year, by: body.by }, entries) }];
    },
  });
}

type Target = z.output<typeof s.TargetsBody>['targets'][number];

function targetEntry({ indicator, target, reference, worst, best, ...rest }: Target) {
  if (!OFFICIAL_INDICATORS.has(indicator)) throw notFound('指标', indicator);
  if ((worst === null) !== (best === null) || (worst !== null && worst === best)) {
    throw new Problem(422, 'bounds-invalid', '界值不对', '得 0 分与得满分的值须同时给出,且不能相同。');
  }
  const text = (value: number | null) => (value === null ? null : String(value));
  return { indicator, ...rest, target: text(target), reference: text(reference), worst: text(worst), best: text(best) };
}

function templateRoutes(router: Router, openapi: OpenAPIRegistry, deps: QualityDevelopmentDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/template',
    summary: '下载年度填报模板(带出已填的数)',
    tag: TAG,
    query: s.ListQuery,
    answers: { 200: { file: XLSX, about: '填报模板' } },
    handle: async ({ query, response }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { year } = query;
      const entries = await currentFigures(db, hospitalId, year);
      const hospital =
        (await listHospitals(db)).find(({ hospital_id }) => hospital_id === hospitalId)?.name ?? hospitalId;
      const request = { hospital, list: OFFICIAL_LISTS[query.list], year, entries, generatedAt: new Date() };
      await sendGenerated(response, templateFileName(request), XLSX, (output) => writeYearlyTemplate(request, output));
      return undefined;
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/quality-development/template',
    summary: '上传填好的模板(有一行不对就全部不存,逐行说明)',
    tag: TAG,
    query: HospitalQuery,
    upload: z.object({
      file: z.any().openapi({ type: 'string', format: 'binary' }),
      year: z.string().describe('年份'),
      by: z.string().describe('填报人'),
    }),
    answers: { 200: s.Saved.extend({ read: z.number().describe('读到的填了内容的行数') }) },
    handle: async ({ query, request }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      return [200, await importTemplate(deps, hospitalId, request)];
    },
  });
}

function attachmentRoutes(router: Router, openapi: OpenAPIRegistry, deps: QualityDevelopmentDeps): void {
  const { db, attachmentFolder, uploadFolder } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/attachments',
    summary: '佐证材料,新的在前',
    tag: TAG,
    query: HospitalQuery,
    answers: { 200: s.AttachmentSchema.array() },
    handle: async ({ query }) => {
      const rows = await listAttachments(db, await resolveHospital(db, query.hospital));
      return [200, rows.map(presentAttachment)];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/quality-development/attachments',
    summary: `上传佐证材料(不超过 ${MAX_ATTACHMENT_BYTES / 1024 / 1024} MB)`,
    tag: TAG,
    query: HospitalQuery,
    upload: z.object({
      file: z.any().openapi({ type: 'string', format: 'binary' }),
      uploadedBy: z.string().describe('上传人'),
    }),
    answers: { 201: s.AttachmentSchema },
    handle: async ({ query, request }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { fields, file } = await readAttachment(request, uploadFolder);
      const owner = { hospitalId, uploadedBy: fields.uploadedBy?.trim() || '未署名' };
      const id = await keepAttachment(db, attachmentFolder, owner, file);
      return [201, presentAttachment((await findAttachment(db, id))!)];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/quality-development/attachments/:id/file',
    summary: '下载佐证材料',
    tag: TAG,
    params: IdParams,
    answers: { 200: { file: 'application/octet-stream', about: '佐证材料' } },
    handle: async ({ params, response }) => {
      const row = await findAttachment(db, params.id);
      if (!row) throw notFound('附件', params.id);
      const path = attachmentPath(attachmentFolder, row.sha256);
      if (!existsSync(path))
        throw new Problem(410, 'attachment-gone', '附件文件已不在', '附件文件不在数据目录里;请重新上传。');
      await sendFile(response, row.file_name, 'application/octet-stream', createReadStream(path));
      return undefined;
    },
  });
}

const presentAttachment = (row: NonNullable<Awaited<ReturnType<typeof findAttachment>>>) => ({
  id: row.attachment_id,
  fileName: row.file_name,
  bytes: Number(row.bytes),
  sha256: row.sha256,
  uploadedBy: row.uploaded_by,
  uploadedAt: row.uploaded_at.toISOString(),
});
