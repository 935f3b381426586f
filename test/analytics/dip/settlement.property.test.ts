import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { scoreCase } from '../../../analytics/dip/case-result.ts';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { type PointValueOutcome, pointValueTerm } from '../../../analytics/dip/payment-terms.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { caseTerms, type MonthSums, settlementChain } from '../../../analytics/dip/settlement-chain.ts';
import type { ParameterSet, ParameterValue } from '../../../analytics/dip/settlement-parameters.ts';
import { type Fen, fen } from '../../../analytics/money.ts';
import { share } from '../../../analytics/payment/share.ts';
import { type Assumptions, certain, rangeOf, type Uncertain } from '../../../analytics/ranges.ts';
import { regionFiles } from '../../support/dip-region.ts';

const dec = (value: number, places: number) => new Decimal(value).dividedBy(10 ** places);

describe('范围', () => {
  const uncertain = fc
    .array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 3 })
    .map((numbers): Uncertain => {
      const [low, base, high] = numbers.sort((a, b) => a - b).map((n) => dec(n, 2)) as [Decimal, Decimal, Decimal];
      return { low, base, high };
    });
  const assumptions: fc.Arbitrary<Assumptions<'fund' | 'ratio' | 'points'>> = fc.record({
    fund: uncertain,
    ratio: uncertain,
    points: uncertain,
  });
  const value = (v: Partial<Record<'fund' | 'ratio' | 'points', Decimal>>) =>
    v.fund!.dividedBy(v.ratio!).dividedBy(v.points!);

  test('低 ≤ 基准 ≤ 高,是各项假设在其范围内取任何值的两端', () => {
    fc.assert(
      fc.property(
        assumptions,
        fc.array(fc.constantFrom('low', 'base', 'high'), { minLength: 3, maxLength: 3 }),
        (given, ends) => {
          const { low, base, high } = rangeOf(value, given)!;
          const [fund, ratio, points] = ends as (keyof Uncertain)[];
          const any = value({ fund: given.fund![fund!], ratio: given.ratio![ratio!], points: given.points![points!] });
          for (const one of [any, base]) {
            expect(low.lessThanOrEqualTo(one)).toBe(true);
            expect(high.greaterThanOrEqualTo(one)).toBe(true);
          }
        },
      ),
    );
  });
  test('主要驱动因素是单独变动时影响最大的那一项', () => {
    fc.assert(
      fc.property(assumptions, (given) => {
        const { driver, effects } = rangeOf(value, given)!;
        const largest = Decimal.max(0, ...effects.map(({ swing }) => swing));
        expect(driver === null ? 0 : effects.find(({ assumption }) => assumption === driver)!.swing.toNumber()).toBe(
          largest.toNumber(),
        );
      }),
    );
  });
});

describe('分值的由来', () => {
  const region = (k: number, inside: boolean) =>
    compileRegion(
      loadRegion(
        regionFiles({
          entries: [
            { code: 'C', diagnosis: 'K80.1', score: '527.508', mean_cost: '6857.60' },
            { code: 'T', diagnosis: 'K80.2', type: 'tcm', score: '333.333', mean_cost: '' },
            { code: 'G', diagnosis: 'K80.3', type: 'grassroots', score: '99.999', mean_cost: '1234.56' },
          ],
          auxiliary: [{ catalogue: '年龄', code: '1', name: '老年', condition: 'age > 65', factor: '1.0725' }],
          policy: {
            type_order: ['core', 'tcm', 'grassroots'],
            hospital_coefficient: k,
            grassroots_coefficient: 0.9,
            tcm_factor: 1.15,
            deviation: { low: 0.5, high: 2, extreme: 5, coefficient_inside: inside },
          },
        }),
        '性质',
      ),
    );
  const anyCase = fc.record({
    diagnoses: fc.constantFrom(['K80.100'], ['K80.200'], ['K80.300']),
    procedures: fc.constant([]),
    totalCost: fc.integer({ min: 0, max: 6_000_000 }).map(fen),
    facts: fc.constantFrom({ age: 70 }, { age: 30 }),
  });
  const regions = [false, true].map((inside) => [region(1.05, inside), region(1.25, inside)] as const);

  test('各因子连乘、四舍五入到四位小数就是分值', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...regions.flat()), (c, one) => {
        const { score } = scoreCase(one, c);
        const { score: base, deviation, auxiliary, coefficient } = score!.factors;
        const product = new Decimal(base).times(deviation).times(auxiliary).times(coefficient);
        expect(product.times(10_000).minus(score!.points).abs().toNumber()).toBeLessThanOrEqual(0.5000001);
      }),
    );
  });
  test('换一个机构系数的分值,由斜率推出', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(...regions), (c, [before, after]) => {
        const [a, b] = [scoreCase(before, c).score!, scoreCase(after, c).score!];
        const derived = a.points / 10_000 + 0.2 * a.pointsPerCoefficient;
        expect(Math.abs(derived - b.points / 10_000)).toBeLessThanOrEqual(0.00011);
      }),
    );
  });
});

