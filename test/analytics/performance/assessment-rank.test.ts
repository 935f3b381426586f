import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AssessedUnit, assess } from '../../../analytics/performance/assessment/assess.ts';
import type {
  AssessmentItem,
  AssessmentPlan,
  ScoreRule,
} from '../../../analytics/performance/assessment/assessment-plan.ts';
import { measuredIntervals, measuredValues } from '../../../analytics/performance/assessment/measured-items.ts';
import referencePlan from '../../../analytics/performance/assessment/reference-plan.json' with { type: 'json' };
import { noInterval } from '../../../analytics/performance/figure-interval.ts';
import { INDICATORS } from '../../../analytics/performance/indicator-registry.ts';
import { type Interval, spreadOf } from '../../../analytics/performance/intervals.ts';

const item = (id: string, weight: number, score: ScoreRule, rest: Partial<AssessmentItem> = {}): AssessmentItem => ({
  id,
  name: id,
  indicator: null,
  direction: 'up',
  weight,
  score,
  ...rest,
});
const HUNDRED: ScoreRule = { kind: 'linear', worst: 0, best: 100 };
/** 每个维度一组考核项;维度的权重写在前面。 */
const planOf = (...dimensions: [weight: number, ...items: AssessmentItem[]][]): AssessmentPlan => ({
  ...(referencePlan as AssessmentPlan),
  minimumCases: 10,
  minimumWeightShare: 0.5,
  zones: [{ id: 'all', name: '全部', specialties: [] }],
  dimensions: dimensions.map(([weight, ...items], i) => ({ id: `维度${i}`, name: `维度${i}`, weight, items })),
});
const between = (low: number, high: number) => ({ low, high, reason: null });
const unit = (
  code: string,
  values: AssessedUnit['values'],
  intervals: AssessedUnit['intervals'] = {},
): AssessedUnit => ({ code, name: code, zone: 'all', cases: 100, values, lastYear: {}, intervals });
const assessed = (plan: AssessmentPlan, units: readonly AssessedUnit[], hospital = {}) =>
  assess(plan, units, hospital)[0]!;

/** 一项,满分 100,值就是总分;区间照写。 */
const single = planOf([1, item('分', 1, HUNDRED)]);
const scored = (code: string, value: number, low = value, high = value) =>
  unit(code, { 分: value }, low === high ? {} : { 分: between(low, high) });

