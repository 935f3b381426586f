import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePricing, priceCase } from '../../../analytics/dip/case-pricing.ts';
import {
  formatPoints,
  type Millionths,
  ONE,
  type Points,
  parseMillionths,
  totalPoints,
} from '../../../analytics/dip/exact-decimal.ts';
import type { DeviationPolicy } from '../../../analytics/dip/region-policy.ts';
import { type Fen, fen, parseYuan } from '../../../analytics/money.ts';

const millionths = (text: string) => parseMillionths(text) as Millionths;
const policy: DeviationPolicy = {
  low: millionths('0.5'),
  high: millionths('2'),
  extreme: millionths('5'),
  lowIncludesEdge: false,
  coefficientInside: false,
};
const priced = (
  cost: string,
  { score = '800', mean = '10000', k = '1', aux = '1', bounds = {} as Partial<DeviationPolicy> } = {},
) => {
  const meanCost = mean === '' ? null : millionths(mean);
  const terms = { score: millionths(score), meanCost, coefficient: millionths(k) };
  const price = priceCase(compilePricing(terms, { ...policy, ...bounds }), parseYuan(cost) as Fen, millionths(aux));
  return [price.deviation, formatPoints(price.points)];
};

describe('费用偏差', () => {
  test.each([
    ['0.00', 'low', '0.0000'],
    ['4999.99', 'low', '399.9992'],
    ['5000.00', 'normal', '800.0000'],
    ['20000.00', 'normal', '800.0000'],
    ['20000.01', 'high', '800.0008'],
    ['50000.00', 'high', '3200.0000'],
    ['50000.01', 'extreme', '3200.0008'],
  ])('费用 %s 元(均费 10,000):%s', (cost, deviation, points) => {
    expect(priced(cost)).toEqual([deviation, points]);
  });
  test('恰在下界算极低,是政策的选择', () => {
    expect(priced('5000.00', { bounds: { lowIncludesEdge: true } })).toEqual(['low', '400.0000']);
    expect(priced('5000.01', { bounds: { lowIncludesEdge: true } })).toEqual(['normal', '800.0000']);
  });
  test('没有极端一档的地区,再高也是费用极高', () => {
    expect(priced('90000.00', { bounds: { extreme: null } })).toEqual(['high', '6400.0000']);
  });
  test('没有均费:系数 1,另作标记', () => {
    expect(priced('90000.00', { mean: '' })).toEqual(['no_mean', '800.0000']);
  });
  test('界限不是整数分时也按原值比较', () => {
    expect(priced('3.33', { mean: '10', bounds: { low: millionths('0.333333') } })[0]).toBe('low');
    expect(priced('3.34', { mean: '10', bounds: { low: millionths('0.333333') } })[0]).toBe('normal');
  });
});

describe('分值精确到四位小数,四舍五入', () => {
  test('恰在一半向上进,不受二进制小数影响', () => {
    expect(priced('10000.00', { score: '1.00005' })[1]).toBe('1.0001');
    // 1.005 × 0.01 = 0.01005 → 0.0101;浮点乘出来不足一半。
    expect(priced('10000.00', { score: '1.005', k: '0.01' })[1]).toBe('0.0101');
    expect(priced('0.01', { score: '0.1', mean: '20' })[1]).toBe('0.0001');
  });
  test('辅助目录的系数一并相乘后才舍入', () => {
    expect(priced('10000.00', { score: '0.3333', k: '1.05', aux: '1.2' })[1]).toBe('0.4200');
  });
  test('很大的分值也不失精', () => {
    expect(priced('9000000.00', { score: '123.456789', mean: '1' })[1]).toBe('1111110977.5432');
    expect(() => priced('90000000.00', { score: '123456.789', mean: '0.01' })).toThrow(RangeError);
  });
});

const anyTerms = fc.record({
  score: fc.integer({ min: 0, max: 5_000_000_000 }),
  meanCost: fc.option(fc.integer({ min: 100_000, max: 200_000_000_000 })),
  coefficient: fc.integer({ min: 0, max: 2_000_000 }),
}) as fc.Arbitrary<{ score: Millionths; meanCost: Millionths | null; coefficient: Millionths }>;
const anyCost = fc.integer({ min: 0, max: 500_000_000 }).map(fen);
const anyPolicy = fc.record({ lowIncludesEdge: fc.boolean(), coefficientInside: fc.boolean() });

test('各因子连乘就是分值', () => {
  fc.assert(
    fc.property(anyTerms, anyCost, anyPolicy, fc.constantFrom('1', '1.2', '0.85'), (terms, cost, choices, aux) => {
      const pricing = compilePricing(terms, { ...policy, ...choices });
      const { factors, points } = priceCase(pricing, cost, millionths(aux));
      const product = factors.score * factors.deviation * factors.auxiliary * factors.coefficient;
      expect(Math.abs(product - points / 10_000)).toBeLessThanOrEqual(0.00005 + product * 1e-12);
    }),
  );
});

test('同一费用,病种分值高的,病例分值不低', () => {
  fc.assert(
    fc.property(anyTerms, anyCost, fc.integer({ min: 0, max: 1_000_000 }), (terms, cost, more) => {
      const higher = { ...terms, score: (terms.score + more) as Millionths };
      const at = (t: typeof terms) => priceCase(compilePricing(t, policy), cost, ONE).points;
      expect(at(higher)).toBeGreaterThanOrEqual(at(terms));
    }),
  );
});

test('整数的算法与浮点的捷径结果相同', () => {
  fc.assert(
    fc.property(anyTerms, anyCost, (terms, cost) => {
      const pricing = compilePricing(terms, policy);
      const { deviation, points } = priceCase(pricing, cost);
      const [score, k, c] = [BigInt(terms.score), BigInt(terms.coefficient), BigInt(cost) * 10_000n];
      const mean = BigInt(terms.meanCost ?? 1);
      const over = deviation === 'high' || deviation === 'extreme';
      const share = over ? c - mean : deviation === 'low' ? c : mean;
      const exact = (2n * score * k * share + mean * 100_000_000n) / (2n * mean * 100_000_000n);
      expect(BigInt(points)).toBe(exact);
    }),
  );
});

test('总分值是逐例之和', () => {
  expect(formatPoints(totalPoints([4_209_547, 3, 0] as Points[]))).toBe('420.9550');
  expect(formatPoints(totalPoints([]))).toBe('0.0000');
});
