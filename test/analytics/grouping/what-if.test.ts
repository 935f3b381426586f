import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import { type GroupWorth, whatIf } from '../../../analytics/grouping/what-if.ts';
import { aGroupingCase, aScheme } from '../../support/grouping-scheme.ts';
import { anyCaseOf, type ReferenceScheme, referenceScheme } from '../../support/reference-scheme.ts';

const newborn = 'main_dx in dx and age_days <= 28';
const dx = ['P07.300'];
const scheme = aScheme({
  mdcs: [
    { mdc: 'MDCP', condition: 'main_dx in dx and age == 0', dx: { 'P07.300': '' } },
    { mdc: 'MDCE', condition: 'main_dx in dx', dx: { 'prefix:J': '' } },
    { mdc: 'MDCF', condition: 'main_dx in dx', dx: { 'prefix:I': '' } },
  ],
  adrgs: [
    { adrg: 'PS1', mdc: 'MDCP', condition: `${newborn} and weight < 1500`, lists: { dx } },
    { adrg: 'PS4', mdc: 'MDCP', condition: `${newborn} and weight >= 1500`, lists: { dx } },
    { adrg: 'PU1', mdc: 'MDCP' },
    { adrg: 'EB1', mdc: 'MDCE', condition: 'main_proc in proc', lists: { proc: ['32.4'] } },
    { adrg: 'ES1', mdc: 'MDCE' },
    { adrg: 'FR1', mdc: 'MDCF' },
  ],
});
const worths: Record<string, GroupWorth> = {
  ES1: { rw: 1.1, benchmarkCost: '8000.10' },
  EB1: { rw: 3.3, benchmarkCost: '30000.20' },
  FR1: { rw: 0.9, benchmarkCost: null },
};
const worthOf = (drg: string) => worths[drg] ?? null;

describe('什么会改变入组', () => {
  const c = aGroupingCase({
    age: 60,
    diagnoses: ['J18.900', 'I50.900', 'J20.900', 'I50.900'],
    procedures: ['33.2', '32.4'],
  });

  test('已填的其他诊断作主要诊断、手术换次序;升的降的都列,权重变化大的在前', () => {
    expect(whatIf(scheme, c, { worthOf })).toMatchObject([
      { kind: 'main-procedure', code: '32.4', result: { drg: 'EB1' }, rwChange: 2.2, direction: 'up' },
      { kind: 'principal-diagnosis', code: 'I50.900', result: { drg: 'FR1' }, rwChange: -0.2, direction: 'down' },
    ]);
  });

  test('标杆费用的变化是两位小数的元;有一边没有标杆就没有', () => {
    expect(whatIf(scheme, c, { worthOf }).map(({ costChange }) => costChange)).toEqual(['22000.10', null]);
  });

  test('没有权重时只说组的变化', () => {
    for (const change of whatIf(scheme, c)) expect(change).toMatchObject({ rwChange: null, direction: 'unknown' });
  });

  test('新生儿没有填体重:按方案的界限分段说出各入何组', () => {
    const baby = aGroupingCase({ age: 0, ageDays: 3, diagnoses: ['P07.300'] });
    expect(whatIf(scheme, baby).map(({ change, result }) => [change, result.drg])).toEqual([
      ['补填出生体重(不超过 1499 克)', 'PS1'],
      ['补填出生体重(1500 克以上)', 'PS4'],
    ]);
  });

  test('已填的体重、成人的体重不问', () => {
    expect(whatIf(scheme, aGroupingCase({ age: 0, ageDays: 3, birthWeight: 1400, diagnoses: ['P07.300'] }))).toEqual(
      [],
    );
    expect(whatIf(scheme, aGroupingCase({ age: 40, diagnoses: ['J18.900'] }))).toEqual([]);
  });
});

describe('不认得的编码按对照表换', () => {
  const targetsOf = (axis: string, code: string) => (axis === 'dx' && code === 'Q00.000' ? ['J20.900', 'I50.900'] : []);

  test('有几个目标就各试一次', () => {
    const c = aGroupingCase({ age: 60, diagnoses: ['q00.000'] });
    expect(whatIf(scheme, c, { targetsOf }).map(({ kind, code, result }) => [kind, code, result.drg])).toEqual([
      ['code-mapping', 'J20.900', 'ES1'],
      ['code-mapping', 'I50.900', 'FR1'],
    ]);
  });

  test('方案认得的编码不换', () => {
    const everything = () => ['I50.900'];
    const changes = whatIf(scheme, aGroupingCase({ age: 60, diagnoses: ['J18.900'] }), { targetsOf: everything });
    expect(changes).toEqual([]);
  });
});

describe('没有填的时间', () => {
  const timed = aScheme({
    adrgs: [
      { adrg: 'XB1', condition: 'vent_hours >= 96' },
      { adrg: 'XC1', condition: 'crrt_hours >= 24' },
      { adrg: 'XR1', drgs: { XR11: 'los > 7', XR13: 'los <= 7', XR15: 'true' } },
    ],
  });
  const changesOf = (known: object) =>
    whatIf(timed, aGroupingCase({ age: 60, los: 5, diagnoses: ['J96.000'], ...known })).map(({ change, result }) => [
      change,
      result.drg,
    ]);

  test.each<[string, object, [string, string][]]>([
    ['做了机械通气而没有填时间', { procedures: ['96.7201'] }, [['补填呼吸机使用时间(96 小时以上)', 'XB1']]],
    ['做了血液透析而没有填时间', { procedures: ['39.9500x001'] }, [['补填CRRT 时间(24 小时以上)', 'XC1']]],
    ['填了时间的不问', { procedures: ['96.7201'], ventilatorHours: 10 }, []],
    ['没有做过那项治疗的不问', {}, []],
    [
      '没有住院天数',
      { los: null },
      [
        ['补填住院天数(不超过 7 天)', 'XR13'],
        ['补填住院天数(8 天以上)', 'XR11'],
      ],
    ],
  ])('%s', (_, known, expected) => {
    expect(changesOf(known)).toEqual(expected);
  });
});

describe('内置方案', () => {
  let reference: ReferenceScheme;
  beforeAll(async () => {
    reference = await referenceScheme();
  });

  test('从不建议增加诊断或手术,列出的都真的换了组', () => {
    fc.assert(
      fc.property(anyCaseOf(reference.pack), (c) => {
        const now = groupCase(reference.scheme, c);
        for (const { code, result } of whatIf(reference.scheme, c)) {
          expect([result.mdc, result.drg]).not.toEqual([now.mdc, now.drg]);
          if (code !== null)
            expect([...c.diagnoses, ...c.procedures].map((text) => text.toUpperCase())).toContain(code.toUpperCase());
        }
      }),
      { numRuns: 200 },
    );
  });
});
