import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Figure } from '../../analytics/performance/indicator.ts';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { DISTINCT_MEASURES, type MeasureName, USUAL_MEASURES } from '../../analytics/performance/measures.ts';
import { addMonths, type Period, parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { casesOfFigure } from '../../sql/read-models/figure-cases.read-model.ts';
import { type FigureQuery, type FigureUnit, figures, unitQueryOf } from '../../sql/read-models/figures.read-model.ts';
import { MEAN_INDICATORS } from '../../sql/read-models/measure-terms.ts';
import { unitSpreads } from '../../sql/read-models/unit-spread.read-model.ts';
import { replaceDepartmentHistory } from '../../sql/stores/department-history.store.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FactCase, registerHospital, SCHEME, storeCases } from './figures-fixture.ts';

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
  ward: fc.constantFrom('W1', 'W2', null),
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
  admittedOn: fc.constantFrom('2025-01-31', '2025-02-10'),
  principal: fc.constantFrom('I21.000', 'J18.900', 'K35.800', 'C34.100'),
  route: fc.constantFrom('1', '2', null),
  conditions: fc.constantFrom('14', '11', null),
  procedures: fc.subarray(['51.2300', '36.0600x002', '81.5400']),
  incision: fc.constantFrom('2', '4', '7', null),
});

/** 组数是去重计数,剔除数可落在不列出的单位里:都不相加。 */
const ADDITIVE = USUAL_MEASURES.filter((name) => !Object.hasOwn(DISTINCT_MEASURES, name) && name !== 'excluded');
const total = (units: readonly FigureUnit[], name: MeasureName) => units.reduce((sum, u) => sum + u.measures[name], 0);
/** 允许浮点相加的舍入。 */
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const sameNumber = (a: number | null, b: number | null) => (a === null || b === null ? a === b : near(a, b));

/** 这一天之前没有病例时,两段期间的病例相同:一段取汇总,一段取病例。 */
const WHOLE = parsePeriod('2025-02-01/2025-05-01')!;
const BY_CASE = parsePeriod('2025-02-01/2025-04-30')!;
const UNITS = ['hospital', 'department', 'ward', 'team', 'physician', 'mdc', 'drg'] as const;
const LEVELS = [...UNITS, 'month', 'quarter', 'half', 'year'] as const;

/** 甲科的一病区先并入乙科,乙科后来换了编码;丙科整个并入乙科。 */
const LINKS = [
  { from: '0304', ward: 'W1', to: '0401', effectiveOn: '2025-03-01', kind: 'split' as const, note: '' },
  { from: '9901', ward: '', to: '0401', effectiveOn: '2025-04-01', kind: 'merged' as const, note: '' },
  { from: '0401', ward: '', to: '0402', effectiveOn: '2025-05-01', kind: 'renamed' as const, note: '' },
];

/** 二月起有装载的表:一组有全部参照,一组只有 RW,一组只有风险等级,一组没有。 */
const ROWS = [
  { drg: 'FR19', rw: '1.37', benchmarkCost: '9000', benchmarkLos: '7', mortalityRisk: 1, cases: 12 },
  { drg: 'GZ13', rw: '2.5', benchmarkCost: null, benchmarkLos: null, mortalityRisk: 2, cases: null },
  { drg: 'HC25', rw: null, benchmarkCost: null, benchmarkLos: null, mortalityRisk: 1, cases: null },
];

