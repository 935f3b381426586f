import type { Fen } from '../money.ts';
import { type ByYear, yearWeightedMean } from './weighted-score.ts';

/** 点值的口径:预算点值用于年中预测,结算点值用于年终清算;报表须注明用的是哪一个(手册 3.5)。 */
export type PointValueBasis = 'budget' | 'settlement';

export interface PointValue {
  readonly basis: PointValueBasis;
  /** 分子:加权的年度总费用,或基金折成的总费用(分,未舍入)。 */
  readonly totalCost: number | null;
  /** 点值(分/分值,未舍入);除不了时为 null。 */
  readonly value: number | null;
  /** 算不出的原因;算得出为 null。 */
  readonly reason: 'year-missing' | 'no-reimbursement-ratio' | 'no-score' | null;
}

/** 预算点值 = 各年住院总费用(分)按年加权 ÷ 总分值(手册 3.5)。 */
export function budgetPointValue(annualCost: ByYear, weights: ByYear, totalScore: number): PointValue {
  const totalCost = yearWeightedMean(annualCost, weights);
  return divided('budget', totalCost, totalScore, 'year-missing');
}

/** 结算点值 =(可用于 DIP 的基金(分)÷ 报销比例)÷ 总分值(手册 3.5)。 */
export function settlementPointValue(fund: Fen, reimbursementRatio: number, totalScore: number): PointValue {
  const totalCost = reimbursementRatio > 0 ? fund / reimbursementRatio : null;
  return divided('settlement', totalCost, totalScore, 'no-reimbursement-ratio');
}

function divided(
  basis: PointValueBasis,
  totalCost: number | null,
  totalScore: number,
  whenNoCost: 'year-missing' | 'no-reimbursement-ratio',
): PointValue {
  if (totalCost === null) return { basis, totalCost, value: null, reason: whenNoCost };
  if (!(totalScore > 0)) return { basis, totalCost, value: null, reason: 'no-score' };
  return { basis, totalCost, value: totalCost / totalScore, reason: null };
}
