import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { explainMatch } from '../../../analytics/dip/explain-match.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { ENTRY_TYPES, TREATMENT_KINDS } from '../../../analytics/dip/region-pack.ts';
import { CRITERIA } from '../../../analytics/dip/region-policy.ts';
import { fen } from '../../../analytics/money.ts';
import { type EntryCells, regionFiles } from '../../support/dip-region.ts';

const PROCEDURES = ['51.2300', '51.8800', '51.1000', '99.1000', '88.7600'];
const KINDS = { '51.2300': 'surgery', '51.8800': 'therapeutic', '51.1000': 'diagnostic', '99.1000': 'therapeutic' };

const anyPart = fc.subarray(PROCEDURES, { minLength: 1, maxLength: 2 }).map((codes) => codes.join('/'));
const anyEntry: fc.Arbitrary<EntryCells> = fc.record({
  type: fc.constantFrom('core', 'core', 'grassroots', 'comprehensive'),
  kind: fc.constantFrom(...TREATMENT_KINDS),
  procedures: fc.array(anyPart, { maxLength: 3 }).map((parts) => parts.join('+')),
  diagnosis: fc.constantFrom('K80.1', 'K80.5'),
  mean_cost: fc.constantFrom('', '1000.00', '2000.00', '2500.50'),
});
const WIDER = ['K80.1', 'K80', 'K70-K93', 'J00-K93', 'K80-K81'];
const anyRegion = fc
  .record({
    entries: fc.array(anyEntry, { minLength: 1, maxLength: 25 }),
    types: fc.shuffledSubarray([...ENTRY_TYPES], { minLength: 1 }),
    order: fc.shuffledSubarray([...CRITERIA]),
    fallsBack: fc.boolean(),
  })
  .map(({ entries, types, order, fallsBack }) => {
    const coded = entries.map((entry, i) => ({
      ...entry,
      code: `E${String((i * 7) % 25).padStart(2, '0')}`,
      ...(entry.type === 'comprehensive' && { diagnosis: WIDER[i % WIDER.length]!, procedures: '' }),
    }));
    const policy = { type_order: types, order, comprehensive_falls_back: fallsBack };
    return compileRegion(loadRegion(regionFiles({ entries: coded, procedureKinds: KINDS, policy }), '性质'));
  });
const anyCase = fc.record({
  diagnoses: fc.constantFrom(['K80.100'], ['K80.500', 'I10.x00'], ['K81.000'], ['Q99.900']),
  procedures: fc.array(fc.constantFrom(...PROCEDURES), { maxLength: 5 }),
  totalCost: fc.integer({ min: 0, max: 1_000_000 }).map(fen),
});

test('其他操作的次序不影响匹配', () => {
  fc.assert(
    fc.property(anyRegion, anyCase, (region, c) => {
      const [main, ...others] = c.procedures;
      const turned = { ...c, procedures: main === undefined ? [] : [main, ...others.reverse()] };
      expect(matchCase(region, turned)).toEqual(matchCase(region, c));
    }),
  );
});

test('证明的胜出者就是匹配的结果,落选者各有理由', () => {
  fc.assert(
    fc.property(anyRegion, anyCase, (region, c) => {
      const { match, candidates } = explainMatch(region, c);
      expect(match).toEqual(matchCase(region, c));
      expect(candidates[0]?.entry.code ?? null).toBe(match.entry);
      expect(candidates.slice(1).every(({ lostBy }) => lostBy !== null)).toBe(true);
    }),
  );
});

test('前一个病例不影响后一个', () => {
  fc.assert(
    fc.property(anyRegion, anyCase, anyCase, (region, first, second) => {
      const alone = matchCase(region, second);
      matchCase(region, first);
      expect(matchCase(region, second)).toEqual(alone);
    }),
  );
});