describe('总分的区间', () => {
  test('手算:率 5/100 线性给分(10% 为 0 分,0 为满分):50 分,区间 0–78.46', () => {
    const plan = planOf([1, item('率', 1, { kind: 'linear', worst: 0.1, best: 0 }, { indicator: 'lowRiskMortality' })]);
    // Wilson:5/100 的区间是 2.154%–11.175%;2.154% 得 0.7846 分,11.175% 已在最差之外,得 0 分。
    const figure = { value: 0.05, numerator: 5, denominator: 100, coverage: null, reason: null };
    const figures = { lowRiskMortality: figure };
    const only = unit(
      '甲',
      measuredValues(plan, figures),
      measuredIntervals(plan, INDICATORS, figures, () => null),
    );
    const { units } = assessed(plan, [only]);
    expect(units[0]).toMatchObject({ score: 50, interval: { low: 0, high: expect.closeTo(78.456, 3), reason: null } });
  });

  test('手算:两项各占 60、40,向下差 0.3 与 0.2 分,半宽 √(18² + 8²) = 19.70', () => {
    const plan = planOf([60, item('甲项', 1, HUNDRED)], [40, item('乙项', 1, HUNDRED)]);
    const only = unit('甲', { 甲项: 70, 乙项: 50 }, { 甲项: between(40, 70), 乙项: between(30, 60) });
    const { score, interval } = assessed(plan, [only]).units[0]!;
    expect(score).toBeCloseTo(62, 9);
    expect(interval.low).toBeCloseTo(62 - Math.sqrt(18 ** 2 + 8 ** 2), 9);
    expect(interval.high).toBeCloseTo(62 + 4, 9);
  });

  test('没有数的项让出权重,有数的项在总分里的份量随之加大,区间也随之加宽', () => {
    const plan = planOf([1, item('有', 1, HUNDRED), item('无', 1, HUNDRED)]);
    const intervals = { 有: between(40, 60) };
    const both = assessed(plan, [unit('甲', { 有: 50, 无: 50 }, intervals)]).units[0]!;
    const one = assessed(plan, [unit('甲', { 有: 50, 无: null }, intervals)]).units[0]!;
    expect([both.interval.low, both.interval.high]).toEqual([expect.closeTo(45, 9), expect.closeTo(55, 9)]);
    expect([one.interval.low, one.interval.high]).toEqual([expect.closeTo(40, 9), expect.closeTo(60, 9)]);
  });

  test('各项都没有抽样误差时,区间就是总分这一点', () => {
    expect(assessed(single, [scored('甲', 62)]).units[0]!.interval).toEqual({ low: 62, high: 62, reason: null });
  });

  test('越低越好的项、与全院之比、片区内百分位、比上年、达标:都在值的区间两端各给一次分', () => {
    const bounds = (score: ScoreRule, rest: Partial<AssessmentItem> = {}) => {
      const plan = planOf([1, item('项', 1, score, rest)]);
      const own = { ...unit('甲', { 项: 1 }, { 项: between(0.8, 1.3) }), lastYear: { 项: 1 } };
      const peers = [unit('乙', { 项: 0.9 }), unit('丙', { 项: 1.1 }), unit('丁', { 项: 1.4 })];
      const found = assessed(plan, [own, ...peers], { 项: 1 }).units.find(({ code }) => code === '甲')!;
      return [found.items[0]!.interval!.low, found.items[0]!.interval!.high];
    };
    const near = (low: number, high: number) => [expect.closeTo(low, 9), expect.closeTo(high, 9)];
    expect(bounds({ kind: 'linear', worst: 2, best: 0 }, { direction: 'down' })).toEqual(near(0.35, 0.6));
    expect(bounds({ kind: 'relative', worst: 0.5, best: 1.5 })).toEqual(near(0.3, 0.8));
    // 四个科室:0.8 时没有劣于自己的,1.3 时有两个;自己与自己相同,算一半。
    expect(bounds({ kind: 'percentile' })).toEqual(near(0.125, 0.625));
    expect(bounds({ kind: 'improvement', worst: -0.5, best: 0.5 })).toEqual(near(0.3, 0.8));
    expect(bounds({ kind: 'target', target: 1, tolerance: 0.4 })).toEqual(near(0.5, 1));
  });

  test('均值不足两例求不出区间,这一项按可以得 0 到满分算', () => {
    const { interval } = assessed(single, [unit('甲', { 分: 50 }, { 分: noInterval('不足两例,没有区间') })]).units[0]!;
    expect(interval).toEqual({ low: 0, high: 100, reason: null });
  });

  test('不评级的没有区间,原因与不评级相同', () => {
    const few = { ...scored('甲', 50), cases: 9 };
    expect(assessed(single, [few]).units[0]!.interval).toEqual(noInterval('本期 9 例,少于 10 例,不评级'));
  });

  test('任意方案:总分在区间之内,区间在 0–100 之内;某项的区间变宽,总分的区间不会变窄', () => {
    const part = fc.record({
      weight: fc.integer({ min: 1, max: 50 }),
      value: fc.integer({ min: 0, max: 100 }),
      less: fc.integer({ min: 0, max: 30 }),
      more: fc.integer({ min: 0, max: 30 }),
      wider: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const plan = planOf(
          ...parts.map(({ weight }, i): [number, AssessmentItem] => [weight, item(`项${i}`, 1, HUNDRED)]),
        );
        const total = (extra: (p: (typeof parts)[number]) => number) => {
          const values = Object.fromEntries(parts.map(({ value }, i) => [`项${i}`, value]));
          const intervals = parts.map((p, i) => [
            `项${i}`,
            between(p.value - p.less - extra(p), p.value + p.more + extra(p)),
          ]);
          return assessed(plan, [unit('甲', values, Object.fromEntries(intervals))]).units[0]!;
        };
        const [narrow, wide] = [total(() => 0), total(({ wider }) => wider)];
        const [inner, outer] = [narrow.interval as Interval, wide.interval as Interval];
        expect(inner.low).toBeLessThanOrEqual(narrow.score!);
        expect(inner.high).toBeGreaterThanOrEqual(narrow.score!);
        expect(outer.low).toBeLessThanOrEqual(inner.low);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high);
        expect(outer.low).toBeGreaterThanOrEqual(-1e-9);
        expect(outer.high).toBeLessThanOrEqual(100 + 1e-9);
      }),
    );
  });
});

/** 一项的得分区间对它的值单调,所以各种计分法、各个方向都成立。 */
test('任意计分法与方向:值的区间变宽,总分的区间不会变窄,得分不变', () => {
  const rule = fc.constantFrom<ScoreRule>(
    { kind: 'linear', worst: 0.2, best: 2 },
    { kind: 'relative', worst: 0.5, best: 1.5 },
    { kind: 'percentile' },
    { kind: 'improvement', worst: -0.1, best: 0.1 },
    { kind: 'target', target: 1, tolerance: 0.5 },
  );
  const small = fc.double({ min: 0, max: 1, noNaN: true });
  const direction = fc.constantFrom<'up' | 'down'>('up', 'down');
  const given = fc.tuple(fc.double({ min: 0.01, max: 3, noNaN: true }), small, small, small);
  fc.assert(
    fc.property(rule, direction, given, (score, turn, [value, less, more, wider]) => {
      const turned = turn === 'down' && 'worst' in score ? { ...score, worst: score.best, best: score.worst } : score;
      const plan = planOf([1, item('项', 1, turned, { direction: turn })], [2, item('分', 1, HUNDRED)]);
      const peers = [unit('乙', { 项: 0.9, 分: 50 }), unit('丙', { 项: 1.2, 分: 60 })];
      const of = (extra: number) => {
        const range = between(value - less - extra, value + more + extra);
        const own = { ...unit('甲', { 项: value, 分: 70 }, { 项: range }), lastYear: { 项: 1 } };
        return assessed(plan, [own, ...peers], { 项: 1 }).units.find(({ code }) => code === '甲')!;
      };
      const [narrow, wide] = [of(0), of(wider)];
      expect(wide.score).toBe(narrow.score);
      expect(wide.interval.low!).toBeLessThanOrEqual(narrow.interval.low!);
      expect(wide.interval.high!).toBeGreaterThanOrEqual(narrow.interval.high!);
    }),
  );
});

