import { describe, expect, test } from '@jest/globals';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { type Fen, parseYuan } from '../../../analytics/money.ts';
import { type EntryCells, regionFiles } from '../../support/dip-region.ts';

const PROCEDURE_KINDS = {
  '51.2300': 'surgery',
  '51.8800': 'therapeutic',
  '51.1000': 'diagnostic',
  '99.1000': 'therapeutic',
};

const regionOf = (entries: EntryCells[], policy: Record<string, unknown> = {}) =>
  compileRegion(loadRegion(regionFiles({ entries, procedureKinds: PROCEDURE_KINDS, policy }), '测试'));
const entryOf = (
  entries: EntryCells[],
  procedures: string[],
  { policy = {}, cost = '10000.00', diagnosis = 'K80.100' } = {},
) =>
  matchCase(regionOf(entries, policy), { diagnoses: [diagnosis], procedures, totalCost: parseYuan(cost) as Fen }).entry;

const order = (...criteria: string[]) => ({ policy: { order: criteria } });

describe('核心与基层病种的候选', () => {
  const entries = [
    { code: 'C0' },
    { code: 'C1', procedures: '51.2300', kind: 'surgery' },
    { code: 'G1', procedures: '51.1000', kind: 'diagnostic', type: 'grassroots' },
  ];
  test('表达式在病例的操作上成立才是候选', () => {
    expect(entryOf(entries, ['51.2300'])).toBe('C1');
    expect(entryOf(entries, ['99.1000'])).toBe(null);
  });
  test('没有一个表达式成立、又是保守治疗,才用不要求操作的', () => {
    expect(entryOf(entries, [])).toBe('C0');
    expect(entryOf(entries, ['00.0000'])).toBe('C0');
  });
  test('基层病种的表达式成立,核心中不要求操作的就不是候选', () => {
    const unlisted = [{ code: 'C0' }, { code: 'G1', procedures: '88.8800', type: 'grassroots' }];
    expect(entryOf(unlisted, ['88.8800'])).toBe('G1');
  });
  test('只认诊断编码的前五位', () => {
    expect(entryOf(entries, [], { diagnosis: 'K80.101' })).toBe('C0');
    expect(entryOf(entries, [], { diagnosis: 'K80.500' })).toBe(null);
    expect(entryOf(entries, [], { diagnosis: '' })).toBe(null);
  });
});

describe('核心与基层病种的先后', () => {
  test('主要操作:表达式点名病例的第一个操作', () => {
    const entries = [
      { code: 'C1', procedures: '51.8800' },
      { code: 'C2', procedures: '51.2300' },
    ];
    expect(entryOf(entries, ['51.2300', '51.8800'], order('main_procedure', 'code'))).toBe('C2');
    expect(entryOf(entries, ['51.8800', '51.2300'], order('main_procedure', 'code'))).toBe('C1');
  });
  test('组数:+ 多的在前', () => {
    const entries = [
      { code: 'C1', procedures: '51.2300/51.8800/51.1000' },
      { code: 'C2', procedures: '51.2300+51.8800' },
    ];
    expect(entryOf(entries, ['51.2300', '51.8800', '51.1000'], order('parts'))).toBe('C2');
    expect(entryOf(entries, ['51.2300', '51.8800', '51.1000'], order('matched'))).toBe('C1');
  });
  test('合上的操作:同一操作做两次只算一个', () => {
    const entries = [
      { code: 'C1', procedures: '51.2300' },
      { code: 'C2', procedures: '51.8800/51.1000' },
    ];
    expect(entryOf(entries, ['51.2300', '51.2300', '51.8800'], order('matched'))).toBe('C1');
    expect(entryOf(entries, ['51.2300', '51.2300', '51.8800', '51.1000'], order('matched'))).toBe('C2');
  });
  test('治疗方式:病种的方式高的在前', () => {
    const entries = [
      { code: 'C1', procedures: '51.2300', kind: 'therapeutic' },
      { code: 'C2', procedures: '51.2300', kind: 'surgery' },
    ];
    expect(entryOf(entries, ['51.2300'], order('kind'))).toBe('C2');
  });
  test('费用:均费离病例费用近的在前,没有均费按 0', () => {
    const entries = [
      { code: 'C1', procedures: '51.2300', mean_cost: '' },
      { code: 'C2', procedures: '51.2300', mean_cost: '9000.00' },
      { code: 'C3', procedures: '51.2300', mean_cost: '11000.00' },
    ];
    const at = (cost: string) => entryOf(entries, ['51.2300'], { ...order('cost', 'code'), cost });
    expect([at('4499.99'), at('4500.00'), at('4500.01'), at('10000.00'), at('10000.01')]).toEqual([
      'C1',
      'C1',
      'C2',
      'C2',
      'C3',
    ]);
  });
  test('各标准都分不出,取编码小的', () => {
    const entries = [
      { code: 'C2', procedures: '51.2300' },
      { code: 'C1', procedures: '51.2300/51.8800' },
    ];
    expect(entryOf(entries, ['51.2300'], order('parts'))).toBe('C1');
  });
  test('类型的次序先决定,再轮到各标准', () => {
    const entries = [
      { code: 'C1', procedures: '51.2300' },
      { code: 'G1', procedures: '51.2300+51.8800', type: 'grassroots' },
      { code: 'Z1', diagnosis: 'K80', kind: 'surgery', type: 'comprehensive' },
    ];
    const first = (...types: string[]) => entryOf(entries, ['51.2300', '51.8800'], { policy: { type_order: types } });
    expect(first('core', 'grassroots', 'comprehensive')).toBe('C1');
    expect(first('grassroots', 'core', 'comprehensive')).toBe('G1');
    expect(first('comprehensive', 'core', 'grassroots')).toBe('Z1');
    expect(first('grassroots')).toBe('G1');
  });
});

