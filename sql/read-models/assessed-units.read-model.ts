import type { AssessedUnit } from '../../analytics/performance/assessment/assess.ts';
import { type AssessmentPlan, zoneOf } from '../../analytics/performance/assessment/assessment-plan.ts';
import {
  filledIn,
  indicatorsOf,
  measuredIntervals,
  measuredValues,
} from '../../analytics/performance/assessment/measured-items.ts';
import { type Period, requirePeriod } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { currentInputs, departmentZones } from '../stores/assessment.store.ts';
import { type FigureUnit, figures } from './figures.read-model.ts';
import { indicatorSpreads } from './indicator-spread.read-model.ts';
import { departmentNames } from './unit-names.ts';

/** 考核哪家医院、哪个期间(季度、半年、年)。 */
export interface AssessmentQuery {
  readonly hospitalId: string;
  readonly period: Period;
}

/** 各科室各项的值、上年同期值与区间,和全院的值;变动过的科室归到现在的科室。 */
export async function assessedUnits(db: Db, query: AssessmentQuery, plan: AssessmentPlan) {
  const { hospitalId, period } = query;
  const [now, past] = [await departmentItems(db, query, plan), await pastItems(db, query, plan)];
  const [zones, names] = [await departmentZones(db, hospitalId), await departmentNames(db, hospitalId)];
  const inputs = filledItems(plan, await currentInputs(db, hospitalId, period.label));
  const before = filledItems(plan, await currentInputs(db, hospitalId, yearBefore(period).label));
  const codes = [...new Set([...now.units.keys(), ...zones.keys()])].filter((code) => code !== '');
  return {
    hospital: now.hospital,
    units: codes.map((code): AssessedUnit => {
      const found = now.units.get(code);
      return {
        code,
        name: found?.unit.name ?? names(code),
        zone: zoneOf(plan, code, zones.get(code) ?? null),
        cases: found?.unit.measures.discharges ?? 0,
        values: { ...inputs.get(code), ...found?.values },
        intervals: found?.intervals ?? {},
        lastYear: { ...before.get(code), ...past.get(code) },
      };
    }),
  };
}

const figuresOf = (db: Db, hospitalId: string, plan: AssessmentPlan, by: 'hospital' | 'department', period: Period) =>
  figures(db, { hospitalId, period, by, indicators: indicatorsOf(plan), as: 'now' });

/** 本期由指标得来的各项:各科室的值与区间,全院的值。 */
async function departmentItems(db: Db, { hospitalId, period }: AssessmentQuery, plan: AssessmentPlan) {
  const whole = await figuresOf(db, hospitalId, plan, 'hospital', period);
  const { units, registry } = await figuresOf(db, hospitalId, plan, 'department', period);
  const asked = { hospitalId, period, by: 'department', as: 'now', indicators: indicatorsOf(plan) } as const;
  const spreads = await indicatorSpreads(db, asked);
  const itemsOf = (unit: FigureUnit) => ({
    unit,
    values: measuredValues(plan, unit.figures),
    intervals: measuredIntervals(plan, registry, unit.figures, (indicator) => spreads(unit.code, indicator)),
  });
  return {
    hospital: measuredValues(plan, whole.units[0]!.figures),
    units: new Map(units.map((unit) => [unit.code, itemsOf(unit)])),
  };
}

/** 上年同期由指标得来的各项的值。 */
async function pastItems(db: Db, { hospitalId, period }: AssessmentQuery, plan: AssessmentPlan) {
  const { units } = await figuresOf(db, hospitalId, plan, 'department', yearBefore(period));
  return new Map(units.map(({ code, figures }) => [code, measuredValues(plan, figures)]));
}

type InputRow = Awaited<ReturnType<typeof currentInputs>>[number];

/** 科室 → 方案中填报的项 → 数。 */
function filledItems(plan: AssessmentPlan, rows: readonly InputRow[]): Map<string, Record<string, number>> {
  const wanted = new Set(filledIn(plan).map(({ id }) => id));
  const found = new Map<string, Record<string, number>>();
  for (const { department_code, item, value } of rows) {
    if (value === null || !wanted.has(item)) continue;
    found.set(department_code, { ...found.get(department_code), [item]: Number(value) });
  }
  return found;
}

/** 上年同期。 */
const yearBefore = ({ label }: Period): Period => requirePeriod(`${Number(label.slice(0, 4)) - 1}${label.slice(4)}`);
