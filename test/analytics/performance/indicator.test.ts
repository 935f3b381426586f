import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateIndicator, evaluateIndicators } from '../../../analytics/performance/indicator.ts';
import { compileIndicator, INDICATORS } from '../../../analytics/performance/indicator-registry.ts';
import { MEASURE_NAMES, type MeasureSums, noMeasures } from '../../../analytics/performance/measures.ts';

const measures = (given: Partial<MeasureSums>): MeasureSums => ({ ...noMeasures(), ...given });
const figure = (id: string, given: Partial<MeasureSums>) => evaluateIndicators(measures(given), [id])[id]!;
const withTable = { discharges: 100, grouped: 100, weightTableCases: 100, benchmarkTableCases: 100 };

test('没有分母时是 null 与原因,不是 0 或 NaN', () => {
  expect(figure('meanFee', {})).toEqual({
    value: null,
    numerator: 0,
    denominator: 0,
    coverage: null,
    reason: '出院人次为 0',
  });
  expect(figure('level34SurgeryShare', { discharges: 3 }).reason).toBe('手术例数为 0');
  expect(figure('cmi', { discharges: 3 }).reason).toBe('没有入组病例');
  expect(figure('groupingRate', { discharges: 3 }).value).toBe(0);
});

test('没有权重表、表中没有这些病组、只有部分病组有权重,各是各的说法', () => {
  expect(figure('cmi', { discharges: 5, grouped: 5 }).reason).toContain('没有该期间的权重表');
  expect(figure('cmi', withTable)).toMatchObject({ value: null, coverage: 0, reason: '入组病例所在的病组都没有权重' });
  expect(figure('totalWeight', withTable).value).toBeNull();
  const part = { ...withTable, weightedCases: 50, totalWeight: 60 };
  expect(figure('cmi', part)).toEqual({ value: 1.2, numerator: 60, denominator: 50, coverage: 0.5, reason: null });
});

test('指数的覆盖率低于 80% 时不给出,覆盖率照给;恰为 80% 时给出', () => {
  const of = (costRatioCases: number) => figure('costIndex', { ...withTable, costRatioCases, costRatioSum: 88 });
  expect(of(79)).toMatchObject({ value: null, coverage: 0.79, reason: '覆盖率 79.0% 低于 80%' });
  expect(of(80)).toMatchObject({ value: 1.1, coverage: 0.8, reason: null });
});

test('低风险组死亡率:没有分级表、没有低风险病例、有病例', () => {
  expect(figure('lowRiskMortality', { grouped: 9 }).reason).toBe('没有死亡风险分级表');
  expect(figure('lowRiskDeaths', { grouped: 9 }).value).toBeNull();
  const tiers = { grouped: 9, tierTableCases: 9, tieredCases: 6 };
  expect(figure('lowRiskMortality', tiers).reason).toBe('低风险组病例数为 0');
  expect(figure('lowRiskMortality', { ...tiers, lowRiskCases: 4, lowRiskDeaths: 1 })).toMatchObject({
    value: 0.25,
    coverage: 6 / 9,
  });
});

test('公式内部除以 0 时没有数值,并说出除数', () => {
  const definition = { ...INDICATORS.get('meanFee')!, numerator: 'totalFee / (deaths - deaths)', denominator: null };
  const found = evaluateIndicator(compileIndicator(definition), measures({ totalFee: 5 }));
  expect(found).toMatchObject({ value: null, numerator: null, reason: '除数「(死亡例数 − 死亡例数)」为 0' });
});

test('缺度量时指出是哪一个;没有登记的指标是调用者的错', () => {
  expect(figure('meanFee', { totalFee: Number.NaN })).toMatchObject({ value: null, reason: '缺少度量 totalFee' });
  expect(() => evaluateIndicators(measures({}), ['unknown'])).toThrow('没有登记的指标:unknown');
});

test('任何度量下都不出现 NaN 或无穷;value 为 null 当且仅当有原因', () => {
  const any = fc.record(Object.fromEntries(MEASURE_NAMES.map((name) => [name, fc.constantFrom(0, 0, 1, 2.5, 1e9)])));
  fc.assert(
    fc.property(any, (given) => {
      for (const { reason, ...numbers } of Object.values(evaluateIndicators(given as MeasureSums))) {
        for (const number of Object.values(numbers)) expect(number === null || Number.isFinite(number)).toBe(true);
        expect(numbers.value === null).toBe(reason !== null);
      }
    }),
  );
});
