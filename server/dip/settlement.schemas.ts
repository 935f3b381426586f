import { z } from 'zod';
import { INSURANCE_KINDS } from '../../analytics/dip/insurance-kind.ts';
import { SETTLEMENT_PARAMETERS } from '../../analytics/dip/settlement-parameters.ts';
import { OUTCOMES } from '../../sql/read-models/dip/compared-cases.read-model.ts';
import { COUNTS } from '../../sql/read-models/dip/settlement-sums.read-model.ts';
import { COMPARED_BY } from '../../sql/read-models/dip/side-by-side.read-model.ts';
import { DIP_RUN_PURPOSES } from '../../sql/tables/dip-settlement.ts';
import { PageQuery } from '../http/endpoint.ts';
import { HospitalQuery, PeriodText } from '../performance/period-query.ts';

const money = z.string().describe('元,两位小数');

/** 低、基准、高与主要驱动因素。 */
export const RangeSchema = z
  .object({
    low: z.string().nullable(),
    base: z.string().nullable(),
    high: z.string().nullable(),
    driver: z.string().nullable().describe('影响最大的假设;没有不确定的假设时为空'),
    reason: z.string().nullable().describe('没有数的原因'),
  })
  .openapi('DipRange');

export const SettlementQuerySchema = HospitalQuery.extend({
  period: PeriodText,
  basis: z.enum(['budget', 'settlement']).optional().describe('点值口径;不写:整年用结算点值,其余用预算点值'),
  run: z.coerce.number().int().positive().optional().describe('影子运行的编号;不写用供结算的运行'),
});

const Counts = z.object(Object.fromEntries(COUNTS.map((name) => [name, z.number()]))).openapi('DipCaseCounts');
const Run = z
  .object({
    id: z.number(),
    catalogue: z.string(),
    catalogueName: z.string(),
    purpose: z.enum(DIP_RUN_PURPOSES),
    from: z.string(),
    before: z.string(),
    engineVersion: z.string(),
    hospitalCoefficient: z.string(),
    cases: z.number(),
    matched: z.number(),
    points: z.string(),
    inUse: z.boolean().optional().describe('供结算'),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  .openapi('DipRun');
export const RunSchema = Run;

export const SettlementSchema = z
  .object({
    period: z.object({ from: z.string(), before: z.string(), label: z.string() }),
    basis: z.enum(['budget', 'settlement']),
    basisName: z.string(),
    region: z.string(),
    year: z.number(),
    runs: z.array(Run),
    insurances: z.array(
      z.object({
        insurance: z.enum(INSURANCE_KINDS),
        name: z.string(),
        counts: Counts,
        pointValueOrigin: z.string().nullable(),
        reason: z.string().nullable().describe('不能结算的原因'),
        points: z.string(),
        makeup: z.object({ score: z.string(), auxiliary: z.string(), deviation: z.string(), coefficient: z.string() }),
        cost: money,
        burden: money,
        figures: z.array(
          RangeSchema.extend({
            figure: z.string(),
            label: z.string(),
            effects: z.array(z.object({ assumption: z.string(), atLow: z.string(), atHigh: z.string() })),
          }),
        ),
        assumptions: z.array(
          z.object({
            name: z.string(),
            label: z.string(),
            low: z.string(),
            base: z.string(),
            high: z.string(),
            source: z.string(),
          }),
        ),
      }),
    ),
    others: Counts,
  })
  .openapi('DipSettlement');

export const UnitsQuery = SettlementQuerySchema.extend({ by: z.enum(['department', 'entry']), ...PageQuery.shape });

export const UnitSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    type: z.string().nullable(),
    cases: z.number(),
    entries: z.number(),
    lowCases: z.number(),
    highCases: z.number(),
    score: z.string(),
    points: z.string(),
    cost: money,
    costRatio: z.string().nullable(),
    standard: RangeSchema,
    balance: RangeSchema,
  })
  .openapi('DipUnit');

export const CompareQuery = SettlementQuerySchema.extend({ by: z.enum(COMPARED_BY), ...PageQuery.shape });

const Scenarios = z.object({ low: money, base: money, high: money });

export const ComparedUnitSchema = z
  .object({
    code: z.string(),
    name: z.string(),
    cases: z.number(),
    rw: z.string(),
    points: z.string(),
    cost: money,
    drg: Scenarios.nullable(),
    dip: Scenarios.nullable(),
    outcomes: z.object(Object.fromEntries(OUTCOMES.map((name) => [name, z.number()]))).nullable(),
  })
  .openapi('DipComparedUnit');

