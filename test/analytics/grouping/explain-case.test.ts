import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileScheme } from '../../../analytics/grouping/compile-scheme.ts';
import { explainCase } from '../../../analytics/grouping/explain-case.ts';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import { readSchemeFolder } from '../../../server/grouping/scheme-folder.ts';
import { aGroupingCase, aScheme } from '../../support/grouping-scheme.ts';
import { parityMaterial, readParityCases } from '../../support/parity-material.ts';
import { anyCaseOf, type ReferenceScheme, referenceScheme } from '../../support/reference-scheme.ts';

const scheme = aScheme({
  mdcs: [
    { mdc: 'MDCM', condition: 'main_dx in dx and sex == 1', dx: { 'N40.x00': '' } },
    { mdc: 'MDCE', condition: 'main_dx in dx', dx: { 'prefix:J': '' } },
  ],
  adrgs: [
    {
      adrg: 'EB1',
      mdc: 'MDCE',
      condition: 'main_dx in dx and main_proc in proc',
      lists: { dx: ['prefix:J'], proc: ['32.4'] },
    },
    { adrg: 'EC1', mdc: 'MDCE', condition: 'main_dx in dx and age < 1', lists: { dx: ['J18.900'] } },
    { adrg: 'EK1', mdc: 'MDCE', condition: 'main_proc in proc', lists: { proc: ['96.7'] } },
    {
      adrg: 'ES1',
      mdc: 'MDCE',
      condition: 'main_dx in dx',
      lists: { dx: ['prefix:J'] },
      drgs: { ES11: 'mcc', ES13: 'mcc or cc', ES15: 'true' },
    },
    {
      adrg: 'EZ1',
      mdc: 'MDCE',
      condition: 'main_dx in dx and not any_proc in proc',
      lists: { dx: ['prefix:J'], proc: ['33.2'] },
    },
  ],
  complications: { 'I50.900': ['MCC', 'heart'], 'J96.000': ['MCC', 'lung'], 'E11.900': ['CC', ''] },
  exclusions: { 'J18.900': 'lung' },
});
const pneumonia = aGroupingCase({
  sex: 1,
  age: 60,
  diagnoses: ['j18.900', 'J96.000', 'E11.900', 'I10.x00'],
  procedures: ['33.2', '32.4'],
});

