import { z } from 'zod';
import {
  INDICATOR_DIRECTIONS,
  INDICATOR_FORMATS,
  type Indicator,
} from '../../analytics/performance/indicator-registry.ts';
import type { Need } from '../../analytics/performance/measures.ts';
import { NEEDS } from '../../analytics/performance/needs.ts';
import type { OwnDefinition } from '../../sql/stores/indicator-definition.store.ts';
import '../http/endpoint.ts';

const DayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期请写成 2025-01-01 的样子');

export const IndicatorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    precision: z.number(),
    format: z.string(),
    direction: z.enum(INDICATOR_DIRECTIONS),
    dimension: z.string(),
    definition: z.string(),
    owner: z.string(),
    concept: z.string().nullable().describe('同名的几种算法写同一个概念'),
    adopted: z.boolean().describe('同一概念里采用的一种'),
    numerator: z.string(),
    denominator: z.string().nullable(),
    numeratorText: z.string().describe('分子的中文写法'),
    denominatorText: z.string().nullable().describe('分母的中文写法'),
    coverage: z.string().nullable(),
    minCoverage: z.number().nullable(),
    needs: z.array(z.enum(Object.keys(NEEDS) as [Need])).describe('依赖的参照数据与首页项目'),
    excludes: z.string(),
    source: z.string(),
    version: z.string(),
    effectiveFrom: z.string(),
    effectiveBefore: z.string().nullable(),
    note: z.string(),
    origin: z.enum(['builtin', 'hospital', 'official']).describe('内置,医院自己定义的,或医院级(年度)清单里的'),
  })
  .openapi('Indicator');

export function presentIndicator(indicator: Indicator, isBuiltin: boolean): z.output<typeof IndicatorSchema> {
  const { formulas, needs, measures: _, ...definition } = indicator;
  return {
    ...definition,
    definition: definition.definition ?? '',
    owner: definition.owner ?? '',
    concept: definition.concept ?? null,
    adopted: definition.adopted ?? false,
    coverage: definition.coverage ?? null,
    minCoverage: definition.minCoverage ?? null,
    effectiveBefore: definition.effectiveBefore ?? null,
    numeratorText: formulas.numerator.text,
    denominatorText: formulas.denominator?.text ?? null,
    needs: [...needs],
    origin: isBuiltin ? 'builtin' : 'hospital',
  };
}

const FormulaFields = {
  numerator: z.string().trim().min(1, '请写分子').max(500),
  denominator: z.string().trim().max(500).nullable().default(null),
  coverage: z.string().trim().max(500).optional(),
  minCoverage: z.number().min(0).max(1).optional(),
};

/** 医院自己的一个指标;编号写在地址里。 */
export const OwnIndicatorBody = z
  .object({
    ...FormulaFields,
    name: z.string().trim().min(1, '请写名称').max(60),
    unit: z.string().trim().max(20),
    precision: z.number().int().min(0).max(6),
    format: z.enum(INDICATOR_FORMATS),
    direction: z.enum(INDICATOR_DIRECTIONS),
    dimension: z.string().trim().min(1, '请写维度').max(30),
    definition: z.string().trim().min(1, '请写定义').max(500),
    owner: z.string().trim().min(1, '请写责任部门').max(60),
    concept: z.string().trim().max(60).optional(),
    excludes: z.string().trim().max(200).default(''),
    source: z.string().trim().min(1, '请写来源文件').max(200),
    note: z.string().trim().max(500).default(''),
    effectiveFrom: DayText,
    effectiveBefore: DayText.nullable().default(null),
  })
  .openapi('OwnIndicator');

export const DraftBody = z.object({ indicator: OwnIndicatorBody, by: z.string().trim().min(1, '请写经手人').max(60) });
export const ByBody = z.object({ by: z.string().trim().min(1, '请写经手人').max(60) });
export const IdParam = z.object({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{1,39}$/, '指标编号用字母与数字,小写字母开头,2–40 个字符'),
});
export const VersionParams = IdParam.extend({ version: z.coerce.number().int().min(1) });
export const PreviewBody = z.object({
  ...FormulaFields,
  period: z.string().optional(),
  department: z.string().optional(),
});

export const OwnDefinitionSchema = z
  .object({
    indicator: IndicatorSchema,
    version: z.number(),
    status: z.enum(['draft', 'approved', 'retired']),
    createdBy: z.string(),
    createdAt: z.string(),
    approvedBy: z.string().nullable(),
    approvedAt: z.string().nullable(),
  })
  .openapi('OwnIndicatorVersion');

export const presentOwn = (own: OwnDefinition, compiled: Indicator): z.output<typeof OwnDefinitionSchema> => ({
  indicator: presentIndicator(compiled, false),
  version: own.version,
  status: own.status,
  createdBy: own.createdBy,
  createdAt: own.createdAt.toISOString(),
  approvedBy: own.approvedBy,
  approvedAt: own.approvedAt?.toISOString() ?? null,
});
