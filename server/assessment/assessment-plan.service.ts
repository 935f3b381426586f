import type { AssessmentPlan } from '../../analytics/performance/assessment/assessment-plan.ts';
import { checkPlan } from '../../analytics/performance/assessment/plan-check.ts';
import type { Db } from '../../sql/database.ts';
import { advancePlan, type PlanStep, planVersions, savePlanDraft } from '../../sql/stores/assessment.store.ts';
import { registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { conflict, Problem } from '../http/problem.ts';

/** 存草案;有错误就不存,列出全部与各在哪里。 */
export async function saveAssessmentPlan(
  db: Db,
  hospitalId: string,
  plan: AssessmentPlan,
  by: string,
): Promise<number> {
  const registry = await registryOn(db, hospitalId, plan.effectiveFrom);
  const problems = checkPlan(plan, (id) => registry.has(id));
  if (problems.length > 0) {
    const { path, message } = problems[0]!;
    const detail = `考核方案有 ${problems.length} 处错误,没有存:${path}:${message}`;
    throw new Problem(422, 'plan-invalid', '考核方案有误', detail, problems);
  }
  return savePlanDraft(db, hospitalId, plan, by);
}

/** 核准或停用一版方案,记下经手人。 */
export async function stepPlan(db: Db, hospitalId: string, version: number, step: PlanStep): Promise<void> {
  if (await advancePlan(db, hospitalId, version, step)) return;
  const known = (await planVersions(db, hospitalId)).some((row) => row.version === version);
  if (!known) throw new Problem(404, 'not-found', '没有该方案', `没有第 ${version} 版考核方案;请从列表中选取。`);
  throw conflict('plan-status', '现在不能这样做', '次序是 草案 → 核准 → 停用;已核准的一版不再修改,要改请另存一版。');
}