describe('综合病种', () => {
  const z = (code: string, diagnosis: string, kind = 'surgery'): EntryCells => ({
    code,
    diagnosis,
    kind,
    type: 'comprehensive',
  });
  test('窄的诊断在前:亚目、类目、短的区间(每个字母按 100 个类目)', () => {
    const all = [z('Z1', 'A00-K93'), z('Z2', 'J00-K85'), z('Z3', 'K70-K93'), z('Z4', 'K80'), z('Z5', 'K80.1')];
    const found = all.map((_, i) => entryOf(all.slice(0, i + 1), ['51.2300']));
    expect(found).toEqual(['Z1', 'Z2', 'Z3', 'Z4', 'Z5']);
  });
  test('区间含两端,按类目比较', () => {
    const at = (diagnosis: string) => entryOf([z('Z1', 'K70-K80')], ['51.2300'], { diagnosis });
    expect([at('K69.900'), at('K70.000'), at('K80.900'), at('K81.000')]).toEqual([null, 'Z1', 'Z1', null]);
  });
  test('治疗方式须是病例的方式;政策许可才用较低的,先高后低', () => {
    const entries = [z('Z1', 'K80', 'conservative'), z('Z2', 'K80', 'diagnostic')];
    const down = { policy: { comprehensive_falls_back: true } };
    expect(entryOf(entries, ['51.2300'])).toBe(null);
    expect(entryOf(entries, ['51.2300'], down)).toBe('Z2');
    expect(entryOf(entries, [], down)).toBe('Z1');
  });
  test('诊断的宽窄先于治疗方式的高低', () => {
    const entries = [z('Z1', 'K80', 'surgery'), z('Z2', 'K80.1', 'conservative')];
    expect(entryOf(entries, ['51.2300'], { policy: { comprehensive_falls_back: true } })).toBe('Z2');
  });
  test('同样宽窄同样方式,取编码小的', () => {
    expect(entryOf([z('Z2', 'K80'), z('Z1', 'K80')], ['51.2300'])).toBe('Z1');
  });
});

test('费用不是整数分或为负,拒绝计分', () => {
  const region = regionOf([{ code: 'C0' }]);
  const c = { diagnoses: ['K80.100'], procedures: [] };
  expect(() => matchCase(region, { ...c, totalCost: -1 as Fen })).toThrow(RangeError);
  expect(() => matchCase(region, { ...c, totalCost: 0.5 as Fen })).toThrow(RangeError);
});
