import { describe, expect, test } from '@jest/globals';
import { compileFormula, FormulaError } from '../../../analytics/performance/formula.ts';
import {
  INDICATORS,
  type IndicatorDefinition,
  loadIndicators,
} from '../../../analytics/performance/indicator-registry.ts';
import { noMeasures } from '../../../analytics/performance/measures.ts';

const measures = { ...noMeasures(), discharges: 10, grouped: 8, totalFee: 200 };

test.each([
  ['discharges - grouped', 2, '出院人次 − 入组病例数'],
  ['(discharges + grouped) * 2 / 4', 9, '(出院人次 + 入组病例数) × 2 ÷ 4'],
  ['discharges - grouped - 1', 1, '出院人次 − 入组病例数 − 1'],
  ['-grouped + 10', 2, '−入组病例数 + 10'],
  ['discharges / (grouped / 4)', 5, '出院人次 ÷ (入组病例数 ÷ 4)'],
])('%s', (expression, value, text) => {
  const formula = compileFormula(expression);
  expect(formula.evaluate(measures)).toBe(value);
  expect(formula.text).toBe(text);
});

test.each([
  ['discharged', '没有登记的度量「discharged」'],
  ['constructor', '没有登记的度量「constructor」'],
  ['pi', '没有登记的度量「pi」'],
  ['sqrt(totalFee)', '不支持的函数「sqrt」'],
  ['import("fs")', '不支持的函数「import」'],
  ['discharges ^ 2', '不支持的运算「^」'],
  ['2 discharges', '不支持的运算'],
  ['discharges!', '不支持的运算「!」'],
  ['a = 1', '只能用数'],
  ['[1, 2]', '只能用数'],
  ['discharges.x', '只能用数'],
  ['discharges > 1 ? 1 : 2', '只能用数'],
  ['"text"', '常数只能是数'],
  ['discharges; grouped', '只能用数'],
  ['', '常数只能是数'],
  ['discharges +', '不是可读的算式'],
])('不收:%s', (expression, reason) => {
  expect(() => compileFormula(expression)).toThrow(FormulaError);
  expect(() => compileFormula(expression)).toThrow(reason);
});

describe('指标登记表', () => {
  const definition = (change: Partial<IndicatorDefinition>): IndicatorDefinition => ({
    ...INDICATORS.get('cmi')!,
    ...change,
  });

  test('每个指标都有名称、来源、版本与生效日', () => {
    expect(INDICATORS.size).toBeGreaterThan(40);
    for (const indicator of INDICATORS.values()) {
      expect(indicator.name && indicator.source && indicator.version).toBeTruthy();
      expect(indicator.effectiveFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(['count', 'share', 'index', 'money', 'days', 'weight']).toContain(indicator.format);
    }
  });
  test('写错的登记在装载时就被指出', () => {
    expect(() => loadIndicators([definition({ numerator: 'totalWieght' })])).toThrow(
      '指标「cmi」有误:公式「totalWieght」',
    );
    expect(() => loadIndicators([definition({}), definition({})])).toThrow('编号重复');
    expect(() => loadIndicators([definition({ source: '' })])).toThrow('没有填写 source');
    const { coverage: _, ...uncovered } = definition({ minCoverage: 0.8 });
    expect(() => loadIndicators([uncovered])).toThrow('没有覆盖率算式');
  });
});
