import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quantileSeq } from 'mathjs/number';
import { compositeScore, percentile, rankZone } from '../../../analytics/performance/comparison.ts';
import { coefficientOfVariation, rescaleWeights } from '../../../analytics/performance/group-quality.ts';
import {
  directlyStandardisedRate,
  mortalityTiers,
  standardisedMortality,
} from '../../../analytics/performance/mortality.ts';
import {
  mean,
  quantile,
  standardDeviation,
  sum,
  trimByIqr,
  trimByL3H3,
  trimByLogSd,
  trimByPercentiles,
  weightedMean,
} from '../../../analytics/weighted-statistics.ts';

const costs = fc.array(
  fc.integer({ min: 1, max: 10_000_000 }).map((n) => n / 100),
  { minLength: 1, maxLength: 60 },
);

test('空集合是 null', () => {
  expect([mean([]), quantile([], 0.5), standardDeviation([]), standardDeviation([1], 1), weightedMean([])]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([trimByIqr([]), trimByL3H3([]), trimByLogSd([]), trimByPercentiles([])]).toEqual([null, null, null, null]);
  expect(coefficientOfVariation([])).toBeNull();
  expect(() => trimByLogSd([1, 0])).toThrow('大于 0');
  expect(() => quantile([1], 1.5)).toThrow(RangeError);
});

test('补偿求和不丢小数', () => {
  expect(sum([1e16, 1, -1e16])).toBe(1);
  expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
});

test('分位数与另一种实现一致', () => {
  fc.assert(
    fc.property(costs, fc.constantFrom(0, 0.05, 0.25, 0.5, 0.75, 0.95, 1), (values, p) => {
      expect(quantile(values, p)).toBeCloseTo(quantileSeq(values, p) as number, 6);
    }),
  );
});

test('裁剪只去掉界外的数,与次序无关;全部相同的数一个也不去', () => {
  const trims = [trimByIqr, trimByLogSd, trimByL3H3, trimByPercentiles];
  fc.assert(
    fc.property(costs, fc.constantFrom(...trims), (values, trim) => {
      const { kept, lo, hi } = trim(values)!;
      expect(kept).toEqual(values.filter((v) => v >= lo && v <= hi));
      expect(trim([...values].reverse())!.kept.length).toBe(kept.length);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: 1, max: 40 }), (cents, n) => {
      for (const trim of trims) expect(trim(Array.from({ length: n }, () => cents / 100))!.kept).toHaveLength(n);
    }),
  );
});

test('权重缩放后总权重不变;缺病组是错误', () => {
  expect(rescaleWeights({ A: 1 }, { A: 2 }, { A: 0 }).factor).toBeNull();
  expect(() => rescaleWeights({ A: 1 }, { A: 2 }, {})).toThrow('病组 A 没有权重');
});

test('死亡风险:没有死亡的组是 0 级,没有病例的组不定级', () => {
  expect(mortalityTiers({ A: { deaths: 0, cases: 9 }, B: { deaths: 0, cases: 0 } })).toEqual({
    mu: null,
    sd: null,
    tier: { A: 0 },
  });
  expect(standardisedMortality({}, {}, 0.1)).toEqual({ expected: 0, smr: null, standardisedRate: null });
  expect(directlyStandardisedRate({}, { A: 1 })).toBeNull();
  expect(directlyStandardisedRate({ A: { deaths: 1, cases: 10 } }, { A: 0.5, B: 0.5 })).toBeCloseTo(0.1, 12);
});

test('综合得分限在 0–1,没有数值的指标列出', () => {
  const base = { worst: 0, best: 1, weight: 1 };
  expect(
    compositeScore([
      { key: 'a', ...base, value: 3 },
      { key: 'b', ...base, value: null },
    ]),
  ).toEqual({ scores: { a: 1 }, composite: 100, missing: ['b'] });
  expect(compositeScore([]).composite).toBeNull();
  expect(() => compositeScore([{ key: 'a', worst: 1, best: 1, weight: 1, value: 1 }])).toThrow('无法计分');
  expect(percentile(1, [], 'up')).toBeNull();
});

test('三区排名:全部同分没有末位,空区没有名次', () => {
  expect(rankZone({ A: 80, B: 80 })).toEqual({ k: 1, commended: ['A', 'B'], talk: [], award: 100_000 });
  expect(rankZone({})).toEqual({ k: 0, commended: [], talk: [], award: 0 });
});
