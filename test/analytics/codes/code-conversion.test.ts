import { describe, expect, test } from '@jest/globals';
import { compileCaseCodes } from '../../../analytics/codes/case-codes.ts';
import { codeConverter } from '../../../analytics/codes/code-converter.ts';
import { checkMappingRows, compileMapping } from '../../../analytics/codes/code-mapping.ts';
import { type CodeKind, repairCode } from '../../../analytics/codes/code-repair.ts';
import { aGroupingCase, aScheme } from '../../support/grouping-scheme.ts';

const KNOWN: Record<CodeKind, Set<string>> = {
  diagnosis: new Set(['I10.x00', 'J18.900', 'J18.901', 'K35.800x001', 'A17.000', 'B22.001+F02.4*', 'X59.900']),
  procedure: new Set(['01.2000', '37.5100', '51.2300', '03.3100x001', '17.91100', '38.93x00']),
};
const known = (kind: CodeKind) => (code: string) => KNOWN[kind].has(code);
const repair = (text: string, kind: CodeKind = 'diagnosis') => repairCode(text, kind, known(kind));

describe('编码的写法', () => {
  test.each<[string, CodeKind, string, string[]]>([
    ['J18.900', 'diagnosis', 'J18.900', []],
    ['j18.900', 'diagnosis', 'J18.900', ['case']],
    ['Ｊ１８．９００', 'diagnosis', 'J18.900', ['width']],
    [' J18. 900 ', 'diagnosis', 'J18.900', ['blank']],
    ['J18.9', 'diagnosis', 'J18.900', ['zerosAdded']],
    ['J18.90', 'diagnosis', 'J18.900', ['zerosAdded']],
    ['J18.9000', 'diagnosis', 'J18.900', ['zerosRemoved']],
    ['J18900', 'diagnosis', 'J18.900', ['dot']],
    ['I10', 'diagnosis', 'I10.x00', ['zerosAdded']],
    ['i10.X00', 'diagnosis', 'I10.x00', ['case']],
    ['K35.8x001', 'diagnosis', 'K35.800x001', ['zerosAdded']],
    ['A17.000+G01*', 'diagnosis', 'A17.000', ['dagger']],
    ['B22.001+F02.4*', 'diagnosis', 'B22.001+F02.4*', []],
    ['1.2', 'procedure', '01.2000', ['zerosAdded']],
    ['37.51', 'procedure', '37.5100', ['zerosAdded']],
    ['37.510000', 'procedure', '37.5100', ['zerosRemoved']],
    ['5123', 'procedure', '51.2300', ['zerosAdded']],
    ['3.31x001', 'procedure', '03.3100x001', ['zerosAdded']],
    ['38.93', 'procedure', '38.93x00', ['zerosAdded']],
  ])('「%s」(%s)→ %s', (text, kind, code, changes) => {
    expect(repair(text, kind)).toEqual({ code, changes });
  });

  test('方案不认得任何一种改法时不猜,只统一写法', () => {
    expect(repair('ｚ99.9')).toEqual({ code: 'Z99.9', changes: ['width', 'case'] });
    expect(repair('')).toEqual({ code: '', changes: [] });
    expect(repair('肺炎')).toEqual({ code: '肺炎', changes: [] });
  });

  test('方案认得的编码一概不动', () => {
    for (const kind of ['diagnosis', 'procedure'] as const)
      for (const code of KNOWN[kind]) expect(repair(code, kind)).toEqual({ code, changes: [] });
  });
});

