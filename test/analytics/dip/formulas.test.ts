import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { explainMatch } from '../../../analytics/dip/explain-match.ts';
import { bonusOf, hospitalCoefficient } from '../../../analytics/dip/hospital-coefficient.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { budgetPointValue, settlementPointValue } from '../../../analytics/dip/point-value.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { dipSettlement, hospitalSettlement } from '../../../analytics/dip/settlement.ts';
import { auxCoefficient, severityLevel } from '../../../analytics/dip/severity.ts';
import { combinationType, weightedScore } from '../../../analytics/dip/weighted-score.ts';
import { type Fen, fen } from '../../../analytics/money.ts';
import { regionFiles } from '../../support/dip-region.ts';

describe('病种分值', () => {
  const weights = { 2021: 1, 2022: 2, 2023: 7 };
  const means = { 2021: 1, 2022: 1, 2023: 1 };
  test('缺一年的均费算不出,不当 0', () => {
    const score = weightedScore({ groupMean: { 2022: 1, 2023: 1 }, overallMean: means, weights, scale: 1000 });
    expect(score).toMatchObject({ score: null, reason: 'year-missing' });
  });
  test('总均费为 0 算不出', () => {
    const none = { 2021: 0, 2022: 0, 2023: 0 };
    expect(weightedScore({ groupMean: means, overallMean: none, weights, scale: 1000 })).toMatchObject({
      rw: null,
      reason: 'no-overall-mean',
    });
  });
  test('例数恰到界限是核心病种', () => {
    expect([combinationType(14), combinationType(15), combinationType(15, 30)]).toEqual([
      'comprehensive',
      'core',
      'comprehensive',
    ]);
  });
});

describe('点值', () => {
  test('除不了的给出原因', () => {
    expect(budgetPointValue({ 2023: 100 }, { 2022: 2, 2023: 7 }, 10)).toMatchObject({ reason: 'year-missing' });
    expect(budgetPointValue({ 2023: 100 }, { 2023: 1 }, 0)).toMatchObject({ value: null, reason: 'no-score' });
    expect(settlementPointValue(fen(100), 0, 10)).toMatchObject({ value: null, reason: 'no-reimbursement-ratio' });
  });
  test('每个点值注明口径', () => {
    expect(budgetPointValue({ 2023: 100 }, { 2023: 1 }, 10)).toMatchObject({ basis: 'budget', value: 10 });
    expect(settlementPointValue(fen(75), 0.75, 10)).toMatchObject({ basis: 'settlement', value: 10 });
  });
});

describe('结算', () => {
  const anyCase = fc.record({
    score: fc.double({ min: 0, max: 5000, noNaN: true }),
    auxCoefficient: fc.constantFrom(1, 1.05, 1.2),
    coefficient: fc.constantFrom(0.8, 1, 1.05),
    pointValue: fc.integer({ min: 1, max: 3000 }),
    patientBurden: fc.integer({ min: 0, max: 1_000_000 }).map(fen),
    actualCost: fc.integer({ min: 0, max: 9_000_000 }).map(fen),
  });
  test('同一点值,分值高的支付不低', () => {
    fc.assert(
      fc.property(anyCase, fc.double({ min: 0, max: 100, noNaN: true }), (c, more) => {
        const higher = dipSettlement({ ...c, score: c.score + more });
        expect(higher.standard).toBeGreaterThanOrEqual(dipSettlement(c).standard);
      }),
    );
  });
  test('医院的合计是逐例之和', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 20 }), (cases) => {
        const settled = cases.map(dipSettlement);
        const burden = cases.reduce((sum, c) => sum + c.patientBurden, 0);
        const { standard, fundPay } = hospitalSettlement(settled);
        expect(standard).toBe(settled.reduce((sum, c) => sum + c.standard, 0));
        expect(standard - fundPay).toBe(burden);
      }),
    );
  });
});

test('机构系数:取够得到的最高一档,各项按十进制相加,可以扣减', () => {
  const bands = [
    { from: 1.2, bonus: 0.03 },
    { from: 1, bonus: 0.01 },
  ];
  expect([bonusOf(0.99, bands), bonusOf(1, bands), bonusOf(5, bands)]).toEqual([0, 0.01, 0.03]);
  const readmission = { name: '再住院', value: 1, bands: [{ from: 1, bonus: -0.02 }] };
  expect(hospitalCoefficient(1.1, [{ name: 'CMI', value: 1.3, bands }, readmission])).toBe(1.11);
});

describe('辅助目录', () => {
  test('疾病严重程度:住院须超过 3 天;缺失不当成有', () => {
    expect(severityLevel({ dischargeType: 5, los: 4 })).toBe(4);
    expect(severityLevel({ dischargeType: 5, los: 3 })).toBe(1);
    expect(severityLevel({ complications: ['mcc'] })).toBe(1);
  });
  test('病种均费不是正数,系数算不出', () => {
    expect(auxCoefficient(1, 0)).toBeNull();
  });

  const row = { catalogue: '年龄', code: '1', name: '老年', condition: 'age > 65', factor: '1.1' };
  const severe = { catalogue: '严重程度', code: '3', name: '重度', condition: 'mcc and los > 3', factor: '1.2' };
  const moderate = { catalogue: '严重程度', code: '2', name: '中度', condition: 'los > 3', factor: '1.05' };
  const regionWith = (combine: string) =>
    compileRegion(
      loadRegion(
        regionFiles({
          entries: [{ code: 'C1', score: '100' }],
          auxiliary: [row, severe, moderate, { ...row, code: '2', entry: 'C1', catalogue: '本病种', factor: '0.9' }],
          policy: { auxiliary: { combine } },
        }),
        '测试',
      ),
    );
  const c = {
    diagnoses: ['K80.100'],
    procedures: [],
    totalCost: 1_000_000 as Fen,
    facts: { age: 70, los: 5, complications: ['mcc' as const] },
  };
  test('几个目录都适用:取最大的一个,或连乘,由政策定;同一目录只取第一个成立的', () => {
    expect(matchCase(regionWith('max'), c).points).toBe(1_200_000);
    expect(matchCase(regionWith('multiply'), c).points).toBe(1_188_000);
    expect(matchCase(regionWith('max'), { ...c, facts: { los: 5 } }).points).toBe(1_050_000);
    expect(matchCase(regionWith('max'), { ...c, facts: {} })).toMatchObject({ points: 1_000_000 });
  });
  test('证明列出起作用的行', () => {
    expect(explainMatch(regionWith('max'), c).auxiliary.map(({ name }) => name)).toEqual(['重度']);
    expect(explainMatch(regionWith('multiply'), c).auxiliary.map(({ name }) => name)).toEqual(['老年', '重度', '老年']);
  });
});
