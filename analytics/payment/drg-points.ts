import type { Fen } from '../money.ts';
import { fen } from '../money.ts';
import { share } from './share.ts';

/** 均费的单位只须一致(分或元)。 */
export interface GroupPointsInput {
  readonly groupMean: number;
  readonly allMean: number;
  /** 本院该组均费;新病组没有历史,为 null,差异系数取 1。 */
  readonly hospitalGroupMean: number | null;
  /** 基准点数的倍数,默认 100。 */
  readonly scale?: number;
}

/**
 * 病组点数:基准点数 = 病组均费 ÷ 全部均费 × 100;成本(差异)系数 = 本院病组均费 ÷ 地区病组均费;病例点数 = 两者之积。
 * 来源:金华点数法的公开说明。均费不是正数时为 null。
 */
export function groupPoints({ groupMean, allMean, hospitalGroupMean, scale = 100 }: GroupPointsInput) {
  if (!(groupMean > 0) || !(allMean > 0)) return null;
  const basePoints = (groupMean / allMean) * scale;
  const costCoefficient = hospitalGroupMean === null ? 1 : hospitalGroupMean / groupMean;
  return { basePoints, costCoefficient, casePoints: basePoints * costCoefficient };
}

/** 未完成疗程的病例点数 = 基准点数 × 费用 ÷ 病组均费,不超过基准点数。 */
export function incompletePoints(basePoints: number, cost: number, groupMean: number): number {
  return Math.min((basePoints * cost) / groupMean, basePoints);
}

/** 点值(分/点,未舍入)=(基金预算 + 个人负担)÷ 地区总点数;总点数不是正数时为 null。 */
export function pointValue(fundBudget: Fen, patientPayments: Fen, regionPoints: number): number | null {
  return regionPoints > 0 ? (fundBudget + patientPayments) / regionPoints : null;
}

/** 医院结算额(分)= 点数 × 点值 − 该院病人的个人负担。 */
export function pointSettlement(points: number, value: number, patientPayments: Fen): { gross: Fen; settlement: Fen } {
  const gross = share(value, points);
  return { gross, settlement: fen(gross - patientPayments) };
}
