import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MEASURE_NAMES, type MeasureName } from '../../analytics/performance/measures.ts';
import { parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureBy, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FactCase, registerHospital, storeCases } from './figures-fixture.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.destroy());

const cents = (min: number, max: number) => fc.integer({ min, max }).map((n) => (n / 100).toFixed(2));
const factCase: fc.Arbitrary<FactCase> = fc.record({
  day: fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 28 }))
    .map(([m, d]) => `2025-0${m}-${String(d).padStart(2, '0')}`),
  department: fc.constantFrom('0304', '0401', '9901', null),
  team: fc.constantFrom('A', 'B', null),
  physician: fc.constantFrom('P1', 'P2', 'P3', null),
  drg: fc.constantFrom('FR19', 'GZ13', 'HC25', 'XX11'),
  status: fc.constantFrom('grouped', 'grouped', 'grouped', 'grouped', 'ambiguous', 'no-mdc', 'no-adrg'),
  fee: cents(1, 9_000_000),
  drugFee: cents(0, 50_000),
  los: fc.integer({ min: 1, max: 90 }),
  died: fc.boolean(),
  surgical: fc.boolean(),
  level: fc.constantFrom(null, 1, 2, 3, 4),
  hasError: fc.constantFrom(false, false, false, false, true),
  isCurrent: fc.constantFrom(true, true, true, true, false),
  payer: fc.constantFrom('01', '310', '07', null),
});

/** 组数是去重计数,剔除数可落在不列出的单位里:都不相加。 */
const ADDITIVE = MEASURE_NAMES.filter((name) => !['drgCount', 'mdcCount', 'excluded'].includes(name));
const total = (units: readonly FigureUnit[], name: MeasureName) => units.reduce((sum, u) => sum + u.measures[name], 0);
/** 允许浮点相加的舍入。 */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** 这一天之前没有病例时,两段期间的病例相同:一段取汇总表,一段取病例。 */
const WHOLE = parsePeriod('2025-02-01/2025-05-01')!;
const BY_CASE = parsePeriod('2025-02-01/2025-04-30')!;

test('随机的医院:汇总表与病例得出相同的数,各单位之和等于全院', async () => {
  let hospital = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(factCase, { minLength: 1, maxLength: 120 }), async (cases) => {
      const hospitalId = `H${++hospital}`;
      const runId = await registerHospital(db, hospitalId);
      const half = Math.ceil(cases.length / 2);
      await storeCases(db, runId, cases.slice(0, half), hospitalId);
      if (half < cases.length) await storeCases(db, runId, cases.slice(half), hospitalId);

      const unitsOf = async (by: FigureBy, period = WHOLE) => figures(db, { hospitalId, period, by });
      const whole = await unitsOf('hospital');
      const byCase = await unitsOf('hospital', BY_CASE);
      for (const name of MEASURE_NAMES) {
        expect([name, near(whole.units[0]!.measures[name], byCase.units[0]!.measures[name])]).toEqual([name, true]);
      }
      for (const by of ['department', 'team', 'physician', 'mdc', 'drg', 'month'] as const) {
        const set = await unitsOf(by);
        expect(set.excludedRecords).toBe(whole.excludedRecords);
        for (const name of ADDITIVE) {
          expect([by, name, near(total(set.units, name), whole.units[0]!.measures[name])]).toEqual([by, name, true]);
        }
        for (const unit of set.units) expectSoundFigures(unit);
      }
    }),
    { numRuns: 15 },
  );
});

function expectSoundFigures({ figures: all }: FigureUnit) {
  for (const figure of Object.values(all)) {
    for (const part of [figure.value, figure.numerator, figure.denominator, figure.coverage]) {
      expect(part === null || Number.isFinite(part)).toBe(true);
    }
    expect(figure.value === null).toBe(figure.reason !== null);
  }
}