export const ComparedCaseQuery = SettlementQuerySchema.extend({
  outcome: z.enum(OUTCOMES).describe('drg-only 只在 DRG 下结余;dip-only 只在 DIP 下结余;both 都结余;neither 都亏损'),
  department: z.string().optional(),
  drg: z.string().optional(),
  entry: z.string().optional(),
  ...PageQuery.shape,
});

export const ComparedCaseSchema = z
  .object({
    caseId: z.string(),
    recordNo: z.string(),
    department: z.string(),
    departmentName: z.string(),
    insurance: z.string(),
    dischargedOn: z.string(),
    principalDiagnosis: z.string().nullable(),
    drg: z.string(),
    rw: z.string(),
    entry: z.string(),
    points: z.string(),
    costDecided: z.boolean().describe('病种由费用决定'),
    totalFee: money,
    drgStandard: money,
    dipStandard: money,
    outcome: z.enum(OUTCOMES),
  })
  .openapi('DipComparedCase');

export const RunBody = z.object({
  period: z.string().describe('供结算的须是整月'),
  hospital: z.string().optional(),
  catalogue: z.string().optional().describe('目录的键;写了是影子运行,不进结算'),
  createdBy: z.string().max(100).default('未署名'),
});

const parameterNames = Object.keys(SETTLEMENT_PARAMETERS) as [string, ...string[]];

export const ParameterQuery = HospitalQuery.extend({
  region: z.string().optional().describe('区域编号;不写用最近运行的区域'),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  history: z.enum(['true', 'false']).default('false').describe('连同已改过的'),
});

export const ParameterBody = z.object({
  region: z.string().min(1).describe('区域编号,如目录的 id'),
  year: z.number().int().min(2000).max(2100),
  hospital: z.string().optional(),
  enteredBy: z.string().max(100).default('未署名'),
  values: z
    .array(
      z.object({
        insurance: z.enum(INSURANCE_KINDS),
        name: z.enum(parameterNames),
        low: z.string().optional().describe('不写与基准相同'),
        base: z.string(),
        high: z.string().optional(),
        source: z.string().min(1, '请写明出处(文件、通知、测算)').max(500),
      }),
    )
    .min(1)
    .max(200),
});

export const ParameterSchema = z
  .object({
    id: z.string(),
    region: z.string(),
    year: z.number(),
    insurance: z.enum(INSURANCE_KINDS),
    scope: z.enum(['region', 'hospital']),
    name: z.string(),
    label: z.string(),
    low: z.string(),
    base: z.string(),
    high: z.string(),
    source: z.string(),
    enteredBy: z.string(),
    enteredAt: z.string(),
    current: z.boolean(),
  })
  .openapi('DipParameter');

export const ParameterKindSchema = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  scope: z.enum(['region', 'hospital']),
  meaning: z.string(),
});

export const ComparisonSchema = z
  .object({
    items: ComparedUnitSchema.array(),
    total: z.number(),
    page: z.number(),
    pageSize: z.number(),
    left: z
      .object({ withoutDip: z.number(), withoutDrg: z.number(), withoutBoth: z.number() })
      .describe('没有参加对照的病例,缺哪一边'),
    drgReason: z.string().nullable(),
    dipReason: z.string().nullable(),
    drgDriver: z.string().nullable().describe('DRG 支付主要随哪项假设而变'),
    dipDriver: z.string().nullable().describe('DIP 支付主要随哪项假设而变'),
  })
  .openapi('DipComparison');

const ProofEntry = z.object({ code: z.string(), name: z.string(), type: z.string(), kind: z.string() });
const Named = z.object({ rule: z.string(), name: z.string() });

export const DipProofSchema = z
  .object({
    caseId: z.string(),
    catalogue: z.object({ key: z.string(), name: z.string() }),
    status: z.enum(['matched', 'ungrouped', 'unmatched']),
    cause: z.object({ code: z.string(), text: z.string() }).nullable(),
    sentences: z.array(z.string()),
    decidedBy: Named.nullable(),
    costDecided: z.boolean().describe('有候选只因费用落选:病种随费用而变'),
    score: z
      .object({
        entry: z.string(),
        points: z.string(),
        base: z.string(),
        deviation: z.string(),
        deviationFactor: z.string(),
        auxiliaryFactor: z.string(),
        auxiliary: z.array(z.string()),
        coefficient: z.string(),
        coefficientRule: z.string(),
      })
      .nullable(),
    candidates: z.array(
      ProofEntry.extend({ lostBy: Named.extend({ own: z.string(), winner: z.string() }).nullable() }),
    ),
    notCandidates: z.array(ProofEntry.extend({ reason: z.string(), missing: z.array(z.array(z.string())) })),
  })
  .openapi('DipProof');
