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
  ['max(discharges - grouped, 5) + abs(-1)', 6, '最大值(出院人次 − 入组病例数，5) + 绝对值(−1)'],
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
  ['max()', '函数「max」的参数个数不对'],
  ['abs(1, 2)', '函数「abs」的参数个数不对'],
  ['discharges / (2 - 2)', '除数「(2 − 2)」是 0'],
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

test('为 0 的除数能说出是哪一个', () => {
  const formula = compileFormula('totalFee / (deaths + insured) + 1');
  expect(formula.zeroDivisor(measures)).toBe('(死亡例数 + 医保出院人次)');
  expect(formula.zeroDivisor({ ...measures, deaths: 1 })).toBeNull();
});

test('能逐例相加的公式给出各度量的系数;常数、比、取最大值不能', () => {
  const terms = (expression: string) => {
    const found = compileFormula(expression).terms;
    return found && Object.fromEntries(found);
  };
  expect(terms('2 * (discharges - grouped) / 4 - -deaths')).toEqual({ discharges: 0.5, grouped: -0.5, deaths: 1 });
  for (const other of ['discharges + 1', 'discharges / grouped', 'discharges * grouped', 'max(discharges, 1)']) {
    expect(terms(other)).toBeNull();
  }
});

test('代入数的写法', () => {
  const formula = compileFormula('(discharges - grouped) * 100');
  expect(formula.withNumbers((name) => String(measures[name]))).toBe('(10 − 8) × 100');
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
  test('同一概念恰有一种算法被采用', () => {
    const concepts = new Set([...INDICATORS.values()].flatMap(({ concept }) => concept ?? []));
    expect([...concepts]).toEqual(['CMI', '费用消耗指数', '时间消耗指数']);
    for (const concept of concepts) {
      const rivals = [...INDICATORS.values()].filter((indicator) => indicator.concept === concept);
      expect(rivals.length).toBeGreaterThan(1);
      expect(rivals.filter(({ adopted }) => adopted)).toHaveLength(1);
    }
  });
  test('依赖的参照数据由所用的度量得出', () => {
    expect(INDICATORS.get('costIndex')!.needs).toEqual(['benchmark']);
    expect(INDICATORS.get('cmi')!.needs).toEqual(['weights']);
    expect(INDICATORS.get('lowRiskMortality')!.needs).toEqual(['mortality']);
    expect(INDICATORS.get('meanFee')!.needs).toEqual([]);
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
