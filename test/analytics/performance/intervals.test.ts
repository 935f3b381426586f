import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LARGE, meanInterval, rankRanges, rateInterval, spreadOf } from '../../../analytics/performance/intervals.ts';

const skewed = (n: number) => Array.from({ length: n }, (_, i) => Math.exp(((i * 37) % n) / (n / 3)));
const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);

describe('均数的区间', () => {
  test('同样的病例,次序不同,区间一字不差', () => {
    expect(meanInterval(spreadOf([9, 5, 2, 1, 2]))).toEqual(meanInterval(spreadOf([1, 2, 2, 5, 9])));
  });

  test('区间包着均数;值都相同则区间是一点;少于两例没有区间', () => {
    const { low, high } = meanInterval(spreadOf([...repeat(0.5, 10), ...repeat(1, 5), ...repeat(3, 2)]))!;
    expect(low).toBeLessThan((5 + 5 + 6) / 17);
    expect(high).toBeGreaterThan((5 + 5 + 6) / 17);
    expect(meanInterval(spreadOf(repeat(1.2, 40)))).toEqual({ low: 1.2, high: 1.2 });
    expect(meanInterval(spreadOf([1.2]))).toBeNull();
    expect(meanInterval(spreadOf([]))).toBeNull();
  });

  test('两种算法在交界的例数上,区间的宽度与两端相差不到一成', () => {
    const cases = spreadOf(skewed(LARGE - 1));
    const [boot, normal] = [meanInterval(cases)!, meanInterval({ ...cases, values: null })!];
    const width = (interval: { low: number; high: number }) => interval.high - interval.low;
    expect(Math.abs(width(boot) / width(normal) - 1)).toBeLessThan(0.1);
    expect(Math.abs(boot.low - normal.low)).toBeLessThan(0.1 * width(normal));
    expect(Math.abs(boot.high - normal.high)).toBeLessThan(0.1 * width(normal));
  });

  test('例数越多区间越窄', () => {
    const width = (times: number) => {
      const cases = [...repeat(0.5, 5 * times), ...repeat(1, 3 * times), ...repeat(3, times)];
      const { low, high } = meanInterval(spreadOf(cases))!;
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
