import { type Fen, formatYuan } from '../../analytics/money.ts';
import { distributeBonus } from '../../analytics/performance/assessment/bonus.ts';
import type { BonusUnit } from '../../analytics/performance/comparison.ts';
import { periodKind } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { currentInputs } from '../../sql/stores/assessment.store.ts';
import { type AssessmentQuery, assessDepartments, RBRVS_ITEM } from './assessment.service.ts';

/**
 * 按考核结果分配一笔奖金:KPI 是考核总分,权重是总权重,RBRVS 点数由填报而来。
 * 不评级的科室 KPI 按 0 计,没有填报点数的按 0 计;金额都是元的文本。
 */
export async function bonusOf(db: Db, query: AssessmentQuery, pool: Fen) {
  const { plan, zones } = await assessDepartments(db, query);
  const { hospitalId, period } = query;
  const weights = await figures(db, { hospitalId, period, by: 'department', indicators: ['totalWeight'], as: 'now' });
  const weightOf = new Map(weights.units.map((unit) => [unit.code, unit.figures.totalWeight?.value ?? 0]));
  const points = new Map(
    (await currentInputs(db, hospitalId, period.label))
      .filter(({ item }) => item === RBRVS_ITEM)
      .map(({ department_code, value }) => [department_code, Number(value)]),
  );
  const assessed = zones.flatMap(({ units }) => units);
  const names = new Map(assessed.map(({ code, name }) => [code, name]));
  const units: Record<string, BonusUnit> = Object.fromEntries(
    assessed.map(({ code, score }) => [
      code,
      { rbrvs: points.get(code) ?? 0, weight: weightOf.get(code) ?? 0, kpi: score ?? 0 },
    ]),
  );
  const kind = periodKind(period) as 'quarter' | 'half' | 'year';
  const { reserved, paid, shares, reason } = distributeBonus(plan, kind, pool, units);
  return {
    pool: formatYuan(pool),
    reserved: formatYuan(reserved),
    paid: formatYuan(paid),
    reason,
    shares:
      shares?.map(({ department, amount }) => ({
        department,
        name: names.get(department) ?? department,
        ...units[department]!,
        amount: formatYuan(amount),
      })) ?? null,
  };
}
