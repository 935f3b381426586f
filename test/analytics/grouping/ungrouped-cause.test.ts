import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileScheme } from '../../../analytics/grouping/compile-scheme.ts';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import type { GroupingCase } from '../../../analytics/grouping/grouping-case.ts';
import { loadScheme } from '../../../analytics/grouping/scheme-lint.ts';
import { ungroupedCause } from '../../../analytics/grouping/ungrouped-cause.ts';
import { aGroupingCase, aScheme, schemeTables, testMeta } from '../../support/grouping-scheme.ts';
import { anyCaseOf, type ReferenceScheme, referenceScheme } from '../../support/reference-scheme.ts';

const scheme = aScheme({
  mdcs: [
    { mdc: 'MDCP', condition: 'main_dx in dx and age == 0', dx: { 'prefix:P': '' } },
    { mdc: 'MDCN', condition: 'main_dx in dx and sex == 2', dx: { 'prefix:N8': '' } },
    { mdc: 'MDCE', condition: 'main_dx in dx', dx: { 'prefix:J': '' } },
  ],
  adrgs: [
    { adrg: 'PS1', mdc: 'MDCP', condition: 'main_dx in dx and weight < 1500', lists: { dx: ['prefix:P'] } },
    {
      adrg: 'PS4',
      mdc: 'MDCP',
      condition: 'main_dx in dx and weight >= 1500 and weight < 9000',
      lists: { dx: ['prefix:P'] },
    },
    { adrg: 'NR1', mdc: 'MDCN' },
    {
      adrg: 'EB1',
      mdc: 'MDCE',
      condition: 'main_dx in dx and main_proc in proc',
      lists: { dx: ['J18.900'], proc: ['32.4'] },
    },
    { adrg: 'ES1', mdc: 'MDCE', condition: 'main_dx in dx', lists: { dx: ['J20.900'] } },
    { adrg: 'EQY', mdc: 'MDCE', kind: 'ambiguous', condition: 'main_proc in valid' },
  ],
  valid: ['81.5'],
  complications: { 'Z99.200': ['CC', ''] },
});
const causeOf = (known: Partial<GroupingCase>) => ungroupedCause(scheme, aGroupingCase(known));

describe('未入组的原因', () => {
  test.each<[string, Partial<GroupingCase>, string, string]>([
    ['没有主要诊断', { diagnoses: ['', 'J18.900'] }, 'principal-missing', '0000'],
    ['主要诊断不在方案的任何表中', { diagnoses: ['Q00.000'] }, 'principal-unknown', '0000'],
    ['方案认得主要诊断,但没有 MDC 收它', { diagnoses: ['Z99.200'] }, 'no-mdc', '0000'],
    ['除性别外有 MDC 收它', { diagnoses: ['N80.000'], sex: 1 }, 'sex-against-diagnosis', '0000'],
    ['性别没有填', { diagnoses: ['N80.000'] }, 'sex-missing', '0000'],
    ['新生儿没有年龄', { diagnoses: ['P07.300'] }, 'newborn-fact-missing', '0000'],
    ['新生儿没有体重', { diagnoses: ['P07.300'], age: 0 }, 'newborn-fact-missing', 'P00'],
    ['有 MDC 没有 ADRG', { diagnoses: ['J18.900'] }, 'no-adrg', 'E00'],
    ['歧义', { diagnoses: ['J18.900'], procedures: ['81.5'] }, 'ambiguous', 'EQY'],
  ])('%s', (_, known, code, group) => {
    expect(causeOf(known)).toMatchObject({ code, group, message: expect.stringMatching(/\p{Script=Han}/u) });
  });

  test('没有 ADRG 时给出最近的 ADRG 与各自差的一条', () => {
    const cause = causeOf({ diagnoses: ['J18.900'] })!;
    expect(cause.nearest.map(({ adrg, unmet }) => [adrg, unmet.message])).toEqual([['EB1', '没有主要手术操作']]);
    expect(cause.message).toContain('EB1');
  });

  test('没有接近的 ADRG 时,仍列出条件上只差一条的', () => {
    expect(causeOf({ diagnoses: ['J99.900'] })!.nearest.map(({ adrg }) => adrg)).toContain('ES1');
  });

  test('填了体重而仍不合的新生儿不说成资料不全', () => {
    expect(causeOf({ diagnoses: ['P07.300'], age: 0, birthWeight: 9500 })).toMatchObject({
      code: 'no-adrg',
      group: 'P00',
    });
  });
});

