import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { categoryOf, subcategoryOf } from '../../analytics/dip/diagnosis-scope.ts';
import type { HistoryChoices } from '../../analytics/dip/history-basis.ts';
import { NoHistory } from '../../analytics/dip/history-catalogue.ts';
import { kindRank } from '../../analytics/dip/region-pack.ts';
import { weightedScore } from '../../analytics/dip/weighted-score.ts';
import { builtInDictionary } from '../../analytics/discharge/procedure-dictionary.ts';
import { coefficientOfVariation } from '../../analytics/performance/group-quality.ts';
import { TRIM_METHODS, trimmed } from '../../analytics/trimming.ts';
import { mean } from '../../analytics/weighted-statistics.ts';
import { buildCatalogue, choicesOf } from '../../server/dip/build-catalogue.ts';
import type { Db } from '../../sql/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { type HistoryCase, storeHistory } from '../support/history-cases.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.destroy());

interface Vector {
  id: string;
  inputs: any;
  expected: any;
}
const vectors: Vector[] = JSON.parse(readFileSync(new URL('../cases/vectors.json', import.meta.url), 'utf8'));
const vector = (id: string) => vectors.find((one) => one.id === id)!;

let nextHospital = 1;
type Given = Partial<HistoryChoices> & { from?: string; to?: string };

/** 存下病例,测算一个目录,连同所据的病例取出。 */
async function build(cases: readonly HistoryCase[], given: Given = {}, basedOn: string | null = null) {
  const hospitalId = `H${nextHospital++}`;
  await storeHistory(db, hospitalId, cases);
  const choices = choicesOf({ from: '2021-01', to: '2023-12', ...given });
  const about = { id: hospitalId, version: '1', name: '测算', source: '本院', effective_from: '2024-01-01' };
  const built = await buildCatalogue(db, { hospitalId, choices, basedOn, dictionary: null, about, createdBy: '甲' });
  const entries = await db
    .selectFrom('dip_entry as e')
    .innerJoin('dip_entry_basis as b', (join) =>
      join.onRef('b.region_key', '=', 'e.region_key').onRef('b.entry', '=', 'e.entry'),
    )
    .selectAll('b')
    .select(['e.diagnosis', 'e.procedures', 'e.kind', 'e.type', 'e.score', 'e.mean_cost', 'e.name'])
    .where('e.region_key', '=', built.key)
    .orderBy('e.ordinal')
    .execute();
  return { built, entries };
}

const times = (count: number, c: HistoryCase): HistoryCase[] => Array.from({ length: count }, () => c);

test('三年按 1:2:7 加权的均费、RW 与分值(算例 DIP-01)', async () => {
  const { inputs, expected } = vector('DIP-01');
  const cases = Object.entries<number>(inputs.groupMean).flatMap(([year, groupMean]) => [
    ...times(15, { day: `${year}-06-01`, diagnosis: 'K80.100', fee: String(groupMean) }),
    // 另一组的例数相同,使全部均费恰为算例的数。
    ...times(15, { day: `${year}-12-31`, diagnosis: 'I10.x00', fee: String(2 * inputs.overallMean[year] - groupMean) }),
  ]);
  const { built, entries } = await build(cases);
  expect(built).toMatchObject({ overallMean: expected.M.toFixed(2), years: ['2021', '2022', '2023'] });
  expect(entries.find(({ diagnosis }) => diagnosis === 'K80.1')).toMatchObject({
    mean_fee: expected.m.toFixed(6),
    rw: expected.rw.toFixed(6),
    score: expected.score1000.toFixed(6),
    mean_cost: '11000.000000',
  });
  const hundred = await build(cases, { scale: 100 });
  expect(Number(hundred.entries.find(({ diagnosis }) => diagnosis === 'K80.1')!.score)).toBe(expected.score100);
});

test('例数够的组合是核心病种,不够的并入综合(算例 DIP-02);界限可以不含', async () => {
  const { inputs, expected } = vector('DIP-02');
  const cases = Object.entries<number>(inputs.cases).flatMap(([combination, count]) => {
    const [subcategory, procedures] = combination.split('|') as [string, string];
    return times(count, { day: '2023-05-05', diagnosis: `${subcategory}00`, procedures, fee: '5000' });
  });
  const one = { from: '2023-01', to: '2023-12', threshold: inputs.threshold };
  const coreOf = ({ entries }: Awaited<ReturnType<typeof build>>) =>
    entries.filter(({ type }) => type === 'core').map((e) => `${e.diagnosis}|${e.procedures}`);
  const core = Object.keys(expected).filter((combination) => expected[combination] === 'core');
  const inclusive = await build(cases, one);
  expect(coreOf(inclusive).sort()).toEqual(core.sort());
  expect(inclusive.entries.filter(({ type }) => type === 'comprehensive')).toMatchObject([
    { entry: 'K80-Z2', diagnosis: 'K80', kind: 'diagnostic', cases: 14 },
  ]);
  const exclusive = await build(cases, { ...one, inclusive: false });
  expect(coreOf(exclusive)).not.toContain('K80.1|');
  expect(exclusive.built.byType).toMatchObject({
    core: { entries: 2, cases: 340 },
    comprehensive: { entries: 2, cases: 29, fee: '145000.00' },
  });
});

