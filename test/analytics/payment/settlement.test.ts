import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Fen, fen } from '../../../analytics/money.ts';
import { highBoundOf, outlierClass, outlierPoints } from '../../../analytics/payment/drg-outlier.ts';
import { groupPoints, pointValue } from '../../../analytics/payment/drg-points.ts';
import { baseRate } from '../../../analytics/payment/drg-rate.ts';
import { consortiumOutcome, settleAgainstBudget } from '../../../analytics/payment/settlement.ts';
import { share } from '../../../analytics/payment/share.ts';

const amount = fc.integer({ min: 0, max: 5_000_000_000 }).map((n) => n as Fen);

test('金额乘系数按十进制四舍五入', () => {
  expect(share(fen(100), 1.005)).toBe(101);
  expect(share(fen(1_200_000), 1.2345, 1.05)).toBe(1_555_470);
});

test('没有可除的数是 null', () => {
  expect(baseRate({ fund: fen(1), fundShare: 0, totalWeight: 1 })).toEqual({
    predictedInpatientCost: null,
    rate: null,
  });
  expect(pointValue(fen(1), fen(1), 0)).toBeNull();
  expect(groupPoints({ groupMean: 0, allMean: 1, hospitalGroupMean: 1 })).toBeNull();
  expect(outlierClass({ rw: 1, cost: 1, standard: 0 }, 0.4)).toBeNull();
  expect(outlierPoints({ base: 1, cost: 1, mean: 0, rw: 1, unreasonable: 0 }, 0.4)).toBeNull();
});

test('新病组的差异系数是 1;界限表没有封顶的一档是配置错误', () => {
  expect(groupPoints({ groupMean: 100, allMean: 50, hospitalGroupMean: null })).toMatchObject({
    costCoefficient: 1,
    casePoints: 200,
  });
  expect(() => highBoundOf(9, [{ rwMax: 1, k: 3 }])).toThrow('没有适用于 RW 9');
});

test('结余分配各份之和等于结余,不论比例', () => {
  fc.assert(
    fc.property(
      amount,
      amount,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      (budget, actual, split) => {
        const { surplus, shares, overspendLead } = consortiumOutcome(budget, actual, split);
        expect(shares.reduce((total, part) => total + part, 0)).toBe(surplus);
        expect(surplus - overspendLead).toBe(budget - actual);
      },
    ),
  );
});

test('多用不会少付(结余段之外),超支时付款在应付与实际之间', () => {
  fc.assert(
    fc.property(amount, amount, (due, extra) => {
      const paid = settleAgainstBudget(due, (due + extra) as Fen);
      expect(paid).toBeGreaterThanOrEqual(due);
      expect(paid).toBeLessThanOrEqual(due + extra);
    }),
  );
});
