import { compilePricing, priceCase } from '../../analytics/dip/case-pricing.ts';
import { compileRegion } from '../../analytics/dip/compile-region.ts';
import { type Millionths, ONE, parseMillionths } from '../../analytics/dip/exact-decimal.ts';
import { hospitalCoefficient } from '../../analytics/dip/hospital-coefficient.ts';
import { matchCase } from '../../analytics/dip/match-case.ts';
import { budgetPointValue, settlementPointValue } from '../../analytics/dip/point-value.ts';
import { loadRegion } from '../../analytics/dip/region-inspection.ts';
import type { DeviationPolicy } from '../../analytics/dip/region-policy.ts';
import { dipSettlement, settlementCoefficient } from '../../analytics/dip/settlement.ts';
import { auxCoefficient, severityLevel } from '../../analytics/dip/severity.ts';
import { combinationType, weightedScore } from '../../analytics/dip/weighted-score.ts';
import { type Fen, parseYuan } from '../../analytics/money.ts';
import { regionFiles } from '../support/dip-region.ts';
import type { VectorAdapters } from './vector.ts';

const yuan = (value: number) => parseYuan(String(value)) as Fen;
const millionths = (value: number) => parseMillionths(String(value)) as Millionths;
const toYuan = (value: number | null) => (value === null ? null : value / 100);
const mapValues = <T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const bounds: DeviationPolicy = {
  low: millionths(0.5),
  high: millionths(2),
  extreme: millionths(5),
  lowIncludesEdge: false,
  coefficientInside: false,
};

/** 病种的计价,均费以元。 */
const pricingOf = (score: number, mean: number, coefficient: Millionths, policy: DeviationPolicy) =>
  compilePricing({ score: millionths(score), meanCost: millionths(mean), coefficient }, policy);

// 机构系数加分的例子(算例给出的地方口径)。
const CMI_BANDS = [
  { from: 1, bonus: 0.01 },
  { from: 1.1, bonus: 0.02 },
  { from: 1.2, bonus: 0.03 },
];

export const dipVectors: VectorAdapters = {
  'dip.weighted_mean': ({ groupMean, overallMean, weights }) => {
    const { groupMean: m, overallMean: M, rw, score } = weightedScore({ groupMean, overallMean, weights, scale: 1000 });
    const { score: score100 } = weightedScore({ groupMean, overallMean, weights, scale: 100 });
    return { m, M, rw, score1000: score, score100 };
  },
  'dip.core_threshold': ({ threshold, cases }) =>
    mapValues(cases as Record<string, number>, (n) => combinationType(n, threshold)),
  'dip.deviation': ({ score, mean, cases }) => {
    const pricing = pricingOf(score, mean, ONE, bounds);
    return cases.map(({ name, cost }: { name: string; cost: number }) => {
      const { deviation, factors, points } = priceCase(pricing, yuan(cost));
      return { name, class: deviation, coefficient: factors.deviation, score: points / 10_000 };
    });
  },
  'dip.deviation_variant_jining': ({ score, mean, k, costs }) => {
    const policy = { ...bounds, lowIncludesEdge: true, coefficientInside: true };
    const pricing = pricingOf(score, mean, millionths(k), policy);
    return costs.map((cost: number) => {
      const { factors, points } = priceCase(pricing, yuan(cost));
      return { coefficient: factors.deviation * factors.coefficient, score: points / 10_000 };
    });
  },
  'dip.budget_point_value': ({ annualCost, weights, totalScore }) => {
    const { totalCost, value } = budgetPointValue(mapValues(annualCost, yuan), weights, totalScore);
    return { weightedCost: toYuan(totalCost), pointValue: toYuan(value) };
  },
  'dip.settlement_point_value': ({ fund, reimbursementRatio, totalScore }) => {
    const { totalCost, value } = settlementPointValue(yuan(fund), reimbursementRatio, totalScore);
    return { totalCost: toYuan(totalCost), pointValue: toYuan(value) };
  },
  'dip.settlement': ({ hospitalCoefficient: coefficient, pointValue, patientBurden, actualCost, ...rest }) =>
    mapValues(
      {
        ...dipSettlement({
          ...rest,
          coefficient,
          pointValue: yuan(pointValue),
          patientBurden: yuan(patientBurden),
          actualCost: yuan(actualCost),
        }),
      },
      toYuan,
    ),
  'dip.hospital_coefficient': ({ base, cmi }) =>
    cmi.map((value: number) => hospitalCoefficient(base, [{ name: 'CMI', value, bands: CMI_BANDS }])),
  'dip.grassroots': ({ score, pointValue, hospitalCoefficients, isGrassroots, grassrootsCoefficient }) =>
    mapValues(hospitalCoefficients as Record<string, number>, (k) => {
      const coefficient = settlementCoefficient(isGrassroots, k, grassrootsCoefficient);
      const none = 0 as Fen;
      const terms = { score, auxCoefficient: 1, coefficient, pointValue: yuan(pointValue) };
      return toYuan(dipSettlement({ ...terms, patientBurden: none, actualCost: none }).standard);
    }),
  'dip.match': ({ catalogue, procedureKind, cases }) => {
    const entries = catalogue.map(({ id, type, dx, ops, kind, mean }: any) => ({
      code: id,
      type,
      diagnosis: dx,
      procedures: ops.join('+'),
      kind,
      mean_cost: String(mean),
    }));
    const region = compileRegion(loadRegion(regionFiles({ entries, procedureKinds: procedureKind }), '算例'));
    return cases.map(({ dx, ops, cost }: { dx: string; ops: string[]; cost: number }) => {
      const { entry } = matchCase(region, { diagnoses: [dx], procedures: ops, totalCost: yuan(cost) });
      return entry ?? 'UNGROUPED';
    });
  },
  'dip.severity_aux': ({ cases }) =>
    cases.map(({ dead, los, cc }: { dead: boolean; los: number; cc: string }) =>
      severityLevel({
        dischargeType: dead ? 5 : 1,
        los,
        complications: cc === 'NONE' ? [] : [cc.toLowerCase() as 'mcc' | 'cc'],
      }),
    ),
  'dip.aux_coefficient': ({ subgroupMean, groupMean, score }) => {
    const coefficient = auxCoefficient(subgroupMean, groupMean)!;
    const pricing = pricingOf(score, groupMean, ONE, bounds);
    const { points } = priceCase(pricing, yuan(groupMean), millionths(coefficient));
    return { coefficient, score: points / 10_000 };
  },
};
