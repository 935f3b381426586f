import { type Fen, fen } from '../../money.ts';
import { share } from '../../payment/share.ts';
import { type BonusUnit, blendBonus } from '../comparison.ts';
import type { AssessmentPlan } from './assessment-plan.ts';

export interface BonusShare {
  readonly department: string;
  readonly amount: Fen;
}

export interface BonusDistribution {
  /** 留到年度考核后兑现的部分。 */
  readonly reserved: Fen;
  readonly paid: Fen;
  /** 各科室所得,之和恰为 `paid`;不能分配为 null,原因在 `reason`。 */
  readonly shares: readonly BonusShare[] | null;
  readonly reason: string | null;
}

/**
 * 按方案分配奖金:季度、半年先留成,其余按 RBRVS 点数占比与(总权重 × KPI 得分)占比混合分配。
 * 分到分,尾差给小数部分最大的科室,所以各科室之和恰等于发放的总额。
 */
export function distributeBonus(
  plan: AssessmentPlan,
  period: 'quarter' | 'half' | 'year',
  pool: Fen,
  units: Readonly<Record<string, BonusUnit>>,
): BonusDistribution {
  const withheld = (plan.reserve.periods as readonly string[]).includes(period);
  const reserved = withheld ? share(pool, plan.reserve.share) : fen(0);
  const paid = fen(pool - reserved);
  const exact = blendBonus(paid, plan.blend, units);
  if (exact === null)
    return { reserved, paid, shares: null, reason: '各科室的 RBRVS 点数或 KPI 得分全为 0(或没有填报),无法分配' };
  return { reserved, paid, shares: wholeFen(exact, paid), reason: null };
}

/** 分到分:先各取整,余下的分逐个给小数部分最大的。 */
function wholeFen(exact: Readonly<Record<string, number>>, paid: Fen): BonusShare[] {
  const parts = Object.entries(exact).map(([department, amount]) => ({
    department,
    whole: Math.floor(amount),
    rest: amount % 1,
  }));
  let left = paid - parts.reduce((sum, { whole }) => sum + whole, 0);
  for (const part of [...parts].sort((a, b) => b.rest - a.rest || (a.department < b.department ? -1 : 1))) {
    if (left <= 0) break;
    part.whole += 1;
    left -= 1;
  }
  return parts.map(({ department, whole }) => ({ department, amount: fen(whole) }));
}
