import { type Fen, parseYuan } from '../../analytics/money.ts';
import { outlierClass, outlierPoints } from '../../analytics/payment/drg-outlier.ts';
import { groupPoints, incompletePoints, pointSettlement, pointValue } from '../../analytics/payment/drg-points.ts';
import { baseRate, drgPayment } from '../../analytics/payment/drg-rate.ts';
import {
  consortiumBudget,
  consortiumOutcome,
  monthlyPrepayment,
  settleAgainstBudget,
  yearEndPayment,
} from '../../analytics/payment/settlement.ts';
import type { VectorAdapters } from './vector.ts';

const yuan = (value: number) => parseYuan(String(value)) as Fen;
const toYuan = (value: number | null) => (value === null ? null : value / 100);
const inYuan = (amounts: Record<string, number | null>) =>
  Object.fromEntries(Object.entries(amounts).map(([key, value]) => [key, toYuan(value)]));
/** 低倍率界限的默认值(地方口径)。 */
const LOW_BOUND = 0.4;

export const paymentVectors: VectorAdapters = {
  'drg.base_rate': ({ fund, ...rest }) => inYuan(baseRate({ fund: yuan(fund), ...rest })),
  'drg.payment': (input) =>
    inYuan(
      drgPayment({
        rw: input.rw,
        rate: yuan(input.rate),
        hospitalCoefficient: input.hospitalCoefficient,
        patientBurden: yuan(input.patientBurden),
        otherFunds: yuan(input.otherFunds),
        actualCost: yuan(input.actualCost),
      }),
    ),
  'drg.points': ({ incompleteCosts, ...group }) => {
    const points = groupPoints(group)!;
    const partial = (cost: number) => incompletePoints(points.basePoints, cost, group.groupMean);
    return { ...points, incompletePoints: incompleteCosts.map(partial) };
  },
  'drg.point_value': (input) => {
    const value = pointValue(yuan(input.fundBudget), yuan(input.patientPayments), input.regionPoints)!;
    const { gross, settlement } = pointSettlement(input.hospitalPoints, value, yuan(input.hospitalPatientPayments));
    return inYuan({ pointValue: value, hospitalGross: gross, hospitalSettlement: settlement });
  },
  'drg.outlier_class': ({ lowBound, cases }) =>
    cases.map((c: Parameters<typeof outlierClass>[0]) => outlierClass(c, lowBound)),
  'drg.outlier_points': ({ cases }) =>
    cases.map((c: Parameters<typeof outlierPoints>[0]) => outlierPoints(c, LOW_BOUND)),
  'drg.year_end': ({ monthlyDue, reserve, months, annualDue, assessmentCoefficient }) => {
    const monthlyPrepay = monthlyPrepayment(yuan(monthlyDue), reserve);
    const prepaid = (monthlyPrepay * months) as Fen;
    const yearEnd = yearEndPayment(yuan(annualDue), assessmentCoefficient, prepaid);
    return inYuan({ monthlyPrepay, prepaid, yearEndPayment: yearEnd });
  },
  'drg.surplus_overspend': ({ due, actual }) =>
    actual.map((spent: number) => toYuan(settleAgainstBudget(yuan(due), yuan(spent)))),
  'drg.consortium_budget': ({ fund, riskReserve, packageShare, actual, split }) => {
    const budget = consortiumBudget({ fund: yuan(fund), riskReserve, packageShare });
    const [saving, overspending] = actual.map((spent: number) => consortiumOutcome(budget, yuan(spent), split));
    return {
      ...inYuan({ budget, surplus: saving.surplus, overspendLead: overspending.overspendLead }),
      shares: saving.shares.map(toYuan),
    };
  },
};