describe('对照表', () => {
  const { rows } = checkMappingRows(
    [
      { row: 2, from: 'J18.903', to: 'J18.900' },
      { row: 3, from: 'J18.904', to: 'J18.900' },
      { row: 4, from: 'J18.904', to: 'J18.901' },
      { row: 5, from: 'J18.900', to: 'J18.901' },
      { row: 6, from: 'Q99.900', to: 'Q99.901' },
    ],
    'diagnosis',
  );
  const convert = (scope: 'unknown' | 'all', text: string) =>
    codeConverter('diagnosis', known('diagnosis'), compileMapping(rows, scope))(text);

  test('唯一的目标转换;几个目标是歧义,保持原样;目标方案也不认得的仍算没有对照', () => {
    expect(convert('unknown', 'J18.903')).toMatchObject({ code: 'J18.900', outcome: 'mapped' });
    expect(convert('unknown', 'j18.904')).toMatchObject({
      code: 'J18.904',
      outcome: 'ambiguous',
      targets: ['J18.900', 'J18.901'],
    });
    expect(convert('unknown', 'Q99.900')).toMatchObject({ outcome: 'unmapped' });
    expect(convert('unknown', 'Q98.900')).toMatchObject({ code: 'Q98.900', outcome: 'unmapped' });
  });

  test('只管不认得的编码时,认得的不转;全部对照时,认得的也转', () => {
    expect(convert('unknown', 'J18.900')).toMatchObject({ code: 'J18.900', outcome: 'known' });
    expect(convert('all', 'J18.900')).toMatchObject({ code: 'J18.901', outcome: 'mapped' });
    expect(convert('all', 'I10')).toMatchObject({ code: 'I10.x00', outcome: 'repaired' });
  });

  test('有错的行逐行说明,没有目标与重复的只提示', () => {
    const checked = checkMappingRows(
      [
        { row: 2, from: '', to: 'J18.900' },
        { row: 3, from: '肺炎', to: 'J18.900' },
        { row: 4, from: 'J18.903', to: '肺炎' },
        { row: 5, from: 'J18.905', to: '' },
        { row: 6, from: 'J18.903', to: 'J18.900' },
        { row: 7, from: 'j18.903', to: 'J18.900 ' },
        { row: 8, from: '', to: '' },
      ],
      'diagnosis',
    );
    expect(checked.rows).toEqual([{ from: 'J18.903', to: 'J18.900' }]);
    expect(checked.findings.map(({ row, severity }) => `${row}${severity}`)).toEqual(['2E', '3E', '4E', '5W', '7W']);
  });
});

describe('病例的编码进入分组', () => {
  const scheme = aScheme({
    adrgs: [{ adrg: 'XX1', condition: 'main_dx in dx', lists: { dx: ['J18.900', 'J18.901'] } }],
  });
  const given = aGroupingCase({ diagnoses: ['J18.9', 'J18.903', 'Q98.900'], procedures: ['37.51'] });
  const mapping = (from: string, before: string | null) => ({
    kind: 'diagnosis' as const,
    scope: 'unknown' as const,
    from,
    before,
    rows: [{ from: 'J18.903', to: 'J18.901' }],
  });

  test('没有对照表也补零;方案不认得的原样进入,病例其余各项不变', () => {
    const codes = compileCaseCodes(scheme, []);
    expect(codes.convert(given, '2025-06-01')).toEqual({ ...given, diagnoses: ['J18.900', 'J18.903', 'Q98.900'] });
    expect(codes.conversions(given, '2025-06-01')).toMatchObject([
      { kind: 'diagnosis', place: 0, given: 'J18.9', code: 'J18.900', outcome: 'repaired', changes: ['zerosAdded'] },
    ]);
  });

  test('对照表只管它生效的日子', () => {
    const codes = compileCaseCodes(scheme, [mapping('2025-07-01', '2026-01-01')]);
    const second = (day: string | null) => codes.convert(given, day).diagnoses[1];
    expect(['2025-06-30', '2025-07-01', '2025-12-31', '2026-01-01', null].map(second)).toEqual([
      'J18.903',
      'J18.901',
      'J18.901',
      'J18.903',
      'J18.901',
    ]);
  });

  test('没有要换的,返回同一个病例', () => {
    const plain = aGroupingCase({ diagnoses: ['J18.900'], procedures: [] });
    expect(compileCaseCodes(scheme, []).convert(plain, null)).toBe(plain);
  });
});
