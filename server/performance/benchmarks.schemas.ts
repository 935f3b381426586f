import { z } from 'zod';
import { PageQuery, pageOf } from '../http/endpoint.ts';
import { Figure, FiguresSchema } from './figures.schemas.ts';
import { IndicatorSchema } from './indicators.schemas.ts';
import { HospitalQuery, PeriodText } from './period-query.ts';

export const PeerForm = z.object({
  file: z.any().openapi({ type: 'string', format: 'binary' }),
  by: z.string().describe('经手人'),
  hospital: z.string().optional().describe('机构代码;文件里可以有它自己定义的指标'),
});
export const PeerFields = z.object({
  by: z.string({ error: '请写经手人' }).trim().min(1, '请写经手人').max(60),
  hospital: z.string().optional(),
});
export const PeerLoaded = z.object({
  rows: z.number(),
  replaced: z.number().describe('换掉旧值的行数'),
});

const PeerValue = z
  .object({
    indicator: z.string(),
    peerGroup: z.string().describe('同行的范围'),
    specialty: z.string().describe('诊疗科目编码;空串是全院'),
    period: z.string(),
    mean: z.number().nullable(),
    p25: z.number().nullable(),
    p50: z.number().nullable(),
    p75: z.number().nullable(),
    peers: z.number(),
    source: z.string(),
    hidden: z.string().nullable().describe('不显示数的原因(同行太少)'),
  })
  .openapi('PeerValue');

export const PeerListQuery = PageQuery.extend({ indicator: z.string().optional() });
export const PeerPage = pageOf(
  PeerValue.extend({
    indicatorName: z.string(),
    specialtyName: z.string(),
    loadedBy: z.string(),
    loadedAt: z.string(),
  }).openapi('StoredPeerValue'),
);

export const BenchmarkQuerySchema = HospitalQuery.extend({
  indicator: z.string(),
  period: PeriodText,
  level: z.enum(['hospital', 'department']).default('department'),
  department: z.string().optional().describe('只要这个科室的一行;名次与百分位仍在全部科室中求'),
});

const Known = { value: z.number().nullable(), reason: z.string().nullable().describe('没有数的原因') };
const PeriodOut = z.object({ from: z.string(), before: z.string(), label: z.string() });
const Base = z.object({
  ...Known,
  base: PeriodOut.nullable(),
  growth: z.number().nullable().describe('本期 ÷ 基期 − 1'),
  difference: z.number().nullable().describe('本期 − 基期'),
  partial: z.boolean().describe('本期还没过完,两期取同样的天数'),
});

const BenchmarkUnit = z
  .object({
    code: z.string(),
    name: z.string(),
    cases: z.number(),
    figure: Figure,
    sample: z.number().describe('指标的样本量'),
    unrated: z.string().nullable().describe('不评级的原因'),
    interval: z.object({ low: z.number().nullable(), high: z.number().nullable(), reason: z.string().nullable() }),
    rank: z.object({ best: z.number(), worst: z.number(), certain: z.boolean(), of: z.number() }).nullable(),
    rankReason: z.string().nullable(),
    percentile: z.object(Known).describe('在同级的其他评级单位中,0–1,越高越好'),
    previous: Base.describe('环比'),
    lastYear: Base.describe('同比'),
    history: z.object({ ...Known, months: z.number() }).describe('此前 12 个月;总量是月均'),
    peers: PeerValue.array(),
  })
  .openapi('BenchmarkUnit');

export const BenchmarksSchema = FiguresSchema.pick({ period: true, scheme: true, weights: true })
  .extend({
    indicator: IndicatorSchema,
    level: z.enum(['hospital', 'department']),
    minimumSample: z.number().describe('样本少于它的不评级'),
    intervalLevel: z.number(),
    hospitalMean: z.object(Known),
    target: z.object(Known),
    units: BenchmarkUnit.array(),
  })
  .openapi('Benchmarks');
