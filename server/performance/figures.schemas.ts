import { z } from 'zod';
import { CASE_ROLES } from '../../sql/read-models/figure-cases.read-model.ts';
import type { FigureSet } from '../../sql/read-models/figures.read-model.ts';
import { GRAINS, UNIT_LEVELS } from '../../sql/read-models/unit-levels.ts';
import { PageQuery } from '../http/endpoint.ts';
import { OfficialRowSchema } from '../quality-development/quality-development.schemas.ts';
import { IndicatorSchema } from './indicators.schemas.ts';
import { HospitalQuery, PeriodText } from './period-query.ts';

export const Figure = z
  .object({
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    coverage: z.number().nullable().describe('参加计算的病例占应参加病例的比例'),
    reason: z.string().nullable().describe('没有数值的原因'),
  })
  .openapi('Figure');

const By = z.enum([...UNIT_LEVELS, ...GRAINS]);
const PeriodOut = z.object({ from: z.string(), before: z.string(), label: z.string() });
const SchemeOut = z.object({ id: z.string(), version: z.string(), name: z.string(), forReference: z.boolean() });
const WeightsOut = z.object({ origin: z.string(), note: z.string() });

/** 这些数是什么期间、方案与权重下的。 */
const Basis = z.object({ period: PeriodOut, scheme: SchemeOut, weights: WeightsOut });
export const presentBasis = ({ period, scheme, weights }: Pick<FigureSet, 'period' | 'scheme' | 'weights'>) => ({
  period,
  scheme,
  weights: { origin: weights.origin, note: weights.note },
});

const UnitOut = z.object({
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  parentName: z.string().nullable(),
});

/** 期间内用到的各方案与归它的出院日(半开);两头不限为 null。 */
const SchemeUses = z.array(SchemeOut.extend({ from: z.string().nullable(), before: z.string().nullable() }));

export const FiguresSchema = Basis.extend({
  schemes: SchemeUses,
  by: By,
  excludedRecords: z.number().describe('有 E 级缺陷、未计入的记录'),
  units: z.array(UnitOut.extend({ cases: z.number(), figures: z.record(z.string(), Figure) })),
}).openapi('Figures');

const UnitCode = z.string().optional().describe('编码;空文本为未填');
/** 看哪个单位;科室变动过的,`as=now` 归到现在的科室。 */
const UnitQuery = HospitalQuery.extend({
  period: PeriodText,
  department: UnitCode,
  ward: UnitCode,
  team: UnitCode,
  physician: UnitCode,
  mdc: UnitCode,
  drg: UnitCode,
  as: z.enum(['then', 'now']).default('then').describe('按出院时的科室(then),或归到现在的科室(now)'),
});

export const FiguresQuery = UnitQuery.extend({
  by: By.default('hospital').describe('单位层次,或时间(全院的日、ISO 周、月、季、半年、年)'),
  indicators: z
    .string()
    .optional()
    .transform((text) => text?.split(',').filter((id) => id !== '') ?? [])
    .openapi({ type: 'string', example: 'cmi,costIndex' }),
});

export const IndicatorParam = z.object({ indicator: z.string() });

export const SeriesQuery = UnitQuery.extend({
  by: z.enum(UNIT_LEVELS).default('department'),
  grain: z.enum(GRAINS).default('month').describe('时间的粗细;week 是 ISO 周(周一起,属于其周四所在的年)'),
});

export const SeriesSchema = Basis.extend({
  indicator: IndicatorSchema,
  by: By,
  grain: z.enum(GRAINS),
  slots: z.array(z.string()).describe('各段,如 2025-06'),
  units: z.array(UnitOut.extend({ points: z.array(Figure.nullable()).describe('与 slots 逐一对应') })),
}).openapi('FigureSeries');

export const DetailQuery = UnitQuery.extend({
  ...PageQuery.shape,
  show: z
    .enum([...CASE_ROLES, 'numerator'])
    .optional()
    .describe('只看计入的、进入分子的,或某种没有计入的病例'),
});

const Comparison = z
  .object({
    base: PeriodOut,
    value: z.number().nullable(),
    reason: z.string().nullable(),
    growth: z.number().nullable().describe('本期 ÷ 基期 − 1'),
    difference: z.number().nullable().describe('本期 − 基期'),
    partial: z
      .object({ current: PeriodOut, value: z.number().nullable() })
      .nullable()
      .describe('本期还没过完:两期取同样的天数,这是本期的那几天'),
  })
  .nullable();

export const DetailSchema = Basis.extend({
  indicator: IndicatorSchema,
  official: OfficialRowSchema.nullable().describe('医院级(年度)指标在清单里的一行:各项数与填报、目标、构成'),
  unit: z.object({ name: z.string() }),
  figure: Figure,
  formula: z.object({ text: z.string(), withNumbers: z.string() }),
  measures: z.array(z.object({ name: z.string(), label: z.string(), value: z.number() })),
  exclusions: z.array(z.object({ role: z.enum(CASE_ROLES), label: z.string(), cases: z.number() })),
  versions: z.object({
    definition: z.string(),
    schemes: SchemeUses,
    weights: z.array(
      z.object({ name: z.string(), source: z.string(), origin: z.string(), months: z.array(z.string()) }),
    ),
    policy: z.string().nullable().describe('支付政策;本指标不涉及时为 null'),
    codeLists: z
      .array(
        z.object({ kind: z.string(), name: z.string(), version: z.string(), source: z.string(), builtIn: z.boolean() }),
      )
      .describe('判定用到的编码清单'),
  }),
  previous: Comparison.describe('环比'),
  lastYear: Comparison.describe('同比'),
  yearToDate: z.object({ period: PeriodOut, figure: Figure }),
  variants: z
    .array(z.object({ indicator: IndicatorSchema, figure: Figure, gap: z.number().nullable() }))
    .describe('同一概念的各种算法,与采用的一种之差'),
  cases: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        recordNo: z.string(),
        dischargedOn: z.string(),
        department: z.string(),
        team: z.string(),
        physician: z.string(),
        drg: z.string(),
        principalDiagnosisName: z.string().nullable(),
        los: z.number().nullable(),
        totalFee: z.string().nullable(),
        role: z.enum(CASE_ROLES),
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        measures: z.record(z.string(), z.number()),
      }),
    ),
    total: z.number(),
    page: z.number(),
    pageSize: z.number(),
  }),
}).openapi('FigureDetail');

export const VariantsQuery = UnitQuery.extend({
  concept: z.string().min(1).describe('概念,如 费用消耗指数'),
  by: z.enum(UNIT_LEVELS).default('department'),
});

export const VariantsSchema = Basis.extend({
  concept: z.string(),
  indicators: IndicatorSchema.array(),
  units: z.array(
    UnitOut.extend({
      cases: z.number(),
      figures: z.record(z.string(), Figure),
      gaps: z.record(z.string(), z.number().nullable()).describe('与采用的算法之差'),
    }),
  ),
}).openapi('FigureVariants');