describe('入组的证明', () => {
  const proof = explainCase(scheme, pneumonia);

  test('结果与分组相同', () => {
    expect(proof.result).toEqual(groupCase(scheme, pneumonia));
    expect(proof.result.drg).toBe('ES13');
  });

  test('说出规范过的编码,与方案不认识的编码', () => {
    expect(proof.codes[0]).toMatchObject({ given: 'j18.900', code: 'J18.900', normalised: true, known: true });
    expect(proof.sentences).toContain('主要诊断编码「j18.900」按规范写作 J18.900(改大小写)。');
    expect(proof.sentences).toContain('其他诊断 I10.x00 不在方案用到的任何表中。');
  });

  test.each([
    ['ｊ１８．９００', ['全角改半角', '改大小写']],
    [' J18.900', ['去掉空白']],
    ['J18.900', []],
  ])('说出「%s」改了什么', (given, changes) => {
    const [main] = explainCase(scheme, aGroupingCase({ diagnoses: [given] })).codes;
    expect(main).toMatchObject({ given, code: 'J18.900', changes, known: true });
  });

  test('分组之前改过的编码:原来的写法、补零与剑号、经对照表换的、有几个目标而没有换的', () => {
    const c = aGroupingCase({ diagnoses: ['J18.900', 'J96.000', 'Q00.000'] });
    const note = { axis: 'dx', changes: [], mapped: false, targets: [] } as const;
    const { codes, sentences } = explainCase(scheme, c, [
      { ...note, place: 0, given: 'J18.9+K77.0*', changes: ['补零', '取剑号编码'] },
      { ...note, place: 1, given: 'J96.0x01', mapped: true, targets: ['J96.000'] },
      { ...note, place: 2, given: 'Q00.000', targets: ['J20.900', 'I50.900'] },
    ]);
    expect(codes.map(({ given, code, mapped }) => [given, code, mapped])).toEqual([
      ['J18.9+K77.0*', 'J18.900', false],
      ['J96.0x01', 'J96.000', true],
      ['Q00.000', 'Q00.000', false],
    ]);
    expect(sentences).toEqual(
      expect.arrayContaining([
        '主要诊断编码「J18.9+K77.0*」按规范写作 J18.900(补零、取剑号编码)。',
        '其他诊断编码「J96.0x01」按对照表换作 J96.000。',
        '其他诊断编码「Q00.000」在对照表中有 J20.900、I50.900 几个目标,没有转换。',
      ]),
    );
  });

  test('依次试过的 MDC,各自为什么不收', () => {
    expect(proof.mdcs.map(({ code, holds }) => [code, holds])).toEqual([
      ['MDCM', false],
      ['MDCE', true],
    ]);
    expect(proof.mdcs[0]!.unmet).toMatchObject([{ condition: 'main_dx in dx' }]);
    expect(proof.sentences).toContain('MDCM 不收:主要诊断 J18.900 不在它的诊断表中。');
  });

  test('只差一条的 ADRG:差的是哪一条;病例上已有而位置不对的编码', () => {
    expect(proof.near.map(({ adrg, tried, unmet }) => [adrg, tried, unmet.condition, unmet.recorded])).toEqual([
      ['EB1', true, 'main_proc in proc', ['32.4']],
      ['EC1', true, 'age < 1', []],
      ['EZ1', false, 'not any_proc in proc', []],
    ]);
    expect(proof.sentences).toContain('EC1 EC1 只差一条:年龄(岁)是 60,规则要求 < 1。');
  });

  test('毫无关系的 ADRG 不算只差一条', () => {
    expect(proof.near.map(({ adrg }) => adrg)).not.toContain('EK1');
  });

  test('各其他诊断是 MCC、CC 或什么也不是;被哪张排除表排除', () => {
    expect(proof.complications).toMatchObject([
      { code: 'J96.000', level: 'MCC', counted: false, excludedBy: 'lung' },
      { code: 'E11.900', level: 'CC', counted: true, excludedBy: null },
      { code: 'I10.x00', level: null, counted: false },
    ]);
    expect(proof.sentences).toContain('其他诊断 J96.000 是 MCC,但主要诊断属于排除表 lung,不计。');
  });

  test('试过而不成立的 DRG', () => {
    expect(proof.drgs.map(({ code, holds }) => [code, holds])).toEqual([
      ['ES11', false],
      ['ES13', true],
    ]);
    expect(proof.drgs[0]!.unmet[0]!.message).toBe('没有未被排除的严重并发症或合并症(MCC)');
  });
});

test('几条路都差一条时一并说出:没有 MCC 也没有 CC', () => {
  const proof = explainCase(scheme, aGroupingCase({ age: 30, diagnoses: ['J18.900', 'J96.000'] }));
  expect(proof.drgs[1]).toMatchObject({
    code: 'ES13',
    unmet: [
      {
        condition: 'mcc or cc',
        message: '没有未被排除的严重并发症或合并症(MCC),且没有未被排除的并发症或合并症(CC)',
      },
    ],
  });
});

describe('证明的结果总与分组相同', () => {
  let reference: ReferenceScheme;
  beforeAll(async () => {
    reference = await referenceScheme();
  });

  test('内置方案上的任意病例', () => {
    fc.assert(
      fc.property(anyCaseOf(reference.pack), (c) => {
        expect(explainCase(reference.scheme, c).result).toBe(groupCase(reference.scheme, c));
      }),
      { numRuns: 400 },
    );
  });

  test('一个病例的证明远在 10 毫秒之内', () => {
    const cases = fc.sample(anyCaseOf(reference.pack), 200);
    const started = performance.now();
    for (const c of cases) explainCase(reference.scheme, c);
    expect((performance.now() - started) / cases.length).toBeLessThan(10);
  });

  const material = parityMaterial();
  (material ? test : test.skip)('对照病例的前 2,000 例', async () => {
    const parity = compileScheme(await readSchemeFolder(material!.scheme));
    const split = (text: string) => (text === '' ? [] : text.split('|'));
    for (const { facts } of readParityCases(material!.cases).slice(0, 2000)) {
      const c = { ...facts, diagnoses: split(facts.diagnoses), procedures: split(facts.procedures) };
      const proof = explainCase(parity, c);
      if (proof.result !== groupCase(parity, c)) expect(proof.result).toEqual(groupCase(parity, c));
    }
  });
});