describe('新生儿缺的是哪一项', () => {
  const newborn = aScheme({
    mdcs: [{ mdc: 'MDCP', condition: 'main_dx in dx and age_days <= 365', dx: { 'prefix:P': '' } }],
    adrgs: [{ adrg: 'PS1', mdc: 'MDCP', condition: 'weight < 1500 and age_days <= 28' }],
  });
  const messageOf = (known: Partial<GroupingCase>) =>
    ungroupedCause(newborn, aGroupingCase({ diagnoses: ['P07.300'], age: 0, ...known }));

  test.each<[string, Partial<GroupingCase>, string, string]>([
    ['没有日龄', { birthWeight: 1400 }, '0000', '日龄(天)没有填'],
    ['没有体重', { ageDays: 3 }, 'P00', '出生体重(克)没有填'],
  ])('%s:说出没有填的那一项', (_, known, group, said) => {
    expect(messageOf(known)).toMatchObject({
      code: 'newborn-fact-missing',
      group,
      message: expect.stringContaining(said),
    });
  });
});

describe('有编码字典的方案', () => {
  const withNames = compileScheme(
    loadScheme(
      {
        ...schemeTables({
          mdcs: [{ mdc: 'MDCE', condition: 'main_dx in dx', dx: { 'J18.900': '' } }],
          adrgs: [{ adrg: 'ES1', mdc: 'MDCE' }],
        }),
        diagnosis: [
          { source: 'diagnosis.csv', columns: ['code', 'name'], rows: [['Z51.100', '手术后恶性肿瘤化学治疗']] },
        ],
      },
      testMeta,
    ),
  );
  const causeIn = (code: string) => ungroupedCause(withNames, aGroupingCase({ diagnoses: [code] }));

  test('字典里有、没有 MDC 收它的,不说成编码不认得', () => {
    expect(causeIn('Z51.100')).toMatchObject({
      code: 'no-mdc',
      group: '0000',
      message: expect.stringContaining('手术后'),
    });
  });

  test('字典里也没有的,是编码不认得', () => {
    expect(causeIn('Z51.1')).toMatchObject({ code: 'principal-unknown', group: '0000' });
  });
});

describe('内置方案', () => {
  let reference: ReferenceScheme;
  beforeAll(async () => {
    reference = await referenceScheme();
  });

  test('没有入组的病例都有原因,入组的都没有;0000、x00、xQY 与分组状态一致', () => {
    fc.assert(
      fc.property(anyCaseOf(reference.pack), (c) => {
        const { status, drg } = groupCase(reference.scheme, c);
        const cause = ungroupedCause(reference.scheme, c);
        expect(cause === null).toBe(status === 'grouped');
        if (status === 'no-mdc') expect(cause!.group).toBe('0000');
        if (status === 'no-adrg') expect(cause!.group).toMatch(/^[A-Z]00$/);
        if (status === 'ambiguous') expect(cause!.group).toBe(drg);
      }),
      { numRuns: 300 },
    );
  });

  test('男性的子宫疾病:性别不符', () => {
    const cause = ungroupedCause(reference.scheme, aGroupingCase({ sex: 1, age: 40, diagnoses: ['D25.900'] }));
    expect(cause).toMatchObject({ code: 'sex-against-diagnosis', mdc: 'MDCN' });
  });
});
