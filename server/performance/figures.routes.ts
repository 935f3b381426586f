import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { INDICATORS, type Indicator } from '../../analytics/performance/indicator-registry.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureSet, figures } from '../../sql/read-models/figures.read-model.ts';
import { monthsWithData } from '../../sql/read-models/months.read-model.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { HospitalQuery, PeriodText } from './period-query.ts';

const IndicatorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    precision: z.number(),
    format: z.string(),
    direction: z.enum(['up', 'down', 'monitor']),
    dimension: z.string(),
    numerator: z.string(),
    denominator: z.string().nullable(),
    numeratorText: z.string().describe('分子的中文写法'),
    denominatorText: z.string().nullable().describe('分母的中文写法'),
    excludes: z.string(),
    source: z.string(),
    version: z.string(),
    effectiveFrom: z.string(),
    note: z.string(),
  })
  .openapi('Indicator');

const Figure = z
  .object({
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    coverage: z.number().nullable().describe('参加计算的病例占应参加病例的比例'),
    reason: z.string().nullable().describe('没有数值的原因'),
  })
  .openapi('Figure');

const By = z.enum(['hospital', 'department', 'team', 'physician', 'mdc', 'drg', 'month']);

const FiguresSchema = z
  .object({
    period: z.object({ from: z.string(), before: z.string(), label: z.string() }),
    by: By,
    scheme: z.object({ id: z.string(), version: z.string(), name: z.string(), forReference: z.boolean() }),
    weights: z.object({ origin: z.string(), note: z.string() }),
    excludedRecords: z.number().describe('有 E 级缺陷、未计入的记录'),
    units: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        parentCode: z.string().nullable(),
        parentName: z.string().nullable(),
        cases: z.number(),
        figures: z.record(z.string(), Figure),
      }),
    ),
  })
  .openapi('Figures');

const FiguresQuery = HospitalQuery.extend({
  period: PeriodText,
  by: By.default('hospital'),
  department: z.string().optional(),
  indicators: z
    .string()
    .optional()
    .transform((text, context) => {
      const ids = text?.split(',').filter((id) => id !== '') ?? [];
      for (const id of ids) {
        if (!INDICATORS.has(id))
          context.addIssue({ code: 'custom', message: `没有指标「${id}」;指标清单见 /api/v1/indicators` });
      }
      return ids;
    })
    .openapi({ type: 'string', example: 'cmi,costIndex' }),
});

function presentIndicator({ formulas, ...definition }: Indicator): z.output<typeof IndicatorSchema> {
  return { ...definition, numeratorText: formulas.numerator.text, denominatorText: formulas.denominator?.text ?? null };
}

function presentFigures(set: FigureSet, indicators: string[]): z.output<typeof FiguresSchema> {
  const { period, by, scheme, weights, excludedRecords } = set;
  return {
    period,
    by,
    scheme,
    weights: { origin: weights.origin, note: weights.note },
    excludedRecords,
    units: set.units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      parentCode: unit.parentCode ?? null,
      parentName: unit.parentName ?? null,
      cases: unit.measures.discharges,
      figures:
        indicators.length === 0 ? unit.figures : Object.fromEntries(indicators.map((id) => [id, unit.figures[id]!])),
    })),
  };
}

export function figureRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/indicators',
    summary: '指标登记表:定义、分子、分母、来源、版本',
    tag: '指标',
    answers: { 200: IndicatorSchema.array() },
    handle: async () => [200, [...INDICATORS.values()].map(presentIndicator)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/figures',
    summary: '指标数值:全院、科室、医疗组、医师、MDC、病组或月份',
    tag: '指标',
    query: FiguresQuery,
    answers: { 200: FiguresSchema },
    handle: async ({ query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const department = query.department === undefined ? {} : { department: query.department };
      const set = await figures(db, { hospitalId, period: query.period, by: query.by, ...department });
      return [200, presentFigures(set, query.indicators)];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/months',
    summary: '有数据的月份',
    tag: '指标',
    query: HospitalQuery,
    answers: { 200: z.array(z.object({ month: z.string(), discharges: z.number(), excluded: z.number() })) },
    handle: async ({ query }) => [200, await monthsWithData(db, await resolveHospital(db, query.hospital))],
  });
}
