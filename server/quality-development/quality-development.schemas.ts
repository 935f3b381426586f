import { z } from 'zod';
import type { OfficialListId } from '../../analytics/performance/quality-development/definition.ts';
import { OFFICIAL_LIST_IDS } from '../../analytics/performance/quality-development/official-registry.ts';
import { HospitalQuery } from '../performance/period-query.ts';
import { MAX_TEXT } from './figure-entries.ts';

export const Year = z.coerce.number().int().min(1990, '年份请写成 2025 的样子').max(2200, '年份请写成 2025 的样子');
export const ListId = z.enum(OFFICIAL_LIST_IDS as [OfficialListId, ...OfficialListId[]]).describe('清单');
export const ListQuery = HospitalQuery.extend({ year: Year, list: ListId.default('general') });
export const YearQuery = HospitalQuery.extend({ year: Year });

const Entry = z
  .object({
    value: z.number().nullable().describe('比例为 0–1 的小数'),
    text: z.string().nullable(),
    evidence: z.string().nullable(),
    attachmentId: z.string().nullable(),
    attachmentName: z.string().nullable(),
    version: z.number(),
    source: z.string().describe('怎么来的:页面、模板文件名、接口'),
    enteredBy: z.string(),
    enteredAt: z.string(),
  })
  .openapi('YearlyEntry');
export const EntryVersions = z.array(Entry);

const Component = z.object({
  item: z.string(),
  name: z.string(),
  unit: z.string(),
  value: z.number().nullable(),
  origin: z.enum(['records', 'filled']),
  hasCases: z.boolean().describe('可以列出计入的病例:/quality-development/measures/{item}/cases'),
  reason: z.string().nullable(),
  entry: Entry.nullable(),
});

const Part = z.object({
  indicator: z.string(),
  name: z.string(),
  weight: z.number(),
  worst: z.number(),
  best: z.number(),
  value: z.number().nullable(),
  score: z.number().nullable(),
});

export const OfficialRowSchema = z
  .object({
    no: z.string().nullable().describe('清单里的编号;附加的指标为 null'),
    item: z.string().nullable(),
    dimension: z.string(),
    id: z.string(),
    name: z.string(),
    kind: z.enum(['quantitative', 'qualitative']),
    direction: z.enum(['up', 'down', 'monitor']),
    unit: z.string(),
    format: z.string(),
    precision: z.number(),
    definition: z.string(),
    note: z.string(),
    source: z.string(),
    version: z.string(),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    reason: z.string().nullable(),
    basis: z.enum(['computed', 'filled']).nullable(),
    computed: z.number().nullable(),
    filled: z.number().nullable(),
    lastYear: z.number().nullable(),
    change: z.number().nullable().describe('比例为差,其余为相对变化'),
    target: z.number().nullable(),
    reached: z.boolean().nullable(),
    reference: z.number().nullable(),
    referenceSource: z.string().nullable(),
    gap: z.number().nullable().describe('指标值 − 目标'),
    referenceGap: z.number().nullable().describe('指标值 − 参考值'),
    worst: z.number().nullable(),
    best: z.number().nullable(),
    dataSource: z.string(),
    responsible: z.string(),
    components: z.array(Component),
    parts: z.array(Part).nullable(),
    entry: Entry.nullable(),
    fillable: z.object({ percent: z.boolean(), integer: z.boolean(), kind: z.enum(['number', 'text']) }),
  })
  .openapi('OfficialIndicatorRow');

const Disease = z.object({
  code: z.string(),
  name: z.string(),
  cases: z.number(),
  deaths: z.number(),
  meanLos: z.number().nullable(),
  meanFee: z.number().nullable(),
  mortality: z.number().nullable(),
  level4Share: z.number().nullable(),
  minimallyInvasiveShare: z.number().nullable(),
  score: z.number().nullable().describe('专科能力指数的病种得分 0–1'),
});

export const OfficialTableSchema = z
  .object({
    list: z.object({
      id: ListId,
      name: z.string(),
      short: z.string(),
      source: z.string(),
      version: z.string(),
      note: z.string(),
      count: z.number(),
    }),
    year: z.number(),
    period: z.object({ from: z.string(), before: z.string() }).nullable().describe('该年有数据的月份'),
    lastPeriod: z.object({ from: z.string(), before: z.string() }).nullable(),
    years: z.array(z.number()).describe('有数据或填过数的年份'),
    codeLists: z.array(z.object({ kind: z.string(), name: z.string(), version: z.string(), builtIn: z.boolean() })),
    rows: z.array(OfficialRowSchema),
    diseases: z.array(Disease),
  })
  .openapi('OfficialTable');

export const TrendSchema = z
  .object({
    years: z.array(z.number()),
    indicators: z.array(z.object({ id: z.string(), values: z.array(z.number().nullable()) })),
  })
  .openapi('OfficialTrend');

const by = z.string({ error: '请写明填报人' }).min(1, '请写明填报人').max(100);
const text = (limit: number) => z.string().trim().max(limit).nullable().default(null);

export const FiguresBody = z.object({
  year: Year,
  by,
  figures: z
    .array(
      z.object({
        item: z.string().describe('年度填报项目或指标的编码'),
        value: z.number().nullable().default(null),
        text: text(MAX_TEXT),
        evidence: text(MAX_TEXT),
        attachmentId: z.string().nullable().default(null),
      }),
    )
    .min(1)
    .max(500),
});

const decimal = z.number().nullable().default(null);
export const TargetsBody = z.object({
  year: Year,
  by,
  targets: z
    .array(
      z.object({
        indicator: z.string(),
        target: decimal,
        reference: decimal,
        referenceSource: text(200),
        worst: decimal.describe('综合指数得 0 分的值'),
        best: decimal.describe('综合指数得满分的值'),
        responsible: text(100),
      }),
    )
    .min(1)
    .max(200),
});

export const Saved = z.object({ changed: z.number().describe('写了新版本的项数;内容没有变的不算') });

export const AttachmentSchema = z
  .object({
    id: z.string(),
    fileName: z.string(),
    bytes: z.number(),
    sha256: z.string(),
    uploadedBy: z.string(),
    uploadedAt: z.string(),
  })
  .openapi('Attachment');
