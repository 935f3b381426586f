import { describe, expect, test } from '@jest/globals';
import { adoptedIn, byConcept, rivalsOf, withAdoptions } from '../../../analytics/performance/adoption.ts';
import { compileIndicator, INDICATORS } from '../../../analytics/performance/indicator-registry.ts';

const own = compileIndicator({
  ...INDICATORS.get('costIndex')!,
  id: 'ownCostIndex',
  name: '费用消耗指数(本院)',
  adopted: undefined as never,
  numerator: 'groupedFee',
  denominator: 'expectedFee',
});
const withOwn = new Map([...INDICATORS, [own.id, own] as const]);
const adoptedOf = (registry: typeof INDICATORS, concept: string) =>
  byConcept(registry)
    .get(concept)!
    .flatMap(({ id, adopted }) => (adopted ? [id] : []));

describe('采用同名的哪一种算法', () => {
  test('没有选择时就是内置的登记表', () => {
    expect(withAdoptions(INDICATORS, new Map())).toBe(INDICATORS);
    expect(adoptedIn(INDICATORS, 'costIndexTotals')).toBe('costIndex');
  });

  test('选了的那一种被采用,每个概念恰有一种;别的概念不变', () => {
    const registry = withAdoptions(INDICATORS, new Map([['费用消耗指数', 'costIndexTotals']]));
    for (const concept of byConcept(registry).keys()) expect(adoptedOf(registry, concept)).toHaveLength(1);
    expect(adoptedOf(registry, '费用消耗指数')).toEqual(['costIndexTotals']);
    expect(adoptedIn(registry, 'costIndex')).toBe('costIndexTotals');
    expect(adoptedIn(registry, 'timeIndex')).toBe('timeIndex');
    expect([...registry.keys()]).toEqual([...INDICATORS.keys()]);
  });

  test('医院自己的、属于这个概念的指标可以采用', () => {
    const registry = withAdoptions(withOwn, new Map([['费用消耗指数', 'ownCostIndex']]));
    expect(adoptedIn(registry, 'costIndex')).toBe('ownCostIndex');
    expect(rivalsOf(registry, 'costIndex').map(({ id }) => id)).toEqual([
      'costIndex',
      'costIndexTotals',
      'costIndexByWeight',
      'ownCostIndex',
    ]);
  });

  test('选的那种当日不在登记表里、或属于别的概念时,用内置采用的', () => {
    for (const choice of ['ownCostIndex', 'cmi', 'nothing']) {
      expect(withAdoptions(INDICATORS, new Map([['费用消耗指数', choice]]))).toBe(INDICATORS);
    }
  });

  test('医院自己的概念没有内置的,采用登记在先的一种', () => {
    const first = compileIndicator({ ...own, id: 'a', concept: '本院指数' });
    const second = compileIndicator({ ...own, id: 'b', concept: '本院指数' });
    const registry = new Map([...INDICATORS, ['a', first] as const, ['b', second] as const]);
    expect(adoptedOf(withAdoptions(registry, new Map()), '本院指数')).toEqual(['a']);
    expect(adoptedOf(withAdoptions(registry, new Map([['本院指数', 'b']])), '本院指数')).toEqual(['b']);
  });

  test('没有同名算法的指标就是它自己;没有登记的也照原样', () => {
    expect(adoptedIn(INDICATORS, 'meanFee')).toBe('meanFee');
    expect(adoptedIn(INDICATORS, 'nothing')).toBe('nothing');
    expect(rivalsOf(INDICATORS, 'meanFee').map(({ id }) => id)).toEqual(['meanFee']);
    expect(() => rivalsOf(INDICATORS, 'nothing')).toThrow('没有登记的指标');
  });
});
