import { z } from 'zod';
import { defaultChoices } from '../../analytics/dip/history-basis.ts';
import { ENTRY_TYPES } from '../../analytics/dip/region-pack.ts';
import { TRIM_METHODS } from '../../analytics/trimming.ts';
import { ByBody, SchemeFindingSchema } from '../grouping/scheme.schemas.ts';
import { PageQuery, pageOf } from '../http/endpoint.ts';
import { RegistryStatus, RegistrySteps } from '../http/registry-steps.ts';

export { ByBody };

export const Catalogue = z
  .object({
    key: z.string().describe('编号@版本'),
    id: z.string(),
    version: z.string(),
    name: z.string(),
    source: z.string(),
    effectiveFrom: z.string(),
    effectiveBefore: z.string().nullable().describe('失效日(不含)'),
    origin: z.enum(['imported', 'history']).describe('导入的,或由历史病例测算的'),
    status: RegistryStatus,
    hash: z.string().describe('内容的摘要'),
    entries: z.number(),
    findings: z.number().describe('体检提醒数'),
    basis: z.record(z.string(), z.unknown()).nullable().describe('测算的依据与结果概要'),
    ...RegistrySteps,
  })
  .openapi('DipCatalogue');

export const CatalogueKey = z.object({ key: z.string().min(1).max(200) });
export const CataloguePair = CatalogueKey.extend({ other: z.string().min(1).max(200) });

const text = z.string().trim().max(200);
const blank = z.literal('').transform(() => undefined);
const optional = z.union([blank, text]).optional();
const Day = z.union([blank, z.iso.date({ error: '日期请写成 2025-01-01 的样子' })]).optional();
const by = ByBody.shape.by;

/** 登记者写明的身份。 */
const About = z.object({
  id: optional,
  version: optional,
  name: optional,
  source: optional,
  effectiveFrom: Day,
  effectiveTo: Day,
});

export const CatalogueForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }).describe('.xlsx、.zip,或只有病种目录的 .csv'),
  by: z.string().describe('登记人'),
  id: z.string().optional().describe('统筹区的编号;不写用文件里的'),
  version: z.string().optional(),
  name: z.string().optional(),
  source: z.string().optional().describe('来源(文件名、文号)'),
  effectiveFrom: z.string().optional().describe('生效日 YYYY-MM-DD'),
  effectiveTo: z.string().optional().describe('有效期的最后一天'),
  basedOn: z.string().optional().describe('文件里没有的表与政策,沿用这个目录的'),
});
export const CatalogueFields = About.extend({ by, basedOn: optional });

export const CatalogueImported = z.object({
  catalogue: Catalogue,
  findings: SchemeFindingSchema.array(),
  sameAs: z.string().array().describe('内容完全相同、先前登记的目录'),
});

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份请写成 2025-06 的样子');
const positive = z.coerce.number().positive();
export const HistoryBody = About.extend({
  by,
  from: month.describe('首月'),
  to: month.describe('末月(含);共 12、24 或 36 个月'),
  yearWeights: positive.array().min(1).max(3).optional().describe('年权数,由旧到新;不写为 1:2:7'),
  trim: z.enum(TRIM_METHODS).default(defaultChoices.trim).describe('裁剪方法'),
  threshold: z.coerce.number().int().min(1).default(defaultChoices.threshold).describe('核心病种的例数界限'),
  inclusive: z.boolean().default(defaultChoices.inclusive).describe('恰到界限也算核心'),
  countedKinds: z
    .enum(['surgery', 'therapeutic', 'diagnostic'])
    .array()
    .min(1)
    .default([...defaultChoices.countedKinds])
    .describe('哪些操作进入操作组合'),
  scale: positive.default(defaultChoices.scale).describe('分值 = RW × scale'),
  minFee: positive.default(defaultChoices.minFee).describe('参加测算的费用下限(元)'),
  maxLos: positive.nullable().default(defaultChoices.maxLos).describe('参加测算的住院日上限;null 不限'),
  maxCv: positive.default(defaultChoices.maxCv).describe('变异系数不小于此为不稳定'),
  hospital: optional.describe('只用一家医院的病例;不写为全部'),
  basedOn: optional.describe('沿用这个目录的政策、操作表与辅助目录'),
  dictionary: optional.describe('操作字典;不写为内置的参考字典'),
});

export const EntryQuery = PageQuery.extend({
  type: z.enum(ENTRY_TYPES).optional(),
  diagnosis: text.optional().describe('诊断的开头'),
  unstable: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('只看变异系数过大的'),
});

const EntryFacts = {
  code: z.string(),
  name: z.string(),
  diagnosis: z.string(),
  procedures: z.string(),
  kind: z.string(),
  type: z.string(),
  score: z.string(),
  meanCost: z.string().nullable(),
};
const Basis = z.object({
  cases: z.number(),
  kept: z.number().describe('裁剪后'),
  totalFee: z.string(),
  meanFee: z.string().describe('按年加权的均费'),
  rw: z.string(),
  cv: z.number().nullable(),
  stable: z.boolean().nullable().describe('null:不足两例,看不出'),
});
export const Entry = z
  .object({ ...EntryFacts, basis: Basis.nullable().describe('历史测算所据的病例') })
  .openapi('DipEntry');
export const EntryPage = pageOf(Entry);

export const DiffQuery = PageQuery.extend({ change: z.enum(['added', 'removed', 'changed']).default('changed') });
const Side = z.object(EntryFacts);
export const DiffPage = pageOf(
  z.object({
    before: Side.nullable(),
    after: Side.nullable(),
    scoreChange: z.number().nullable().describe('新分值 ÷ 旧分值 − 1'),
    meanChange: z.number().nullable(),
  }),
).extend({
  counts: z.object({ added: z.number(), removed: z.number(), changed: z.number(), same: z.number() }),
  policies: z.object({ key: z.string(), before: z.string(), after: z.string() }).array(),
});

export const Dictionary = z
  .object({
    key: z.string(),
    name: z.string(),
    source: z.string(),
    forReference: z.boolean().describe('参考字典,不用于结算'),
    rows: z.number(),
    builtIn: z.boolean(),
  })
  .openapi('ProcedureDictionary');
export const Coverage = z
  .object({
    codes: z.number().describe('已存病例用到的操作编码数'),
    uses: z.number(),
    missingCodes: z.number().describe('字典没有的'),
    missingUses: z.number(),
    examples: z.object({ code: z.string(), cases: z.number() }).array(),
  })
  .openapi('DictionaryCoverage');
export const DictionaryForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }).describe('.csv 或 .xlsx:code、kind、level、name'),
  by: z.string(),
  id: z.string(),
  version: z.string(),
  name: z.string(),
  source: z.string(),
});
const wanted = (what: string) =>
  z
    .string({ error: `请写明字典的${what}` })
    .trim()
    .min(1, `请写明字典的${what}`)
    .max(100);
export const DictionaryFields = z.object({
  by,
  id: wanted('编号'),
  version: wanted('版本'),
  name: wanted('名称'),
  source: wanted('来源(文件名、文号)'),
});
export const DictionaryImported = z.object({
  key: z.string(),
  rows: z.number(),
  findings: SchemeFindingSchema.array(),
  coverage: Coverage,
});