test('随机的医院:每个指标由汇总与由病例求得相同;各单位之和等于全院,逐例之和等于分子与分母', async () => {
  let hospital = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(factCase, { minLength: 1, maxLength: 60 }), fc.boolean(), async (cases, loaded) => {
      const hospitalId = `H${++hospital}`;
      const runId = await registerHospital(db, hospitalId);
      if (loaded) {
        const table = { schemeKey: SCHEME, name: '表', source: '测试', effectiveFrom: '2025-02-01', hospitalId };
        await loadWeightTable(db, { ...table, rows: ROWS });
      }
      await replaceDepartmentHistory(db, hospitalId, { departments: [], links: LINKS });
      const half = Math.ceil(cases.length / 2);
      await storeCases(db, runId, cases.slice(0, half), hospitalId);
      // 先问一次,再存入后一半:汇总须随之更新。
      await figures(db, { hospitalId, period: WHOLE, by: 'department' });
      if (half < cases.length) await storeCases(db, runId, cases.slice(half), hospitalId);

      const whole = await figures(db, { hospitalId, period: WHOLE, by: 'hospital' });
      for (const by of LEVELS) await expectSameFromCases({ hospitalId, by }, whole.units[0]!);
      for (const by of ['department', 'team', 'drg'] as const) {
        await expectSameFromCases({ hospitalId, by, as: 'now' }, whole.units[0]!);
      }
      await expectSameFromCases({ hospitalId, by: 'team', grain: 'month' }, whole.units[0]!);
      await expectCasesAddUp(hospitalId, whole.units[0]!);
      await expectSameSpreads(hospitalId);
      await expectSameNovelty(hospitalId, cases);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

const earlier = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
const startOfMonth = (day: string) => `${day.slice(0, 7)}-01`;

/** 照定义逐例数一遍:本段收治、该单位此前 12 个月没有收治过的病组。 */
function newDrgs(cases: readonly FactCase[], own: (c: FactCase) => boolean, from: string, before: string): number {
  const grouped = cases.filter((c) => own(c) && c.status === 'grouped' && !c.hasError && c.isCurrent);
  const inside = (c: FactCase) => c.day >= from && c.day < before;
  const past = new Set(grouped.filter((c) => c.day < from && c.day >= earlier(from)).map(({ drg }) => drg));
  return new Set(grouped.filter((c) => inside(c) && !past.has(c.drg)).map(({ drg }) => drg)).size;
}

/** 新增的病组数:由汇总、由病例与逐例数的相同;分月看的各月与自己之前的 12 个月比。 */
async function expectSameNovelty(hospitalId: string, cases: readonly FactCase[]): Promise<void> {
  const of = (query: Omit<FigureQuery, 'hospitalId'>) => figures(db, { ...query, hospitalId, indicators: ['newDrgs'] });
  const newOf = ({ code, parentCode, slot, measures }: FigureUnit) => [code, parentCode, slot, measures.newDrgCount];
  for (const by of [...UNITS, 'month', 'quarter', 'half', 'year'] as const) {
    const [rolled, direct] = [await of({ by, period: WHOLE }), await of({ by, period: BY_CASE })];
    expect([by, rolled.units.map(newOf)]).toEqual([by, direct.units.map(newOf)]);
  }
  const monthly = await of({ by: 'department', period: WHOLE, grain: 'month' });
  for (const { code, slot, measures } of monthly.units) {
    const from = `${slot}-01`;
    const own = (c: FactCase) => (c.department ?? '') === code && startOfMonth(c.day) === from;
    const any = (c: FactCase) => (c.department ?? '') === code;
    const expected = newDrgs(cases, any, from, `${addMonths(slot!, 1)}-01`);
    expect([code, slot, measures.newDrgCount]).toEqual([code, slot, cases.some(own) ? expected : 0]);
  }
  const [whole] = (await of({ by: 'hospital', period: WHOLE })).units;
  expect(whole!.measures.newDrgCount).toBe(newDrgs(cases, () => true, WHOLE.from, WHOLE.before));
}

/** 区间所用的个数、和与平方和:由看板汇总与由病例相同,分不分去向都是。 */
async function expectSameSpreads(hospitalId: string): Promise<void> {
  for (const as of ['then', 'now'] as const) {
    for (const by of ['department', 'ward', 'team', 'physician'] as const) {
      const spreads = async (period: Period) => {
        const unit = await unitQueryOf(db, { hospitalId, period, by, as });
        return unitSpreads(db, { ...unit, by, listBelow: 0 });
      };
      const [rolled, direct] = [await spreads(WHOLE), await spreads(BY_CASE)];
      expect([...rolled.keys()].sort()).toEqual([...direct.keys()].sort());
      for (const [key, unit] of rolled) {
        for (const id of MEAN_INDICATORS) {
          const [a, b] = [unit[id], direct.get(key)![id]];
          const wrong = (['n', 'sum', 'squares'] as const).filter((part) => !near(a[part], b[part]));
          expect([as, by, key, id, wrong]).toEqual([as, by, key, id, []]);
        }
      }
    }
  }
}

async function expectSameFromCases(query: Omit<FigureQuery, 'period'>, hospital: FigureUnit): Promise<void> {
  const rolled = await figures(db, { ...query, period: WHOLE });
  const direct = await figures(db, { ...query, period: BY_CASE });
  const named = ({ code, parentCode, slot }: FigureUnit) => [code, parentCode, slot];
  expect(rolled.units.map(named)).toEqual(direct.units.map(named));
  expect(rolled.excludedRecords).toBe(direct.excludedRecords);
  for (const [i, unit] of rolled.units.entries()) {
    expectSoundFigures(unit);
    expect(differences(unit, direct.units[i]!)).toEqual([]);
  }
  const wrong = ADDITIVE.filter((name) => !near(total(rolled.units, name), hospital.measures[name]));
  expect([query.by, wrong]).toEqual([query.by, []]);
}

/** 两个单位不同的度量与指标。 */
function differences(a: FigureUnit, b: FigureUnit): string[] {
  const parts = ['value', 'numerator', 'denominator', 'coverage'] as const satisfies (keyof Figure)[];
  return [
    ...USUAL_MEASURES.filter((name) => !near(a.measures[name], b.measures[name])),
    ...Object.keys(a.figures).filter((id) =>
      parts.some((part) => !sameNumber(a.figures[id]![part], b.figures[id]![part])),
    ),
  ];
}

/** 每个可逐例相加的指标:病例的贡献之和就是分子与分母。 */
async function expectCasesAddUp(hospitalId: string, hospital: FigureUnit): Promise<void> {
  const unit = await unitQueryOf(db, { hospitalId, period: WHOLE, by: 'hospital' });
  for (const id of ['cmi', 'costIndex', 'lowRiskMortality', 'ungroupedCases', 'meanFee', 'level34SurgeryShare']) {
    const { items, total: count } = await casesOfFigure(db, {
      unit,
      indicator: INDICATORS.get(id)!,
      page: 1,
      pageSize: 500,
    });
    expect(items).toHaveLength(count);
    const { numerator, denominator, reason } = hospital.figures[id]!;
    if (numerator === null) expect(reason).not.toBeNull();
    else expect(near(sumOf(items, 'numerator'), numerator)).toBe(true);
    if (denominator !== null) expect(near(sumOf(items, 'denominator'), denominator)).toBe(true);
  }
}

const sumOf = <Key extends string>(items: readonly Record<Key, number | null>[], key: Key) =>
  items.reduce((sum, item) => sum + (item[key] ?? 0), 0);

function expectSoundFigures({ figures: all }: FigureUnit) {
  for (const figure of Object.values(all)) {
    for (const part of [figure.value, figure.numerator, figure.denominator, figure.coverage]) {
      expect(part === null || Number.isFinite(part)).toBe(true);
    }
    expect(figure.value === null).toBe(figure.reason !== null);
  }
}
