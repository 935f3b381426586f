import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { FORMULA_FUNCTIONS } from '../../analytics/performance/formula.ts';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { isGroupedOnly, MEASURE_LABELS, MEASURE_NAMES, measureNeed } from '../../analytics/performance/measures.ts';
import { addDays } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { ownDefinitions, registryOn, retireDefinition } from '../../sql/stores/indicator-definition.store.ts';
import { onlyHospital, resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { Figure } from './figures.schemas.ts';
import {
  ByBody,
  DraftBody,
  IdParam,
  IndicatorSchema,
  OwnDefinitionSchema,
  PreviewBody,
  presentIndicator,
  presentOwn,
  VersionParams,
} from './indicators.schemas.ts';
import { approveIndicator, checkedIndicator, draftIndicator, previewFormula } from './indicators.service.ts';
import { HospitalQuery, PeriodText } from './period-query.ts';

const Measure = z.object({
  name: z.string(),
  label: z.string(),
  need: z.string().nullable().describe('依赖的参照数据'),
  groupedOnly: z.boolean().describe('只含入组病例'),
});

const Vocabulary = z.object({
  measures: Measure.array(),
  functions: z.array(z.object({ name: z.string(), label: z.string() })),
});

const PreviewAnswer = z.object({
  numeratorText: z.string(),
  denominatorText: z.string().nullable(),
  needs: z.array(z.string()),
  figure: Figure.nullable(),
  measures: z.array(z.object({ name: z.string(), label: z.string(), value: z.number() })),
});

const RegistryQuery = HospitalQuery.extend({
  period: PeriodText.optional().describe('列出期末有效的;不写是今天'),
});

/** 今天;没有写期间时,登记表列出今天有效的指标。 */
const today = () => new Date().toISOString().slice(0, 10);

export function indicatorRoutes(router: Router, openapi: OpenAPIRegistry, { db }: { db: Db }): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/indicators',
    summary: '指标登记表:内置的与医院自己已核准的;定义、分子、分母、来源、版本',
    tag: '指标',
    query: RegistryQuery,
    answers: { 200: IndicatorSchema.array() },
    handle: async ({ query }) => {
      // 还没有数据时也能看内置的指标。
      const hospitalId = query.hospital ?? (await onlyHospital(db));
      const day = query.period ? addDays(query.period.before, -1) : today();
      const registry = hospitalId === null ? INDICATORS : await registryOn(db, hospitalId, day);
      return [
        200,
        [...registry.values()].map((indicator) => presentIndicator(indicator, INDICATORS.has(indicator.id))),
      ];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/indicators/vocabulary',
    summary: '公式里可用的度量与函数',
    tag: '指标',
    answers: { 200: Vocabulary },
    handle: async () => [
      200,
      {
        measures: MEASURE_NAMES.map((name) => ({
          name,
          label: MEASURE_LABELS[name],
          need: measureNeed(name),
          groupedOnly: isGroupedOnly(name),
        })),
        functions: Object.entries(FORMULA_FUNCTIONS).map(([name, { label }]) => ({ name, label })),
      },
    ],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/indicators/preview',
    summary: '检查公式;给出期间时以该期间的数试算',
    tag: '指标',
    query: HospitalQuery,
    body: PreviewBody,
    answers: { 200: PreviewAnswer },
    handle: async ({ query, body: { period, department, ...formulas } }) => {
      const unit =
        period === undefined
          ? null
          : { hospitalId: await resolveHospital(db, query.hospital), period: PeriodText.parse(period), department };
      const { indicator, figure, measures } = await previewFormula(db, formulas, unit);
      const { numeratorText, denominatorText, needs } = presentIndicator(indicator, false);
      return [200, { numeratorText, denominatorText, needs, figure, measures }];
    },
  });
  ownIndicatorRoutes(router, openapi, db);
}

/** 医院自己的指标:草案 → 核准 → 停用。 */
function ownIndicatorRoutes(router: Router, openapi: OpenAPIRegistry, db: Db): void {
  const listed = async (hospitalId: string) =>
    (await ownDefinitions(db, hospitalId)).map((own) => presentOwn(own, checkedIndicator(own.definition)));
  endpoint(router, openapi, {
    method: 'get',
    path: '/indicators/own',
    summary: '医院自己的指标与各版',
    tag: '指标',
    query: HospitalQuery,
    answers: { 200: OwnDefinitionSchema.array() },
    handle: async ({ query }) => [200, await listed(await resolveHospital(db, query.hospital))],
  });
  endpoint(router, openapi, {
    method: 'put',
    path: '/indicators/own/:id',
    summary: '存指标草案;已核准的指标另起一版',
    tag: '指标',
    params: IdParam,
    query: HospitalQuery,
    body: DraftBody,
    answers: { 200: OwnDefinitionSchema.array() },
    handle: async ({ params, query, body: { indicator, by } }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      const { concept, coverage, minCoverage, ...given } = indicator;
      const optional = {
        ...(concept ? { concept } : {}),
        ...(coverage ? { coverage } : {}),
        ...(minCoverage === undefined ? {} : { minCoverage }),
      };
      await draftIndicator(db, hospitalId, { ...given, ...optional, id: params.id, version: '草案' }, by);
      return [200, await listed(hospitalId)];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/indicators/own/:id/versions/:version/approval',
    summary: '核准一版草案;从生效日起计入登记表',
    tag: '指标',
    params: VersionParams,
    query: HospitalQuery,
    body: ByBody,
    answers: { 200: OwnDefinitionSchema.array() },
    handle: async ({ params, query, body }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      await approveIndicator(db, hospitalId, params, body.by);
      return [200, await listed(hospitalId)];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/indicators/own/:id/versions/:version/retirement',
    summary: '停用已核准的一版;草案则丢弃',
    tag: '指标',
    params: VersionParams,
    query: HospitalQuery,
    body: ByBody,
    answers: { 200: OwnDefinitionSchema.array() },
    handle: async ({ params, query }) => {
      const hospitalId = await resolveHospital(db, query.hospital);
      if (!(await retireDefinition(db, hospitalId, params))) {
        throw notFound('指标版本', `${params.id} 第 ${params.version} 版`);
      }
      return [200, await listed(hospitalId)];
    },
  });
}