test('不参加测算的病例各有去处;组合与操作的次序、重复、其他类操作无关', async () => {
  const usual: HistoryCase = { day: '2023-03-01', diagnosis: 'K80.100', procedures: '51.2300|51.8800', fee: '20000' };
  const { built, entries } = await build(
    [
      ...times(8, usual),
      ...times(4, { ...usual, procedures: '51.8800|51.2300|51.8800' }),
      ...times(3, { ...usual, procedures: '51.2300|99.0400|51.8800' }),
      { ...usual, hasError: true },
      { ...usual, fee: '99.99' },
      { ...usual, fee: null },
      { ...usual, los: 61 },
      { ...usual, diagnosis: '？' },
      { ...usual, diagnosis: null },
      { ...usual, isCurrent: false },
      { ...usual, day: '2022-12-31' },
      { ...usual, day: '2024-01-01' },
    ],
    { from: '2023-01', to: '2023-12' },
  );
  expect(built.counts).toEqual({ stored: 21, used: 15, withErrors: 1, outOfBounds: 3, withoutCategory: 2 });
  expect(entries).toMatchObject([
    { entry: 'K80.1-01', procedures: '51.2300+51.8800', kind: 'surgery', cases: 15, cv: 0, stable: true },
  ]);
  expect(entries[0]!.name).toBe('诊断 K80.100：操作 51.2300+操作 51.8800');
});

test('最近一年没有病例的组按有病例的年份加权;哪一年全没有病例则不测算', async () => {
  const at = (day: string, diagnosis: string, fee: string) => times(15, { day, diagnosis, fee });
  const cases = [
    ...at('2021-02-01', 'K80.100', '3000'),
    ...at('2022-02-01', 'K80.100', '6000'),
    ...['2021', '2022', '2023'].flatMap((year) => at(`${year}-02-01`, 'I10.x00', '9000')),
  ];
  const { entries } = await build(cases);
  // (1×3000 + 2×6000) ÷ 3 = 5000;没有最近一年的均费,用加权均费。
  expect(entries.find(({ diagnosis }) => diagnosis === 'K80.1')).toMatchObject({
    mean_fee: '5000.000000',
    mean_cost: '5000.000000',
  });
  await expect(build(at('2021-02-01', 'K80.100', '3000'))).rejects.toThrow(/^2022、2023 没有可以参加测算的病例/);
});

describe('选择不成立时说清楚', () => {
  test.each([
    [{ from: '2023-01', to: '2023-10' }, /是 10 个月;测算目录要一至三整年/],
    [{ from: '2023-01', to: '2022-12' }, /末月早于首月/],
    [{ from: '2022-01', to: '2023-12', yearWeights: [1, 2, 7] }, /年权数应是 2 个大于 0 的数/],
    [{ from: '2022-01', to: '2023-12', yearWeights: [0, 7] }, /年权数/],
    [{ from: '2023-01', to: '2023-12', minFee: 0 }, /费用下限/],
    [{ from: '2023-01', to: '2023-12', threshold: 0 }, /例数界限/],
    [{ from: '2023-01', to: '2023-12', countedKinds: [] }, /哪些操作/],
  ] as [HistoryChoices, RegExp][])('%j', (given, message) => {
    expect(() => choicesOf(given)).toThrow(message);
  });
});

