import {
  type AssessedUnit,
  assess,
  withWeights,
  type ZoneAssessment,
} from '../../analytics/performance/assessment/assess.ts';
import { type AssessmentPlan, checkPlan, zoneOf } from '../../analytics/performance/assessment/assessment-plan.ts';
import referencePlan from '../../analytics/performance/assessment/reference-plan.json' with { type: 'json' };
import { addDays, type Period, periodKind, requirePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import {
  advancePlan,
  approvedPlan,
  currentInputs,
  departmentZones,
  type InputValue,
  planVersions,
  savePlanDraft,
  writeInputs,
} from '../../sql/stores/assessment.store.ts';
import { registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { conflict, Problem } from '../http/problem.ts';

/** 内置的参考方案;医院核准自己的方案之前用它。 */
export const REFERENCE_PLAN = referencePlan as AssessmentPlan;
/** RBRVS 点数按填报项目收,用于奖金分配。 */
export const RBRVS_ITEM = 'rbrvs';

export interface AssessmentQuery {
  readonly hospitalId: string;
  readonly period: Period;
}

export interface Assessment {
  readonly plan: AssessmentPlan;
  /** 用的是内置参考方案。 */
  readonly forReference: boolean;
  readonly zones: readonly ZoneAssessment[];
}

/** 这个期间用哪个方案:期末那天有效的、已核准的一版,没有则内置的参考方案。 */
export async function planFor(db: Db, { hospitalId, period }: AssessmentQuery) {
  const own = await approvedPlan(db, hospitalId, addDays(period.before, -1));
  return { plan: own ?? REFERENCE_PLAN, forReference: own === undefined };
}

/** 科室考核:按季度、半年或年。`weights` 是试算的权重(不存)。 */
export async function assessDepartments(
  db: Db,
  query: AssessmentQuery,
  weights: Readonly<Record<string, number>> = {},
): Promise<Assessment> {
  const { plan, forReference } = await planFor(db, query);
  const chosen = withWeights(plan, weights);
  const { units, hospital } = await assessedUnits(db, query, chosen);
  return { plan: chosen, forReference, zones: assess(chosen, units, hospital) };
}

async function assessedUnits(db: Db, { hospitalId, period }: AssessmentQuery, plan: AssessmentPlan) {
  const items = plan.dimensions.flatMap((dimension) => dimension.items);
  const indicators = [...new Set(items.flatMap(({ indicator }) => indicator ?? []))];
  const of = (by: 'hospital' | 'department', when: Period) =>
    figures(db, { hospitalId, period: when, by, indicators, as: 'now' });
  const [hospital, now, lastYear] = [
    await of('hospital', period),
    await of('department', period),
    await of('department', yearBefore(period)),
  ];
  const [zones, names] = [await departmentZones(db, hospitalId), await departmentNames(db, hospitalId)];
  const inputs = inputsByDepartment(await currentInputs(db, hospitalId, period.label));
  const before = inputsByDepartment(await currentInputs(db, hospitalId, yearBefore(period).label));
  const valuesOf = (unit: FigureUnit | undefined, entered: ReadonlyMap<string, number> | undefined) =>
    Object.fromEntries(
      items.map(({ id, indicator }) => [
        id,
        indicator === null ? (entered?.get(id) ?? null) : (unit?.figures[indicator]?.value ?? null),
      ]),
    );
  const byCode = (units: readonly FigureUnit[]) => new Map(units.map((unit) => [unit.code, unit]));
  const [current, previous] = [byCode(now.units), byCode(lastYear.units)];
  const codes = [...new Set([...current.keys(), ...zones.keys()])].filter((code) => code !== '');
  return {
    hospital: valuesOf(hospital.units[0], undefined),
    units: codes.map((code): AssessedUnit => {
      const unit = current.get(code);
      return {
        code,
        name: unit?.name ?? names(code),
        zone: zoneOf(plan, code, zones.get(code) ?? null),
        cases: unit?.measures.discharges ?? 0,
        values: valuesOf(unit, inputs.get(code)),
        lastYear: valuesOf(previous.get(code), before.get(code)),
      };
    }),
  };
}

type InputRow = Awaited<ReturnType<typeof currentInputs>>[number];

function inputsByDepartment(rows: readonly InputRow[]): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  for (const { department_code, item, value } of rows) {
    if (value === null) continue;
    if (!found.has(department_code)) found.set(department_code, new Map());
    found.get(department_code)!.set(item, Number(value));
  }
  return found;
}

/** 上年同期。 */
const yearBefore = ({ label }: Period): Period => requirePeriod(`${Number(label.slice(0, 4)) - 1}${label.slice(4)}`);

/** 考核只按季度、半年、年;返回给人看的一句话,能做则为 null。 */
export function assessmentRefusal(period: Period): string | null {
  return ['quarter', 'half', 'year'].includes(periodKind(period))
    ? null
    : `科室考核按季度、半年或年做(2025-Q2、2025-H1、2025),给的是「${period.label}」`;
}

/** 存草案;有错误就不存,列出全部。 */
export async function saveAssessmentPlan(
  db: Db,
  hospitalId: string,
  plan: AssessmentPlan,
  by: string,
): Promise<number> {
  const registry = await registryOn(db, hospitalId, plan.effectiveFrom);
  const problems = checkPlan(plan, (id) => registry.has(id));
  if (problems.length > 0)
    throw new Problem(
      422,
      'plan-invalid',
      '考核方案有误',
      `考核方案有 ${problems.length} 处错误,没有存:${problems[0]}`,
      problems.map((message) => ({ path: '', message })),
    );
  return savePlanDraft(db, hospitalId, plan, by);
}

/** 核准或停用一版方案。 */
export async function stepPlan(db: Db, hospitalId: string, version: number, by: string | null): Promise<void> {
  const step =
    by === null ? ({ from: 'approved', to: 'retired' } as const) : ({ from: 'draft', to: 'approved', by } as const);
  if (await advancePlan(db, hospitalId, version, step)) return;
  const known = (await planVersions(db, hospitalId)).some((row) => row.version === version);
  if (!known) throw new Problem(404, 'not-found', '没有该方案', `没有第 ${version} 版考核方案;请从列表中选取。`);
  throw conflict('plan-status', '现在不能这样做', '次序是 草案 → 核准 → 停用;已核准的一版不再修改,要改请另存一版。');
}

/** 写填报数;科室、项目、数有一处不对就都不写。 */
export async function enterInputs(
  db: Db,
  query: AssessmentQuery,
  entering: { source: string; by: string },
  values: readonly InputValue[],
): Promise<number> {
  const { plan } = await planFor(db, query);
  const items = plan.dimensions.flatMap((dimension) => dimension.items).filter(({ indicator }) => indicator === null);
  const known = new Set([...items.map(({ id }) => id), RBRVS_ITEM]);
  const problems = values.flatMap(({ department, item }, i) => [
    ...(department.trim() === '' ? [{ path: `第 ${i + 1} 行 科室`, message: '没有写科室编码' }] : []),
    ...(known.has(item)
      ? []
      : [{ path: `第 ${i + 1} 行 项目`, message: `「${item}」不是填报项目;有 ${[...known].join('、')}` }]),
  ]);
  if (problems.length > 0)
    throw new Problem(
      422,
      'inputs-invalid',
      '填报的数有误',
      `有 ${problems.length} 处错误,没有存:${problems[0]!.message}`,
      problems,
    );
  return writeInputs(db, { hospitalId: query.hospitalId, period: query.period.label, ...entering }, values);
}