describe('名次的范围', () => {
  const shown = (units: readonly AssessedUnit[]) =>
    Object.fromEntries(assessed(single, units).units.map(({ code, rank }) => [code, rank && [rank.best, rank.worst]]));

  test('区间相交的两个科室分不出先后,不相交的才分', () => {
    expect(shown([scored('甲', 90, 85, 95), scored('乙', 70, 60, 80), scored('丙', 65, 55, 75)])).toEqual({
      甲: [1, 1],
      乙: [2, 3],
      丙: [2, 3],
    });
  });

  test('不评级的没有名次,也不占名次', () => {
    expect(shown([scored('甲', 90), { ...scored('乙', 95), cases: 9 }])).toEqual({ 甲: [1, 1], 乙: null });
  });

  const many = fc.array(
    fc.record({
      value: fc.integer({ min: 0, max: 100 }),
      less: fc.integer({ min: 0, max: 20 }),
      more: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const unitsOf = (rows: readonly { value: number; less: number; more: number }[]) =>
    rows.map(({ value, less, more }, i) => scored(`D${i}`, value, value - less, value + more));

  test('任意一批科室:名次的范围总包含按总分排的名次', () => {
    fc.assert(
      fc.property(many, (rows) => {
        const { units } = assessed(single, unitsOf(rows));
        for (const { score, rank } of units) {
          const byScore = 1 + units.filter((other) => other.score! > score!).length;
          expect(rank!.best).toBeLessThanOrEqual(byScore);
          expect(rank!.worst).toBeGreaterThanOrEqual(byScore);
        }
      }),
    );
  });

  test('科室给出的次序不影响结果', () => {
    fc.assert(
      fc.property(many, (rows) => {
        const units = unitsOf(rows);
        expect(assessed(single, units.toReversed())).toEqual(assessed(single, units));
      }),
    );
  });
});

describe('表扬与约谈是不是分得出高下', () => {
  const outcomes = (units: readonly AssessedUnit[]) =>
    assessed(single, units).units.map(({ code, outcome, outcomeCertain }) => [code, outcome, outcomeCertain]);

  test('按总分照旧定表扬与约谈;与未入选的每个科室都分得出,才写明是确定的', () => {
    expect(outcomes([scored('甲', 90, 85, 95), scored('乙', 70, 60, 80), scored('丙', 65, 55, 75)])).toEqual([
      ['甲', 'commended', true],
      ['乙', null, null],
      ['丙', 'talk', false],
    ]);
    expect(outcomes([scored('甲', 90, 75, 95), scored('乙', 70, 60, 80), scored('丙', 40, 30, 50)])).toEqual([
      ['甲', 'commended', false],
      ['乙', null, null],
      ['丙', 'talk', true],
    ]);
  });

  test('同分并列入选的彼此不比;只有一个科室时没有可比的,是确定的', () => {
    expect(outcomes([scored('甲', 90, 85, 95), scored('乙', 90, 85, 95), scored('丙', 60)])).toEqual([
      ['乙', 'commended', true],
      ['甲', 'commended', true],
      ['丙', 'talk', true],
    ]);
    expect(outcomes([scored('甲', 90)])).toEqual([['甲', 'commended', true]]);
  });

  test('不评级的科室不参加比较', () => {
    expect(outcomes([scored('甲', 90), { ...scored('乙', 89, 0, 100), cases: 9 }])[0]).toEqual([
      '甲',
      'commended',
      true,
    ]);
  });
});

test('逐例的值越散,均值类考核项的得分区间越宽;金额之比没有区间', () => {
  const plan = planOf(
    [1, item('cmi', 1, { kind: 'relative', worst: 0.5, best: 1.5 }, { indicator: 'cmi' })],
    [1, item('药', 1, { kind: 'linear', worst: 1, best: 0 }, { indicator: 'drugShare', direction: 'down' })],
  );
  const figure = { value: 1, numerator: 20, denominator: 20, coverage: 1, reason: null };
  const intervals = (values: readonly number[]) =>
    measuredIntervals(plan, INDICATORS, { cmi: figure, drugShare: { ...figure, value: 0.3 } }, (indicator) =>
      indicator === 'cmi' ? spreadOf(values) : null,
    );
  const width = (values: readonly number[]) => {
    const { cmi } = intervals(values);
    return cmi!.high! - cmi!.low!;
  };
  const alternating = (by: number) => Array.from({ length: 20 }, (_, i) => 1 + (i % 2 === 0 ? by : -by));
  expect(Object.keys(intervals(alternating(0.1)))).toEqual(['cmi']);
  expect(width(alternating(0.1))).toBeLessThan(width(alternating(0.5)));
});
