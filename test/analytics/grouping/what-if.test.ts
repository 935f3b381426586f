import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import { whatIf } from '../../../analytics/grouping/what-if.ts';
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
const weights: Record<string, number> = { ES1: 1.1, EB1: 3.3, FR1: 0.9 };
const weightOf = (drg: string) => weights[drg] ?? null;

describe('什么会改变入组', () => {
  const c = aGroupingCase({
    age: 60,
    diagnoses: ['J18.900', 'I50.900', 'J20.900', 'I50.900'],
    procedures: ['33.2', '32.4'],
  });

  test('已填的其他诊断作主要诊断、手术换次序;升的降的都列,权重变化大的在前', () => {
    expect(whatIf(scheme, c, weightOf)).toMatchObject([
      { kind: 'main-procedure', code: '32.4', result: { drg: 'EB1' }, rwChange: 2.2, direction: 'up' },
      { kind: 'principal-diagnosis', code: 'I50.900', result: { drg: 'FR1' }, rwChange: -0.2, direction: 'down' },
    ]);
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
