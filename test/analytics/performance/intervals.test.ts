import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bootstrapInterval,
  meanInterval,
  normalInterval,
  rankRanges,
  rateInterval,
} from '../../../analytics/performance/intervals.ts';

const skewed = (n: number) => ({
  values: Array.from({ length: n }, (_, i) => Math.exp(((i * 37) % n) / (n / 3))),
  counts: Array.from({ length: n }, () => 1),
});

describe('均数的区间', () => {
  test('同样的病例,次序不同、合并相同的值,区间一字不差', () => {
    const one = meanInterval({ values: [1, 2, 2, 5, 9], counts: [1, 1, 1, 1, 1] });
    expect(meanInterval({ values: [9, 5, 2, 1], counts: [1, 1, 2, 1] })).toEqual(one);
  });

  test('区间包着均数;值都相同则区间是一点;少于两例没有区间', () => {
    const { low, high } = meanInterval({ values: [0.5, 1, 3], counts: [10, 5, 2] })!;
    expect(low).toBeLessThan((5 + 5 + 6) / 17);
    expect(high).toBeGreaterThan((5 + 5 + 6) / 17);
    expect(meanInterval({ values: [1.2], counts: [40] })).toEqual({ low: 1.2, high: 1.2 });
    expect(meanInterval({ values: [1.2], counts: [1] })).toBeNull();
    expect(meanInterval({ values: [], counts: [] })).toBeNull();
  });

  test('两种算法在交界的例数上,区间宽度相差不到一成', () => {
    const cases = skewed(1_999);
    const [boot, normal] = [bootstrapInterval(cases, 1_999, {}), normalInterval(cases, 1_999, {})];
    const width = (interval: { low: number; high: number }) => interval.high - interval.low;
    expect(Math.abs(width(boot) / width(normal) - 1)).toBeLessThan(0.1);
  });

  test('例数越多区间越窄', () => {
    const width = (times: number) => {
      const { low, high } = meanInterval({ values: [0.5, 1, 3], counts: [5 * times, 3 * times, times] })!;
      return high - low;
    };
    expect(width(1)).toBeGreaterThan(width(4));
    expect(width(4)).toBeGreaterThan(width(400));
  });
});

describe('率的区间', () => {
  test('手算:10 例中 1 例,Wilson 95% 区间为 0.0179–0.4042', () => {
    const { low, high } = rateInterval(1, 10)!;
    expect(low).toBeCloseTo(0.01788, 4);
    expect(high).toBeCloseTo(0.40415, 4);
  });

  test('一例没有发生,下限为 0、上限不为 0;没有病例没有区间', () => {
    expect(rateInterval(0, 50)).toMatchObject({ low: 0 });
    expect(rateInterval(0, 50)!.high).toBeGreaterThan(0.05);
    expect(rateInterval(0, 0)).toBeNull();
  });

  test('区间总在 0 与 1 之间,并包着率', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const events = Math.round(n * share);
        const { low, high } = rateInterval(events, n)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(events / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(events / n - 1e-12);
      }),
    );
  });
});

describe('分得出高下才有名次', () => {
  const unit = (key: string, low: number, high: number) => ({ key, value: (low + high) / 2, interval: { low, high } });
  const units = [unit('甲', 1.5, 1.7), unit('乙', 1.1, 1.3), unit('丙', 1.2, 1.4), unit('丁', 0.6, 0.8)];

  test('区间相交的可以互换,名次是一个范围', () => {
    expect(Object.fromEntries(rankRanges(units, 'up'))).toEqual({
      甲: { best: 1, worst: 1 },
      乙: { best: 2, worst: 3 },
      丙: { best: 2, worst: 3 },
      丁: { best: 4, worst: 4 },
    });
  });

  test('越低越好的指标,名次倒过来', () => {
    expect(rankRanges(units, 'down').get('丁')).toEqual({ best: 1, worst: 1 });
    expect(rankRanges(units, 'down').get('甲')).toEqual({ best: 4, worst: 4 });
  });
});