describe('结算的一串数', () => {
  const parameter = (low: number, base = low, high = base): ParameterValue => ({
    low: new Decimal(low),
    base: new Decimal(base),
    high: new Decimal(high),
    source: '测试',
  });
  const parameters: ParameterSet = {
    budgetPointValue: parameter(9.5, 10.123456, 11),
    qualityDeposit: parameter(0.05),
    hospitalCoefficient: parameter(0.95, 1, 1.1),
  };
  const outcome = pointValueTerm({
    basis: 'budget',
    parameters,
    annualCosts: [],
    policyValue: null,
  }) as PointValueOutcome & { ok: true };
  const terms = caseTerms(outcome.term, parameters);
  const K = { low: 0.95, base: 1, high: 1.1 } as const;

  /** 几例的一个月:三种情景下逐例舍入再相加,与查询同一算法。 */
  const monthOf = (points: readonly number[], cost: Fen): MonthSums => {
    const at = (scenario: keyof typeof K, payOnly: boolean) =>
      points.reduce((sum, p) => {
        const own = dec(p, 4).times(K[scenario]).toDecimalPlaces(4, Decimal.ROUND_HALF_UP);
        return payOnly
          ? sum.plus(share(own.times(100).toNumber(), terms[scenario].pointValue.toNumber()))
          : sum.plus(own);
      }, new Decimal(0));
    return {
      month: '2025-06',
      points: { low: at('low', false), base: at('base', false), high: at('high', false) },
      standard: {
        low: fen(at('low', true).toNumber()),
        base: fen(at('base', true).toNumber()),
        high: fen(at('high', true).toNumber()),
      },
      slope: dec(
        points.reduce((a, b) => a + b, 0),
        4,
      ),
      cost,
      burden: fen(Math.floor(cost / 4)),
    };
  };
  const chainOf = (months: readonly MonthSums[]) =>
    settlementChain({ months, pointValue: outcome.term, used: outcome.used, terms, parameters, wholeYear: false });
  const points = fc.array(fc.integer({ min: 0, max: 50_000_000 }), { minLength: 1, maxLength: 12 });
  const month = fc.tuple(points, fc.integer({ min: 0, max: 90_000_000 }).map(fen)).map(([p, cost]) => monthOf(p, cost));

  test('两个月合起来等于各月之和', () => {
    fc.assert(
      fc.property(month, month, (a, b) => {
        const [first, second, both] = [chainOf([a]), chainOf([b]), chainOf([a, b])];
        for (const figure of ['points', 'standard', 'fundDue', 'balance', 'prepayment'] as const)
          for (const end of ['low', 'base', 'high'] as const)
            expect(both[figure].range![end].toFixed()).toBe(
              first[figure].range![end].plus(second[figure].range![end]).toFixed(),
            );
      }),
    );
  });
  test('支付标准是逐例之和;病例分值高的支付不低', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 0, max: 1_000_000 }), (all, more) => {
        const paid = (list: readonly number[]) => chainOf([monthOf(list, fen(0))]).standard.range!.base;
        const sum = all.reduce((total, one) => total.plus(paid([one])), new Decimal(0));
        expect(paid(all).toFixed()).toBe(sum.toFixed());
        expect(paid([all[0]! + more]).greaterThanOrEqualTo(paid([all[0]!]))).toBe(true);
      }),
    );
  });
  test('没有不确定的假设,低、基准、高是同一个数,没有驱动因素', () => {
    const value = certain(new Decimal('12.5'));
    const fixed = { budgetPointValue: { ...value, source: '公布' } };
    const term = pointValueTerm({ basis: 'budget', parameters: fixed, annualCosts: [], policyValue: null });
    expect(term).toMatchObject({ ok: true, term: { range: { driver: null, low: value.base, high: value.base } } });
  });
});

describe('点值的来历', () => {
  const value = (parameters: ParameterSet, more: object = {}) =>
    pointValueTerm({ basis: 'budget', parameters, annualCosts: [null, null, null], policyValue: null, ...more });
  const one = (n: number): ParameterValue => ({ ...certain(new Decimal(n)), source: '测试' });

  test('公布的先于推算的,推算的先于目录政策里的', () => {
    const costs = [900_000_000, 950_000_000, 1_000_000_000].map((n) => certain(new Decimal(n)));
    const policyValue = new Decimal(9);
    const computed = value({ regionPoints: one(78_400_000) }, { annualCosts: costs, policyValue });
    expect(computed).toMatchObject({ ok: true, term: { origin: 'computed' } });
    expect((computed as { term: { range: { base: Decimal } } }).term.range.base.toFixed()).toBe('12.5');
    expect(value({ budgetPointValue: one(11), regionPoints: one(1) }, { annualCosts: costs })).toMatchObject({
      term: { origin: 'published' },
    });
    expect(value({}, { policyValue })).toMatchObject({ term: { origin: 'policy' } });
  });
  test('结算点值不用目录政策里的;缺什么说什么', () => {
    expect(value({ fund: one(1) }, { basis: 'settlement', policyValue: new Decimal(9) })).toEqual({
      ok: false,
      reason: '没有结算点值:公布的结算点值没有录,推算还缺报销比例、区域总分值',
    });
  });
  test('点值为 0 不能结算', () => {
    expect(value({}, { policyValue: new Decimal(0) })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('点值为 0'),
    });
    const tiny = { fund: one(0.01), reimbursementRatio: one(1), regionPoints: one(9_000_000_000) };
    expect(value(tiny, { basis: 'settlement' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('点值为 0'),
    });
  });
});
