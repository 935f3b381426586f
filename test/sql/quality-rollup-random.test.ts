import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { compileRanges } from '../../analytics/discharge/code-ranges.ts';
import type { QualityMeasure } from '../../analytics/performance/measures.ts';
import { BUILT_IN_LISTS } from '../../analytics/performance/quality-development/built-in-lists.ts';
import type { CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import { parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { diseaseYears } from '../../sql/read-models/quality-development/disease-years.read-model.ts';
import { casesBehindMeasure } from '../../sql/read-models/quality-development/measure-cases.read-model.ts';
import { codeListUses } from '../../sql/stores/code-list.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { HOSPITAL, registerHospital } from './figures-fixture.ts';
import { type QualityCase, storeQualityCases } from './quality-fixture.ts';

let db: Db;
let runId: number;
beforeAll(async () => {
  db = await openTestDatabase();
  runId = await registerHospital(db);
});
afterAll(() => db.destroy());

const listOf = (kind: CodeListKind) => BUILT_IN_LISTS.find(({ about }) => about.kind === kind)!;
const has = (kind: CodeListKind) => compileRanges(listOf(kind).items.flatMap(({ ranges }) => ranges)).has;
const [minimal, level4, complication] = (['minimally-invasive', 'level-4-surgery', 'complication'] as const).map(has);
const [monitored, advantage, lowRisk] = (['monitored-disease', 'tcm-advantage', 'low-risk-disease'] as const).map(has);

const TABLES = [
  'discharge_case',
  'case_group',
  'hospital_month',
  'quality_month',
  'case_quality',
  'quality_rollup',
  'disease_rollup',
  'unit_month',
  'unit_month_basis',
  'case_rollup',
];

/** 逐例的判断,另用 TypeScript 写一遍:与 SQL 的汇总互为对照。 */
const COUNTED: Record<QualityMeasure, (c: QualityCase) => boolean> = {
  electiveSurgical: (c) => isElective(c),
  daySurgical: (c) => isElective(c) && Date.parse(c.day) - Date.parse(c.admittedOn!) <= 86_400_000,
  minimallyInvasive: (c) => c.procedures!.some(minimal!),
  level4Listed: (c) => c.procedures!.some(level4!),
  electiveComplicated: (c) => isElective(c) && c.others!.some(([code, on]) => on === '4' && complication!(code)),
  cleanIncisions: (c) => hasIncision(c, ['2', '3', '4', '5']),
  cleanIncisionInfections: (c) => hasIncision(c, ['4']),
  herbUsers: (c) => c.herbs === true,
  tcmTherapyUsers: (c) => c.therapy === true,
  perioperativeTcm: (c) => isSurgical(c) && (c.herbs === true || c.therapy === true),
  monitoredCases: (c) => monitored!(c.principal!),
  advantageCases: (c) => advantage!(c.principal!),
  lowRiskDiseaseCases: (c) => lowRisk!(c.principal!),
  lowRiskDiseaseDeaths: (c) => lowRisk!(c.principal!) && c.died === true,
  routeKnown: (c) => isSurgical(c) && c.route !== null,
  // 造的病例都写了入院病情。
  conditionKnown: (c) => isSurgical(c),
  incisionKnown: (c) => isSurgical(c) && c.incisions!.length > 0,
};
/** 打开到病例的几个:各用到不同的清单与列。 */
const OPENED = ['minimallyInvasive', 'electiveComplicated', 'herbUsers', 'monitoredCases'] as const;
const isSurgical = ({ procedures }: QualityCase) => procedures!.length > 0;
const isElective = (c: QualityCase) => isSurgical(c) && c.route !== null && c.route !== '1';
const hasIncision = (c: QualityCase, wanted: string[]) =>
  isSurgical(c) && c.incisions!.some((value) => wanted.includes(value));

const dx = fc.constantFrom(
  'I21.000',
  'C34.100',
  'T81.4',
  'T80',
  'J18.900',
  'K35.800x001',
  'I10.x00',
  'N99.9',
  'S06.100',
);
const op = fc.constantFrom(
  '51.2300',
  '51.2200',
  '36.06',
  '36.1',
  '36.0600x002',
  '32.2000',
  '47.0100',
  '47.0901',
  '81.5400',
  '60.2901',
);
const aCase: fc.Arbitrary<QualityCase> = fc.record({
  day: fc.constantFrom('2025-05-31', '2025-06-01', '2025-06-30', '2025-07-01'),
  admittedOn: fc.constantFrom('2025-05-30', '2025-05-31', '2025-06-29', '2025-06-30'),
  department: fc.constantFrom('0304', '0401', '05'),
  principal: dx,
  others: fc.array(fc.tuple(dx, fc.constantFrom('1', '2', '4', '-')), { maxLength: 4 }),
  procedures: fc.array(op, { maxLength: 3 }),
  route: fc.constantFrom('1', '2', '3', null),
  incisions: fc.array(fc.constantFrom('1', '2', '4', '7', '12'), { maxLength: 2 }),
  died: fc.boolean(),
  hasError: fc.boolean(),
  therapy: fc.boolean(),
  herbs: fc.boolean(),
});

test('各科室的质量度量与病种例数,等于逐例判断之和', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aCase, { minLength: 1, maxLength: 40 }), async (cases) => {
      // 每轮都从头开始:病例、修订号与由它们而来的汇总。
      for (const table of TABLES) {
        await sql`delete from ${sql.table(table)}`.execute(db);
      }
      await storeQualityCases(db, runId, cases);
      const period = parsePeriod('2025-06')!;
      const inJune = cases.filter((c) => c.day.startsWith('2025-06') && !c.hasError);
      const { units } = await figures(db, { hospitalId: HOSPITAL, period, by: 'department' });
      for (const { code: department, measures } of units) {
        const own = inJune.filter((c) => c.department === department);
        for (const [name, counts] of Object.entries(COUNTED) as [QualityMeasure, (c: QualityCase) => boolean][]) {
          expect([name, measures[name]]).toEqual([name, own.filter(counts).length]);
        }
        for (const measure of OPENED) {
          const { total, items } = await casesBehindMeasure(
            db,
            { hospitalId: HOSPITAL, period, measure, department },
            1,
            3,
          );
          expect([measure, total]).toEqual([measure, own.filter(COUNTED[measure]).length]);
          expect(items.length).toBe(Math.min(3, total));
        }
      }
      expect(units.map(({ code }) => code)).toEqual([...new Set(inJune.map((c) => c.department!))].sort());
      await expectDiseases(inJune, period);
    }),
    { numRuns: 10 },
  );
});

async function expectDiseases(cases: readonly QualityCase[], period: ReturnType<typeof parsePeriod> & object) {
  const list = (await codeListUses(db)).find(({ kind }) => kind === 'low-risk-disease')!;
  const diseases = await diseaseYears(db, { hospitalId: HOSPITAL, period }, list);
  const expected = listOf('low-risk-disease').items.map(({ code, ranges }) => {
    const inside = compileRanges(ranges).has;
    const own = cases.filter((c) => inside(c.principal!));
    return [code, own.length, own.filter((c) => c.died).length];
  });
  expect(diseases.map(({ code, cases: n, deaths }) => [code, n, deaths])).toEqual(expected);
}
