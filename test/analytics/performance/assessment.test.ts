import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fen } from '../../../analytics/money.ts';
import { type AssessedUnit, assess, withWeights } from '../../../analytics/performance/assessment/assess.ts';
import { type AssessmentPlan, zoneOf } from '../../../analytics/performance/assessment/assessment-plan.ts';
import { distributeBonus } from '../../../analytics/performance/assessment/bonus.ts';
import { checkPlan } from '../../../analytics/performance/assessment/plan-check.ts';
import referencePlan from '../../../analytics/performance/assessment/reference-plan.json' with { type: 'json' };
import { INDICATORS } from '../../../analytics/performance/indicator-registry.ts';

const reference = referencePlan as AssessmentPlan;
const isIndicator = (id: string) => INDICATORS.has(id);

/** 两个维度:CMI(与全院之比,0.5–1.5)权重 60,满意度(目标 90,容差一成)权重 40。 */
const plan: AssessmentPlan = {
  ...reference,
  minimumCases: 10,
  minimumWeightShare: 0.5,
  dimensions: [
    {
      id: 'service',
      name: '服务能力',
      weight: 60,
      items: [
        {
          id: 'cmi',
          name: 'CMI',
          indicator: 'cmi',
          direction: 'up',
          weight: 1,
          score: { kind: 'relative', worst: 0.5, best: 1.5 },
        },
      ],
    },
    {
      id: 'satisfaction',
      name: '满意度',
      weight: 40,
      items: [
        {
          id: 'satisfied',
          name: '满意度',
          indicator: null,
          direction: 'up',
          weight: 1,
          score: { kind: 'target', target: 90, tolerance: 0.1 },
        },
      ],
    },
  ],
};
const unit = (code: string, cmi: number | null, satisfied: number | null, rest: Partial<AssessedUnit> = {}) => ({
  code,
  name: code,
  zone: 'surgical',
  cases: 100,
  values: { cmi, satisfied },
  lastYear: {},
  ...rest,
});
const surgical = (units: AssessedUnit[], chosen = plan) => assess(chosen, units, { cmi: 1 })[0]!;

describe('科室考核', () => {
  test('手算:CMI 1.2 得 0.7,满意度 85.5 距目标一半得 0.5,总分 60×0.7+40×0.5 = 62', () => {
    const [only] = surgical([unit('甲', 1.2, 85.5)]).units;
    expect(only).toMatchObject({ score: expect.closeTo(62, 9), rank: { best: 1, worst: 1, certain: true } });
    expect(only!.dimensions.map(({ score }) => score)).toEqual([expect.closeTo(70, 9), expect.closeTo(50, 9)]);
  });

  test('没有填报的项不参加,权重由其余项分担;可得权重不足时不评级,并说明', () => {
    const [only] = surgical([unit('甲', 1.2, null)]).units;
    expect(only).toMatchObject({ score: expect.closeTo(70, 9) });
    expect(only!.items[1]).toMatchObject({ score: null, reason: '没有填报' });
    expect(surgical([unit('甲', null, 90)]).units[0]).toMatchObject({
      score: null,
      rank: null,
      reason: '有数的维度权重占 40%,不足 50%,不评级',
    });
  });

  test('例数太少不评级;没有出院病例的医技科室不受此限', () => {
    expect(surgical([unit('甲', 1, 90, { cases: 9 })]).units[0]).toMatchObject({ score: null, rank: null });
    expect(surgical([unit('甲', 1, 90, { cases: 0 })]).units[0]!.score).not.toBeNull();
  });

  test('片区内分别排名:前三成(至少一名)表扬,末位约谈', () => {
    const zone = surgical([unit('甲', 1.4, 90), unit('乙', 1, 90), unit('丙', 0.6, 90), unit('丁', 0.6, 90)]);
    expect(zone.units.map(({ code, rank, outcome }) => [code, rank?.best, rank?.worst, outcome])).toEqual([
      ['甲', 1, 1, 'commended'],
      ['乙', 2, 2, null],
      ['丁', 3, 4, 'talk'],
      ['丙', 3, 4, 'talk'],
    ]);
    expect(zone).toMatchObject({ ranked: 4, commended: 1, award: 50_000 });
  });

  test('全院没有数时,与全院相比的项没有分,不是 0 分', () => {
    expect(assess(plan, [unit('甲', 1.2, 90)], { cmi: null })[0]!.units[0]!.items[0]).toMatchObject({
      score: null,
      reason: '全院没有数,无从相比',
    });
  });

  test('某项变好,别的不变,总分不会降低', () => {
    const value = fc.double({ min: 0.1, max: 3, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        const score = (cmi: number) => surgical([unit('甲', cmi, 80)]).units[0]!.score!;
        expect(score(Math.max(a, b))).toBeGreaterThanOrEqual(score(Math.min(a, b)));
      }),
    );
  });

  test('试算换权重不改原方案;换回原权重,结果一字不差', () => {
    const units = [unit('甲', 1.4, 70), unit('乙', 0.8, 95)];
    const trial = withWeights(plan, { service: 0, satisfaction: 100 });
    expect(surgical(units, trial).units.map(({ code }) => code)).toEqual(['乙', '甲']);
    expect(surgical(units, withWeights(trial, { service: 60, satisfaction: 40 }))).toEqual(surgical(units));
  });
});

