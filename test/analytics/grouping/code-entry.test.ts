import { describe, expect, test } from '@jest/globals';
import { CodeDictionary } from '../../../analytics/grouping/code-dictionary.ts';
import { type CodeEntry, matchesEntry, normaliseCode, parseCodeEntry } from '../../../analytics/grouping/code-entry.ts';
import { FactRows } from '../../../analytics/grouping/fact-rows.ts';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import { aGroupingCase, aScheme } from '../../support/grouping-scheme.ts';

const matches = (code: string, text: string, match: string) =>
  matchesEntry(code, parseCodeEntry(text, match) as CodeEntry);

test('前缀:编码以它开头', () => {
  expect(matches('J18.900', 'J18', 'prefix')).toBe(true);
  expect(matches('J180', 'J18.', 'prefix')).toBe(false);
});

test('区间:两端各按自身长度比较,含两端', () => {
  const inside = (code: string) => matches(code, 'I20-I25', 'range');
  expect(['I20.000', 'I25.900x001', 'I20', 'I22.100'].map(inside)).not.toContain(false);
  expect(['I19.900', 'I26.000', 'I2', 'J20.000'].map(inside)).not.toContain(true);
  expect(matches('36.0912', '36.01-36.09', 'range')).toBe(true);
  expect(matches('36.0012', '36.01-36.09', 'range')).toBe(false);
  expect(matches('36.1000', '36.01-36.09', 'range')).toBe(false);
  expect(matches('86.9x00', '01.1-86.9', 'range')).toBe(true);
  expect(['I20~I25', 'I20 ～ I25', 'I20至I25'].map((text) => matches('I25.900', text, 'range'))).not.toContain(false);
});

test('区间与 match 写错的说明原因', () => {
  expect(parseCodeEntry('I20', 'range')).toContain('下端-上端');
  expect(parseCodeEntry('I25-I20', 'range')).toContain('下端大于上端');
  expect(parseCodeEntry('I20', 'regex')).toContain('只能是 exact、prefix、range');
});

test('编码的规范写法:字母大写,扩展位的 x 小写', () => {
  expect(['i60.200X004', ' X60.x00 ', 'a18.0+m49.0*', '66.4X02', '17.912a0'].map(normaliseCode)).toEqual([
    'I60.200x004',
    'X60.x00',
    'A18.0+M49.0*',
    '66.4x02',
    '17.912A0',
  ]);
});

test('方案里的编码大小写不拘,病例里不规范的写法也认得', () => {
  const scheme = aScheme({
    adrgs: [{ adrg: 'XR1', condition: 'main_dx in dx', lists: { dx: ['i60.200X004', 'prefix:j18'] } }],
  });
  const group = (code: string) => groupCase(scheme, aGroupingCase({ diagnoses: [code] })).drg;
  expect(['I60.200x004', 'i60.200x004', ' I60.200X004 ', 'J18.900', 'j18.900'].map(group)).toEqual(
    Array(5).fill('XR1'),
  );
});

test('清单里的前缀与区间,对首次见到的编码也起作用', () => {
  const dx = ['prefix:J18', 'range:I20-I25', 'K35.800'];
  const scheme = aScheme({ adrgs: [{ adrg: 'XR1', condition: 'main_dx in dx', lists: { dx } }] });
  const group = (code: string) => groupCase(scheme, aGroupingCase({ diagnoses: [code] })).drg;
  expect(['J18.900', 'I24.800', 'K35.800', 'K35.900', 'I26.000', '', '乱码'].map(group)).toEqual([
    'XR1',
    'XR1',
    'XR1',
    '0000',
    '0000',
    '0000',
    '0000',
  ]);
});

describe('编码字典', () => {
  const entry = (code: string): CodeEntry => ({ match: 'exact', code, upTo: code });
  const mark = (id: number) => ({ id, kind: 'list', list: id }) as const;

  test('逐个列出的编码各得其行,互不混淆', () => {
    const codes = Array.from({ length: 5000 }, (_, i) => `A${String(i).padStart(5, '0')}x`);
    const facts = new FactRows(64, []);
    const dictionary = new CodeDictionary(
      codes.map((code, i) => [entry(code), mark(i % 64)] as const),
      facts,
    );
    codes.forEach((code, i) => {
      expect(facts.isInList(dictionary.rowOf(code), i % 64)).toBe(true);
    });
    expect(dictionary.knows('A00000y')).toBe(false);
    expect(dictionary.knows('A00000')).toBe(false);
  });

  test('汉字与长串不会与编码混淆', () => {
    const dictionary = new CodeDictionary([[entry('A01.000'), mark(0)]], new FactRows(1, []));
    // 低八位与 A 相同的字符。
    expect(dictionary.knows('\u014101.000')).toBe(false);
    expect(dictionary.knows('A01.000'.repeat(1000))).toBe(false);
  });

  test('大量未知编码不使事实表增长', () => {
    const facts = new FactRows(1, []);
    const dictionary = new CodeDictionary([[entry('A01.000'), mark(0)]], facts);
    const before = facts.cells.length;
    for (let i = 0; i < 150_000; i++) dictionary.rowOf(`Q${i}`);
    expect(facts.cells.length).toBe(before);
    expect(dictionary.knows('A01.000')).toBe(true);
  });
});

test('区间两端各自规范:w00-x59 的上端是 X59,收 X10,不收 Y10', () => {
  const entry = parseCodeEntry(' w00 - x59 ', 'range') as CodeEntry;
  expect(entry).toEqual({ match: 'range', code: 'W00', upTo: 'X59' });
  const codes = ['W00.000', 'X10.x00', 'X59.900', 'Y10.x00', 'V99.x00'];
  expect(codes.map((code) => matchesEntry(code, entry))).toEqual([true, true, true, false, false]);
});
