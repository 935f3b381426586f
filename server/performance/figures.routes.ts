import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { addDays, type Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { figureDetail, variantsOf } from '../../sql/read-models/figure-detail.read-model.ts';
import { figureSeries } from '../../sql/read-models/figure-series.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { monthsWithData } from '../../sql/read-models/months.read-model.ts';
import { officialDetail } from '../../sql/read-models/quality-development/official-detail.read-model.ts';
import { registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { Problem } from '../http/problem.ts';
import { presentDetail, unitName } from './figure-detail.presenter.ts';
import {
  DetailQuery,
  DetailSchema,
  FiguresQuery,
  FiguresSchema,
  IndicatorParam,
  presentBasis,
  SeriesQuery,
  SeriesSchema,
  VariantsQuery,
  VariantsSchema,
} from './figures.schemas.ts';
import { presentIndicator } from './indicators.schemas.ts';
import { officialTarget, presentOfficialDetail } from './official-detail.ts';
import { HospitalQuery } from './period-query.ts';

/** 地址里的编号没有是 404,参数里的写错是 400。 */
const unknownIndicator = (id: string, status: 400 | 404) =>
  new Problem(
    status,
    'indicator-unknown',
    '没有该指标',
    `没有指标「${id}」,或它在该期间没有生效;指标清单见 /api/v1/indicators`,
  );

/** 期末有效的登记表里须有这些指标。 */
async function requireIndicators(db: Db, hospitalId: string, period: Period, ids: readonly string[]): Promise<void> {
  const registry = await registryOn(db, hospitalId, addDays(period.before, -1));
  const missing = ids.find((id) => !registry.has(id));
  if (missing !== undefined) throw unknownIndicator(missing, 400);
}

const unitOut = (unit: { code: string; name: string; parentCode?: string; parentName?: string }) => ({
  code: unit.code,
  name: unit.name,
  parentCode: unit.parentCode ?? null,
  parentName: unit.parentName ?? null,
});

export function figureRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/figures',
    summary: '指标数值:全院、科室、病区、医疗组、医师、MDC、病组,或日、周、月、季、半年、年',
    tag: '指标',
    query: FiguresQuery,
    answers: { 200: FiguresSchema },
    handle: async ({ query: { hospital, indicators, ...query } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      await requireIndicators(db, hospitalId, query.period, indicators);
      const wanted = indicators.length > 0 ? { indicators } : {};
      const set = await figures(db, { hospitalId, ...query, ...wanted });
      const units = set.units.map((unit) => ({
        ...unitOut(unit),
        cases: unit.measures.discharges,
        figures: unit.figures,
      }));
      const { by, schemes, excludedRecords } = set;
      return [200, { ...presentBasis(set), schemes, by, excludedRecords, units }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/figure-variants',
    summary: '同名的几种算法并列:各单位的数与采用的算法之差',
    tag: '指标',
    query: VariantsQuery,
    answers: { 200: VariantsSchema },
    handle: async ({ query: { hospital, concept, ...query } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      const registry = await registryOn(db, hospitalId, addDays(query.period.before, -1));
      const rivals = [...registry.values()].filter((indicator) => indicator.concept === concept);
      if (rivals.length === 0) throw unknownIndicator(concept, 404);
      const set = await figures(db, { hospitalId, ...query, indicators: rivals.map(({ id }) => id) });
      const units = set.units.map((unit) => ({
        ...unitOut(unit),
        cases: unit.measures.discharges,
        figures: unit.figures,
        gaps: Object.fromEntries(variantsOf(rivals, unit.figures).map(({ indicator, gap }) => [indicator.id, gap])),
      }));
      const indicators = rivals.map((indicator) => presentIndicator(indicator, INDICATORS.has(indicator.id)));
      return [200, { ...presentBasis(set), concept, indicators, units }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/figures/:indicator',
    summary: '打开一个数:分子分母、代入数的公式、没有计入的病例、各项版本、同比环比,与一页病例',
    tag: '指标',
    params: IndicatorParam,
    query: DetailQuery,
    answers: { 200: DetailSchema },
    handle: async ({ params, query: { hospital, ...query } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      const { indicator } = params;
      const target = officialTarget(indicator, query);
      if (target && 'year' in target) {
        const { show, page, pageSize } = query;
        const official = await officialDetail(db, { hospitalId, indicator, year: target.year, show, page, pageSize });
        if (!official) throw unknownIndicator(indicator, 404);
        return [200, presentOfficialDetail(official, target.year, query)];
      }
      const detail = await figureDetail(db, { hospitalId, ...query, indicator: target?.registered ?? indicator });
      if (!detail) throw unknownIndicator(indicator, 404);
      return [200, presentDetail(detail, await unitName(db, hospitalId, query), query)];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/figures/:indicator/series',
    summary: '一个指标 × 单位 × 时间',
    tag: '指标',
    params: IndicatorParam,
    query: SeriesQuery,
    answers: { 200: SeriesSchema },
    handle: async ({ params, query: { hospital, ...query } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      await requireIndicators(db, hospitalId, query.period, [params.indicator]);
      const series = await figureSeries(db, { hospitalId, ...query, indicator: params.indicator });
      return [
        200,
        {
          ...presentBasis(series),
          indicator: presentIndicator(series.indicator, INDICATORS.has(series.indicator.id)),
          by: series.by,
          grain: series.grain,
          slots: series.slots,
          units: series.units.map(({ points, ...unit }) => ({ ...unitOut(unit), points })),
        },
      ];
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
