import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileScheme } from '../../../analytics/grouping/compile-scheme.ts';
import { codeMeanings } from '../../../analytics/grouping/conformance/code-kind.ts';
import {
  type CheckedCase,
  checkConformance,
  type RowCheck,
} from '../../../analytics/grouping/conformance/conformance-kit.ts';
import { conformanceReport, summarise } from '../../../analytics/grouping/conformance/conformance-report.ts';
import { SchemeMeaning } from '../../../analytics/grouping/conformance/scheme-meaning.ts';
import type { SchemePack } from '../../../analytics/grouping/scheme-pack.ts';
import { readSchemeFolder } from '../../../server/grouping/scheme-folder.ts';
import { anyCondition } from '../../support/any-condition.ts';
import { aPack, type SchemeSpec } from '../../support/grouping-scheme.ts';
import { parityMaterial, readParityCases } from '../../support/parity-material.ts';
import { referenceScheme } from '../../support/reference-scheme.ts';

const packOf = (spec: SchemeSpec) => aPack(spec);
const checkOf = (spec: SchemeSpec, grouped: SchemeSpec = spec): RowCheck[] =>
  checkConformance(packOf(spec), compileScheme(packOf(grouped)));
const rowOf = (rows: readonly RowCheck[], code: string) => rows.find((row) => row.code === code)!;
const leafOf = (row: RowCheck, text: string) => row.leaves.find(({ leaf }) => leaf === text)!;

/** 一个有各种条件的小方案:年龄、体重、住院日、呼吸机、科别、并发症、排除表、次序、歧义。 */
const spec: SchemeSpec = {
  mdcs: [
    { mdc: 'MDCA', condition: 'main_proc in valid' },
    { mdc: 'MDCZ', condition: 'main_dx in dx and sites >= 2', dx: { 'S02.000': 'head', 'S72.000': 'leg' } },
    { mdc: 'MDCE', condition: 'main_dx in dx', dx: { 'prefix:J': '' } },
  ],
  adrgs: [
    { adrg: 'AH1', mdc: 'MDCA', condition: 'vent_hours >= 96' },
    { adrg: 'ZZ1', mdc: 'MDCZ' },
    {
      adrg: 'EB1',
      mdc: 'MDCE',
      condition: "main_dx in dx and (age < 18 or dept == '0301') and not any_proc in proc",
      lists: { dx: ['prefix:J18', 'range:J20-J22'], proc: ['33.2'] },
    },
    { adrg: 'EQY', mdc: 'MDCE', kind: 'ambiguous', condition: "has_proc('54.1')" },
    {
      adrg: 'ES1',
      mdc: 'MDCE',
      condition: 'main_dx in dx',
      lists: { dx: ['prefix:J'] },
      drgs: { ES11: 'mcc and los > 3', ES13: 'mcc or cc', ES15: 'true' },
    },
    { adrg: 'ET1', mdc: 'MDCE', condition: 'main_dx in dx and main_proc in proc', lists: { dx: ['J99'], proc: ['1'] } },
  ],
  complications: { 'I50.900': ['MCC', 'heart'], 'J96.000': ['MCC', 'lung'], 'E11.900': ['CC', 'lung'] },
  exclusions: { 'J18.900': 'lung' },
  valid: ['96.7'],
};

