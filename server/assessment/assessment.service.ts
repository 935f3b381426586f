import { assess, withWeights, type ZoneAssessment } from '../../analytics/performance/assessment/assess.ts';
import type { AssessmentPlan } from '../../analytics/performance/assessment/assessment-plan.ts';
import { filledIn } from '../../analytics/performance/assessment/measured-items.ts';
import referencePlan from '../../analytics/performance/assessment/reference-plan.json' with { type: 'json' };
import { addDays, type Period, periodKind } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type AssessmentQuery, assessedUnits } from '../../sql/read-models/assessed-units.read-model.ts';
import { approvedPlan, type InputValue, writeInputs } from '../../sql/stores/assessment.store.ts';
import { Problem } from '../http/problem.ts';

export type { AssessmentQuery } from '../../sql/read-models/assessed-units.read-model.ts';

/** 内置的参考方案;医院核准自己的方案之前用它。 */
export const REFERENCE_PLAN = referencePlan as AssessmentPlan;
/** RBRVS 点数按填报项目收,用于奖金分配。 */
export const RBRVS_ITEM = 'rbrvs';

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

/** 考核只按季度、半年、年;返回给人看的一句话,能做则为 null。 */
export function assessmentRefusal(period: Period): string | null {
  return ['quarter', 'half', 'year'].includes(periodKind(period))
    ? null
    : `科室考核按季度、半年或年做(2025-Q2、2025-H1、2025),给的是「${period.label}」`;
}

/** 写填报数;科室、项目、数有一处不对就都不写。 */
export async function enterInputs(
  db: Db,
  query: AssessmentQuery,
  entering: { source: string; by: string },
  values: readonly InputValue[],
): Promise<number> {
  const { plan } = await planFor(db, query);
  const known = new Set([...filledIn(plan).map(({ id }) => id), RBRVS_ITEM]);
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