describe('考核方案', () => {
  test('内置的参考方案没有错误,五个维度,三个片区', () => {
    expect(checkPlan(reference, isIndicator)).toEqual([]);
    expect(reference.dimensions.map(({ name }) => name)).toEqual([
      '服务能力',
      '质量安全',
      '运营效率',
      '持续发展',
      '满意度',
    ]);
    expect(reference.zones.map(({ name }) => name)).toEqual(['外科', '非外科', '医技']);
  });

  test('每种错误都写明在哪里', () => {
    const item = plan.dimensions[0]!.items[0]!;
    const broken: AssessmentPlan = {
      ...plan,
      dimensions: [
        {
          id: 'x',
          name: '维度',
          weight: -1,
          items: [
            { ...item, id: 'a', name: '甲', indicator: 'nope', weight: -1 },
            { ...item, id: 'a', name: '乙', score: { kind: 'linear', worst: 1, best: 1 } },
            { ...item, id: 'c', name: '', score: { kind: 'target', target: 1, tolerance: 0 } },
            { ...item, id: 'd', name: '丁', score: { kind: 'linear', worst: 1, best: 0 } },
          ],
        },
        { id: 'c', name: '空', weight: 0, items: [] },
      ],
      source: ' ',
      otherZone: 'nowhere',
      top: { share: 2, awardEach: -1 },
      reserve: { share: 1.5, periods: [] },
      minimumWeightShare: -1,
      blend: { rbrvs: 0.5, kpi: 0.4 },
    };
    expect(checkPlan(broken, isIndicator).map(({ path, message }) => `${path}:${message}`)).toEqual([
      '方案:没有写来源(文件、会议纪要)',
      '维度「维度」:权重应不小于 0',
      '维度「维度」 考核项「甲」:指标「nope」没有登记',
      '维度「维度」 考核项「甲」:权重应不小于 0',
      '维度「维度」 考核项「乙」:最差值与最好值相同,无法计分',
      '维度「维度」 第 3 个考核项:没有写名称',
      '维度「维度」 第 3 个考核项:容差应大于 0',
      '维度「维度」 考核项「丁」:越高越好的项,最好值应大于最差值',
      '维度「空」:没有一个考核项',
      '维度:各维度的权重之和应大于 0',
      '维度:维度或考核项的编号「a」重复',
      '维度:维度或考核项的编号「c」重复',
      '片区:其余科室所归的片区「nowhere」不在片区表里',
      '评级:可得权重的下限应在 0 与 1 之间',
      '表扬:比例应在 0 与 1 之间',
      '表扬:每名奖金应不小于 0',
      '奖金:留成的比例应在 0 与 1 之间',
      '奖金:RBRVS 与 KPI 的比例之和应为 1',
    ]);
  });

  test('科室的片区:登记的优先,其次诊疗科目最长的前缀,再次其余', () => {
    expect(zoneOf(reference, '0401', null)).toBe('surgical');
    expect(zoneOf(reference, '5010', null)).toBe('surgical');
    expect(zoneOf(reference, '5001', null)).toBe('nonsurgical');
    expect(zoneOf(reference, '3201', null)).toBe('medtech');
    expect(zoneOf(reference, '9999', null)).toBe('nonsurgical');
    expect(zoneOf(reference, '0401', 'medtech')).toBe('medtech');
  });
});

describe('奖金分配', () => {
  const units = {
    甲: { rbrvs: 600, weight: 450, kpi: 100 },
    乙: { rbrvs: 300, weight: 200, kpi: 90 },
    丙: { rbrvs: 100, weight: 150, kpi: 80 },
  };

  test('手算:季度留成一成,其余按 RBRVS 六成、KPI 四成;各科室之和恰为发放总额', () => {
    const result = distributeBonus(reference, 'quarter', fen(100_000_000), units);
    expect(result).toMatchObject({ reserved: 10_000_000, paid: 90_000_000 });
    // 甲:9000 万分 ×(0.6×0.6 + 0.4×450÷(450+180+120))= 9000 万分 × 0.6
    expect(result.shares![0]).toEqual({ department: '甲', amount: 54_000_000 });
    expect(result.shares!.reduce((sum, { amount }) => sum + amount, 0)).toBe(90_000_000);
  });

  test('年度没有留成;点数与得分全为 0 时不分配,并说明', () => {
    expect(distributeBonus(reference, 'year', fen(100), units)).toMatchObject({ reserved: 0, paid: 100 });
    expect(distributeBonus(reference, 'year', fen(100), { 甲: { rbrvs: 0, weight: 0, kpi: 0 } })).toMatchObject({
      shares: null,
      reason: expect.stringContaining('无法分配'),
    });
  });

  test('任意奖池与科室,各科室之和总等于发放总额', () => {
    const one = fc.record({ rbrvs: fc.nat(1000), weight: fc.nat(1000), kpi: fc.nat(100) });
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.dictionary(fc.string({ minLength: 1 }), one, { minKeys: 1 }),
        (pool, all) => {
          const { shares, paid } = distributeBonus(reference, 'half', fen(pool), all);
          if (shares !== null) expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(paid);
        },
      ),
    );
  });
});