describe('由规则造正反例', () => {
  const rows = checkOf(spec);
  const drgs = (checks: readonly CheckedCase[]) => checks.map(({ expected }) => expected.drg);

  test('每个例子分组器的结果都与规则的字面意思相同', () => {
    expect(summarise(rows).disagreements).toEqual([]);
  });

  test('正例入这一行,反例不入', () => {
    for (const { level, code, matched, justMissed } of rows) {
      const of = ({ expected }: CheckedCase) => expected[level];
      for (const check of matched.cases) expect(of(check)).toBe(code);
      for (const check of justMissed.cases) expect(of(check)).not.toBe(code);
    }
  });

  test('比较的界限:正反例各在界限的一侧;没有填也是一种反例', () => {
    const { matched, justMissed } = leafOf(rowOf(rows, 'AH1'), 'vent_hours >= 96');
    expect(matched.cases.map((check) => check.case.ventilatorHours)).toEqual([96]);
    expect(justMissed.cases.map((check) => [check.case.ventilatorHours, check.how])).toEqual([
      [95, null],
      [null, '没有填'],
    ]);
  });

  test('一对正反例只差要核对的那一条', () => {
    const { matched, justMissed } = leafOf(rowOf(rows, 'EB1'), 'age < 18');
    const [match, miss] = [matched.cases[0]!.case, justMissed.cases[0]!.case];
    expect([match.age, miss.age]).toEqual([17, 18]);
    expect({ ...match, age: null }).toEqual({ ...miss, age: null });
  });

  test('编码条件的反例:不在表中,与在表中而位置不对', () => {
    const { justMissed } = leafOf(rowOf(rows, 'EB1'), 'main_dx in dx');
    expect(justMissed.cases.map(({ how }) => how)).toEqual([null, '只作其他诊断']);
  });

  test('并发症的反例:没有、被排除、只有 CC', () => {
    const { justMissed } = leafOf(rowOf(rows, 'ES11'), 'mcc');
    expect(justMissed.cases.map(({ how, case: { diagnoses } }) => [how, diagnoses.slice(1)])).toEqual([
      [null, []],
      ['MCC 被排除', ['J96.000']],
      ['只有 CC', ['E11.900']],
    ]);
    expect(drgs(justMissed.cases)).toEqual(['ES15', 'ES15', 'ES13']);
  });

  test('部位数的一对:两个部位与一个部位', () => {
    const { matched, justMissed } = leafOf(rowOf(rows, 'MDCZ'), 'sites >= 2');
    expect(matched.cases[0]!.case.diagnoses).toHaveLength(2);
    expect(justMissed.cases[0]!.case.diagnoses).toHaveLength(1);
  });

  test('排在后面、总被前面收走的行:说明造不出与是谁收走的', () => {
    expect(rowOf(rows, 'ET1').matched).toEqual({
      cases: [],
      notCoverable: { kind: 'taken', by: ['ES1'] },
    });
    const { notCoverable } = leafOf(rowOf(rows, 'ES13'), 'mcc').matched;
    expect(notCoverable).toBeNull();
    expect(rowOf(rows, 'ES15').justMissed.notCoverable).toEqual({ kind: 'always' });
  });

  test('同一条件里自相矛盾的行:说没有这样的病例', () => {
    const [, row] = checkOf({ adrgs: [{ adrg: 'XB1', condition: 'age < 18 and age > 60' }] });
    expect(row!.matched.notCoverable).toEqual({ kind: 'contradiction' });
  });

  test('报告:每层的覆盖、造不出的与原因', () => {
    const report = conformanceReport(summarise(rows));
    expect(report).toContain('ADRG 规则:6 条,有正例 5 条,有反例 5 条');
    expect(report.join('\n')).toContain('ADRG 规则 的正例:合乎条件的病例都先被前面的行收走(1 处:ET1(ES1 收走))');
  });
});

