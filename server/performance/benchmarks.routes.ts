import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import type { z } from 'zod';
import { minimumSample } from '../../analytics/performance/benchmark.ts';
import { clinicalSpecialtyName } from '../../analytics/performance/clinical-specialty.ts';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { shownPeerValue } from '../../analytics/performance/peer-values.ts';
import type { Db } from '../../sql/database.ts';
import { registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { countPeerValues, peerValues } from '../../sql/stores/peer-benchmark.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { endpoint } from '../http/endpoint.ts';
import { readUpload } from '../intake/upload.ts';
import {
  BenchmarkQuerySchema,
  BenchmarksSchema,
  PeerFields,
  PeerForm,
  PeerListQuery,
  PeerLoaded,
  PeerPage,
} from './benchmarks.schemas.ts';
import { type ComparedBenchmarks, compareBenchmarks, importPeerValues } from './benchmarks.service.ts';
import { presentBasis } from './figures.schemas.ts';
import { presentIndicator } from './indicators.schemas.ts';

export interface BenchmarkRouteDeps {
  db: Db;
  uploadFolder: string;
  maxUploadBytes: number;
  /** 今天,决定文件里可以写哪些指标。 */
  today: () => string;
}

const TAG = '指标';

export function benchmarkRoutes(router: Router, openapi: OpenAPIRegistry, deps: BenchmarkRouteDeps): void {
  const { db } = deps;
  endpoint(router, openapi, {
    method: 'get',
    path: '/benchmarks',
    summary: '标杆比较:区间、名次范围、同比环比、历史、均值、目标、百分位、同行值;例数少的不评级',
    tag: TAG,
    query: BenchmarkQuerySchema,
    answers: { 200: BenchmarksSchema },
    handle: async ({ query: { hospital, department, level, ...query } }) => {
      const hospitalId = await resolveHospital(db, hospital);
      const compared = await compareBenchmarks(db, { hospitalId, level, ...query });
      const shown = (code: string) => level === 'hospital' || department === undefined || code === department;
      const { units, ...rest } = present(compared);
      return [200, { ...rest, level, units: units.filter(({ code }) => shown(code)) }];
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/benchmarks/peers',
    summary: '装载的同行值;同行少于 5 家的不显示数',
    tag: TAG,
    query: PeerListQuery,
    answers: { 200: PeerPage },
    handle: async ({ query: { page, pageSize, indicator } }) => {
      const total = await countPeerValues(db, indicator);
      const values = await peerValues(db, { indicator, limit: pageSize, offset: (page - 1) * pageSize });
      const items = values.map((value) => ({
        ...shownPeerValue(value),
        loadedAt: value.loadedAt.toISOString(),
        indicatorName: INDICATORS.get(value.indicator)?.name ?? value.indicator,
        specialtyName: value.specialty === '' ? '全院' : (clinicalSpecialtyName(value.specialty) ?? value.specialty),
      }));
      return [200, { items, total, page, pageSize }];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/benchmarks/peers',
    summary: '装载同行值(CSV 或 xlsx;列:指标编码、同行范围、专科、期间、均值、P25、P50、P75、同行数、来源)',
    tag: TAG,
    upload: PeerForm,
    answers: { 201: PeerLoaded },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      const loaded = await importPeerValues(db, file.path, async () => {
        const { by, hospital } = PeerFields.parse(fields);
        return { by, registry: await registryOn(db, await resolveHospital(db, hospital), deps.today()) };
      });
      return [201, loaded];
    },
  });
}

const INTERVAL_LEVEL = 0.95;

function present(compared: ComparedBenchmarks): Omit<z.output<typeof BenchmarksSchema>, 'level'> {
  const { indicator, units, peers, hospitalMean, target, period } = compared;
  return {
    ...presentBasis(compared),
    indicator: presentIndicator(indicator, INDICATORS.has(indicator.id)),
    minimumSample: minimumSample(period),
    intervalLevel: INTERVAL_LEVEL,
    hospitalMean,
    target,
    units: units.map(({ grouped: _, ...unit }, index) => ({ ...unit, peers: [...peers[index]!] })),
  };
}
