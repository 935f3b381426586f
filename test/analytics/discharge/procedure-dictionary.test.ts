import { describe, expect, test } from '@jest/globals';
import { dictionaryCoverage, readDictionary } from '../../../analytics/dip/read-dictionary.ts';
import { builtInDictionary, ProcedureDictionary } from '../../../analytics/discharge/procedure-dictionary.ts';
import { isSurgicalProcedure } from '../../../analytics/discharge/surgical.ts';

const about = { id: 'd', version: '1', name: '测试', source: '测试', forReference: false };
const row = (codes: string, kind: 'surgery' | 'diagnostic' | 'other', level: number | null = null) => ({
  codes,
  kind,
  level,
  name: codes,
});

test('几段都含一个编码时,写得长的算数;完整编码最先', () => {
  const dictionary = new ProcedureDictionary(about, [
    row('51', 'surgery', 3),
    row('51.1', 'diagnostic'),
    row('50-52', 'other'),
    row('51.2300', 'surgery', 2),
    row('51.98-51.99', 'other'),
  ]);
  const found = (code: string) => dictionary.find(code)?.codes ?? null;
  expect(
    ['51.2200', '51.2300', '51.2300x001', '51.1000', '50.1200', '51.9800', '51.99', '53.0000', '', '?'].map(found),
  ).toEqual(['51', '51.2300', '51', '51.1', '50-52', '51.98-51.99', '51.98-51.99', null, null, null]);
});

describe('内置的参考字典', () => {
  test('合乎装载的写法,每行都有名称,手术都有级别', () => {
    const rows = builtInDictionary.rows.map(({ codes, kind, level, name }) => [
      codes,
      kind,
      level ? String(level) : '',
      name,
    ]);
    const { dictionary, findings } = readDictionary(
      { source: '内置', columns: ['code', 'kind', 'level', 'name'], rows },
      builtInDictionary.about,
    );
    expect(findings).toEqual([]);
    expect(dictionary!.rows).toEqual(builtInDictionary.rows);
    for (const { kind, level, name } of builtInDictionary.rows) {
      expect(kind === 'surgery').toBe(level !== null);
      expect(name).not.toBe('');
    }
    expect(builtInDictionary.about.forReference).toBe(true);
  });

  test('00–99 的每个类目与细目都有归类', () => {
    const codes = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(3, '0').slice(0, 2)}.${i % 10}000`);
    const missing = codes.filter((code) => builtInDictionary.find(code) === null);
    // ICD-9-CM-3 没有的细目:92.5–92.9、94.7–94.9。
    expect(missing).toEqual(['92.5000', '92.6000', '92.7000', '92.8000', '92.9000', '94.7000', '94.8000', '94.9000']);
  });

  test.each([
    ['51.2300', 'surgery', 3],
    ['51.1000', 'diagnostic', null],
    ['39.9500', 'therapeutic', null],
    ['99.0400', 'other', null],
    ['88.7200', 'diagnostic', null],
    ['17.91100', 'therapeutic', null],
    ['81.5100', 'surgery', 4],
    ['01.6x00', 'surgery', 4],
  ])('%s 是 %s', (code, kind, level) => {
    expect(builtInDictionary.find(code)).toMatchObject({ kind, level });
    expect(isSurgicalProcedure(code)).toBe(kind === 'surgery');
  });
});

test('覆盖:字典没有的操作数与例数,用得多的举例', () => {
  const dictionary = new ProcedureDictionary(about, [row('51', 'surgery', 3)]);
  const usage = [
    { code: '51.2300', cases: 10 },
    { code: '45.2300', cases: 7 },
    { code: '99.0400', cases: 2 },
  ];
  expect(dictionaryCoverage(dictionary, usage)).toEqual({
    codes: 3,
    uses: 19,
    missingCodes: 2,
    missingUses: 9,
    examples: usage.slice(1),
  });
});