describe('分组器走了样,核对得出来', () => {
  const changed = (change: (adrgs: NonNullable<SchemeSpec['adrgs']>[number][]) => void): SchemeSpec => {
    const copy = structuredClone(spec) as SchemeSpec & { adrgs: NonNullable<SchemeSpec['adrgs']>[number][] };
    change(copy.adrgs);
    return copy;
  };
  const swap = <T>(rows: T[], a: number, b: number) => {
    [rows[a], rows[b]] = [rows[b]!, rows[a]!];
  };

  test.each<[string, SchemeSpec]>([
    ['界限差一', changed((rows) => Object.assign(rows[0]!, { condition: 'vent_hours > 96' }))],
    ['清单用错', changed((rows) => Object.assign(rows[2]!, { lists: { dx: ['prefix:J18'], proc: ['33.3'] } }))],
    ['and 当成 or', changed((rows) => Object.assign(rows[2]!, { condition: "main_dx in dx or dept == '0301'" }))],
    ['ADRG 的次序颠倒', changed((rows) => swap(rows, 2, 4))],
    ['不看排除表', { ...spec, exclusions: {} }],
    [
      'MCC 当成 CC',
      { ...spec, complications: { ...spec.complications, 'I50.900': ['CC', 'heart'], 'J96.000': ['CC', 'lung'] } },
    ],
    [
      '不数部位',
      {
        ...spec,
        mdcs: spec.mdcs!.map((mdc) => ({ ...mdc, condition: mdc.condition?.replace('>= 2', '>= 1') ?? 'true' })),
      },
    ],
    ['少了歧义行', changed((rows) => rows.splice(3, 1))],
  ])('%s', (_, grouped) => {
    expect(summarise(checkOf(spec, grouped)).disagreements).not.toEqual([]);
  });
});

test('任意条件的方案:造得出的例子都合字面意思,分组器从不走样', () => {
  const lists = { dx: ['D1'], dx1: ['D1', 'D2'], proc: ['P1'], proc1: ['P1', 'P2'] };
  const leaf = anyCondition('mcc', 'cc', 'age < 3', 'age != 3', 'los >= 7', "dept == '0301'", "has_dx('D2')");
  fc.assert(
    fc.property(fc.array(leaf, { minLength: 1, maxLength: 4 }), leaf, (conditions, drg) => {
      const rows = checkOf({
        adrgs: conditions.map((condition, i) => ({ adrg: `X${i}`, condition, lists, drgs: { [`X${i}1`]: drg } })),
        complications: { M1: ['MCC', ''], C1: ['CC', 't'] },
        exclusions: { D2: 't' },
        valid: ['P2'],
      });
      expect(summarise(rows).disagreements).toEqual([]);
      for (const { level, code, matched } of rows) {
        for (const { expected } of matched.cases) expect(expected[level]).toBe(code);
      }
    }),
    { numRuns: 150 },
  );
});

describe('内置方案', () => {
  let rows: RowCheck[];
  beforeAll(async () => {
    const { pack, scheme } = await referenceScheme();
    rows = checkConformance(pack, scheme);
  });

  test('每个 MDC、ADRG、DRG 都有正例,不恒成立的都有反例,分组器无一不一致', () => {
    const { levels, leaves, cases, disagreements } = summarise(rows);
    expect(disagreements).toEqual([]);
    for (const { total, matched } of Object.values(levels)) expect(matched).toBe(total);
    const always = rows.filter(({ condition }) => condition === 'true').length;
    expect(rows.filter(({ justMissed }) => justMissed.cases.length === 0)).toHaveLength(always);
    expect(leaves.justMissed).toBe(leaves.total);
    expect(cases).toBeGreaterThan(2000);
  });
});

const material = parityMaterial();
(material ? describe : describe.skip)('CHS-DRG 1.1 全国方案', () => {
  let pack: SchemePack;
  beforeAll(async () => {
    pack = await readSchemeFolder(material!.scheme);
  });

  test('规则全部有正例,分组器无一不一致', () => {
    const { levels, disagreements } = summarise(checkConformance(pack, compileScheme(pack)));
    expect(disagreements).toEqual([]);
    for (const { total, matched } of Object.values(levels)) expect(matched).toBe(total);
  });

  test('规则的字面意思与独立分组器的结果相同', () => {
    const meaning = new SchemeMeaning(pack, codeMeanings(pack));
    const split = (text: string) => (text === '' ? [] : text.split('|'));
    for (const { facts, expected } of readParityCases(material!.cases).slice(0, 3000)) {
      const c = { ...facts, diagnoses: split(facts.diagnoses), procedures: split(facts.procedures) };
      const { status, mdc, adrg, drg } = meaning.decide(c).result;
      const grouped = status === 'grouped' || status === 'ambiguous';
      expect(grouped ? [mdc, adrg, drg] : ['0000', '00', '0000']).toEqual(expected);
    }
  });
});