const PROCEDURES = ['51.2300', '51.8800', '51.1000', '99.0400', '45.1', '??'];
const caseArbitrary = fc.record({
  year: fc.constantFrom('2022', '2023'),
  diagnosis: fc.constantFrom('K80.100', 'K80.101', 'K80.200', 'K81.000', 'I10.x00', 'I10', 'J18.900'),
  procedures: fc.shuffledSubarray(PROCEDURES, { maxLength: 3 }),
  fee: fc.oneof(fc.integer({ min: 10_000, max: 90_000 }), fc.integer({ min: 10_000, max: 20_000_000 })),
});
type RandomCase = typeof caseArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** 照手册逐步写的对照计算,不用 SQL;裁剪后有一年没有病例时为 null。 */
function reference(cases: readonly RandomCase[], choices: HistoryChoices) {
  const kindOf = (code: string) => builtInDictionary.find(code)?.kind ?? 'other';
  const described = cases.map((c) => {
    const counted = [...new Set(c.procedures)]
      .filter((code) => /^\d\d\.\d{4}$/.test(code) && (choices.countedKinds as string[]).includes(kindOf(code)))
      .sort();
    const kinds = c.procedures.map(kindOf).flatMap((kind) => (kind === 'other' ? [] : [kindRank(kind)]));
    const kind = Math.max(0, ...kinds);
    const whole = /^[A-Z]\d\d\.[0-9A-Zx]/.test(c.diagnosis) && (counted.length > 0 || kind === 0);
    return { ...c, kind, key: whole ? `${subcategoryOf(c.diagnosis)}|${counted.join('+')}` : null };
  });
  const count = (key: string | null) => described.filter((c) => c.key === key).length;
  const isCore = (key: string | null) =>
    key !== null && (choices.inclusive ? count(key) >= choices.threshold : count(key) > choices.threshold);
  const groups = new Map<string, RandomCase[]>();
  for (const c of described) {
    const key = isCore(c.key) ? c.key! : `${categoryOf(c.diagnosis)}#${c.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), c]);
  }
  const kept = [...groups].map(([key, members]) => {
    const within = new Set(
      trimmed(
        members.map(({ fee }) => fee),
        choices.trim,
      ),
    );
    return { key, members, kept: within.size === 0 ? members : members.filter(({ fee }) => within.has(fee)) };
  });
  const yearsOf = (members: readonly RandomCase[]) => [...new Set(members.map(({ year }) => year))].sort();
  const means = (members: readonly RandomCase[]) =>
    Object.fromEntries(
      yearsOf(members).map((year) => [year, mean(members.filter((c) => c.year === year).map(({ fee }) => fee / 100))!]),
    );
  const weights = Object.fromEntries(['2022', '2023'].map((year, i) => [year, choices.yearWeights[i]!]));
  const overall = kept.flatMap((group) => group.kept);
  if (yearsOf(overall).length < 2) return null;
  const M = weightedScore({ groupMean: means(overall), overallMean: means(overall), weights, scale: 1 }).overallMean!;
  return new Map(
    kept.map((group) => {
      const own = means(group.kept);
      const present = Object.fromEntries(Object.keys(own).map((year) => [year, weights[year]!]));
      const m = weightedScore({ groupMean: own, overallMean: own, weights: present, scale: 1 }).groupMean!;
      const fees = group.kept.map(({ fee }) => fee / 100);
      const cv = fees.length > 1 ? coefficientOfVariation(fees) : null;
      return [group.key, { cases: group.members.length, kept: group.kept.length, mean: m, score: (m / M) * 1000, cv }];
    }),
  );
}

test('随机病例:SQL 测算的各组、例数、均费、分值与变异系数同逐步的对照计算', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(caseArbitrary, { minLength: 2, maxLength: 120 })
        .filter((cases) => new Set(cases.map((c) => c.year)).size === 2),
      fc.record({
        trim: fc.constantFrom(...TRIM_METHODS),
        threshold: fc.integer({ min: 1, max: 6 }),
        inclusive: fc.boolean(),
        countedKinds: fc.subarray(['surgery', 'therapeutic', 'diagnostic'] as const, { minLength: 1 }),
      }),
      async (cases, given) => {
        const stored = cases.map(({ year, diagnosis, procedures, fee }, i) => ({
          day: `${year}-${String((i % 12) + 1).padStart(2, '0')}-15`,
          diagnosis,
          procedures: procedures.join('|'),
          fee: (fee / 100).toFixed(2),
        }));
        const choices = { ...given, from: '2022-01', to: '2023-12' };
        const expected = reference(cases, choicesOf(choices));
        const building = build(stored, choices);
        if (expected === null) return expect(building).rejects.toThrow(NoHistory);
        const { entries } = await building;
        const keyOf = (e: (typeof entries)[number]) =>
          e.type === 'core' ? `${e.diagnosis}|${e.procedures}` : `${e.diagnosis}#${kindRank(e.kind as 'surgery')}`;
        expect(entries.map(keyOf).sort()).toEqual([...expected.keys()].sort());
        for (const entry of entries) {
          const group = expected.get(keyOf(entry))!;
          expect([entry.cases, entry.kept]).toEqual([group.cases, group.kept]);
          expect(Number(entry.mean_fee)).toBeCloseTo(group.mean, 5);
          expect(Number(entry.score)).toBeCloseTo(group.score, 3);
          if (group.cv === null) expect(entry.cv).toBeNull();
          else expect(entry.cv).toBeCloseTo(group.cv, 9);
        }
      },
    ),
    { numRuns: 12 },
  );
});
