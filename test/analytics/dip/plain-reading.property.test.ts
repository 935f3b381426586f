import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { formatPoints } from '../../../analytics/dip/exact-decimal.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { TREATMENT_KINDS } from '../../../analytics/dip/region-pack.ts';
import { CRITERIA } from '../../../analytics/dip/region-policy.ts';
import { fen } from '../../../analytics/money.ts';
import { type EntryCells, regionFiles } from '../../support/dip-region.ts';
import { type PlainRegion, plainMatch } from '../../support/plain-dip-reading.ts';

const PROCEDURES = ['51.2300', '51.8800', '51.1000', '99.1000', '88.7600', '17.912A0', '04.0410x001'];
const UNKNOWN = '66.6600';
const MEANS = ['', '0', '1000.00', '2000.00', '2500.50', '3333.33'];
const BOUNDS = ['0.3', '0.5', '1', '1.5', '2', '3', '5'];

const anyPart = fc.subarray(PROCEDURES, { minLength: 1, maxLength: 3 }).map((codes) => codes.join('/'));
const own = fc.record({
  type: fc.constantFrom('core', 'grassroots'),
  kind: fc.constantFrom(...TREATMENT_KINDS),
  procedures: fc.array(anyPart, { maxLength: 3 }).map((parts) => parts.join('+')),
  diagnosis: fc.constantFrom('K80.1', 'K80.5', 'K81.x', 'K80'),
});
const wide = fc.record({
  type: fc.constant('comprehensive'),
  kind: fc.constantFrom(...TREATMENT_KINDS),
  procedures: fc.constantFrom('', '51.2300'),
  diagnosis: fc.constantFrom('K80.1', 'K80', 'K81', 'K70-K93', 'J00-K93', 'K80-K81', 'K81-L99', 'K80-K80'),
});
const rest = { score: fc.constantFrom('0', '100', '527.508', '33.3333'), mean_cost: fc.constantFrom(...MEANS) };
const anyEntry = fc.tuple(fc.oneof(own, own, wide), fc.record(rest)).map(([a, b]): EntryCells => ({ ...a, ...b }));

const anyRegion: fc.Arbitrary<PlainRegion> = fc.record({
  // 编码与次序无关:编码小的不一定在前。
  entries: fc
    .array(anyEntry, { minLength: 1, maxLength: 25 })
    .map((entries) => entries.map((entry, i) => ({ ...entry, code: `E${(i * 7) % 25}` }))),
  kinds: fc
    .subarray(PROCEDURES.slice(0, 6), { minLength: 3 })
    .map((codes) => Object.fromEntries(codes.map((code, i) => [code, TREATMENT_KINDS[1 + (i % 3)]!]))),
  policy: fc.record({
    type_order: fc.shuffledSubarray(['core', 'grassroots', 'comprehensive'], { minLength: 3 }),
    order: fc.shuffledSubarray([...CRITERIA]),
    comprehensive_falls_back: fc.boolean(),
    deviation: fc
      .tuple(fc.subarray(BOUNDS, { minLength: 2, maxLength: 3 }))
      .map(([[low, high, extreme]]) => ({ low: low!, high: high!, ...(extreme && { extreme }) })),
    hospital_coefficient: fc.constantFrom('1', '1.05', '0.9325'),
    grassroots_coefficient: fc.constantFrom('1', '0.95'),
  }),
});
const anyCase = fc.record({
  diagnosis: fc.constantFrom(
    'K80.100',
    'K80.100x003',
    'K80.500',
    'K81.x00',
    'K81.000',
    'K80',
    'L99.900',
    'Q99.900',
    '',
  ),
  procedures: fc.uniqueArray(fc.constantFrom(...PROCEDURES, UNKNOWN), { maxLength: 5 }),
  // 恰在界上的与界的两边。
  fen: fc.oneof(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc
      .tuple(fc.constantFrom(100_000, 200_000, 250_050, 333_333), fc.constantFrom(...BOUNDS), fc.constantFrom(-1, 0, 1))
      .map(([mean, bound, step]) => Math.max(0, Math.round(mean * Number(bound)) + step)),
  ),
});

test('任意区域、任意政策、任意病例:病种、偏差与分值都与逐句照读的算法相同', () => {
  fc.assert(
    fc.property(anyRegion, fc.array(anyCase, { minLength: 1, maxLength: 12 }), (plain, cases) => {
      const { entries, kinds, policy } = plain;
      const region = compileRegion(loadRegion(regionFiles({ entries, procedureKinds: kinds, policy }), '性质'));
      for (const c of cases) {
        const match = matchCase(region, { diagnoses: [c.diagnosis], procedures: c.procedures, totalCost: fen(c.fen) });
        const { entry, type, kind, deviation, points } = match;
        const actual = entry === null ? null : [entry, type, kind, deviation, formatPoints(points!)];
        expect(actual).toEqual(plainMatch(plain, c));
      }
    }),
    { numRuns: 400 },
  );
});
