import type { Fen } from '../money.ts';
import { fen } from '../money.ts';
import { share } from './share.ts';

/** 费率法的参数:金额为分。 */
export interface BaseRateInput {
  /** 预计可用于 DRG 的基金(分)。 */
  readonly fund: Fen;
  /** 实际补偿比(0–1)。 */
  readonly fundShare: number;
  readonly totalWeight: number;
}

/**
 * 费率(分/权重,未舍入)=(基金 ÷ 实际补偿比)÷ 预计总权重。
 * 补偿比或总权重不是正数时无法相除,费率为 null。公式属地方口径,参数由政策给出。
 */
export function baseRate({ fund, fundShare, totalWeight }: BaseRateInput): {
  predictedInpatientCost: number | null;
  rate: number | null;
} {
  const predictedInpatientCost = fundShare > 0 ? fund / fundShare : null;
  const rate = predictedInpatientCost !== null && totalWeight > 0 ? predictedInpatientCost / totalWeight : null;
  return { predictedInpatientCost, rate };
}

export interface DrgPaymentInput {
  readonly rw: number;
  /** 费率(分/权重)。 */
  readonly rate: number;
  readonly hospitalCoefficient: number;
  readonly patientBurden: Fen;
  readonly otherFunds: Fen;
  readonly actualCost: Fen;
}

/** 支付标准 = RW × 费率 × 机构系数;基金支付 = 标准 − 个人负担 − 其他基金;差额 = 标准 − 实际费用。均为分。 */
export function drgPayment(input: DrgPaymentInput): { standard: Fen; fundPay: Fen; settlementDiff: Fen } {
  const standard = share(input.rate, input.rw, input.hospitalCoefficient);
  return {
    standard,
    fundPay: fen(standard - input.patientBurden - input.otherFunds),
    settlementDiff: fen(standard - input.actualCost),
  };
}
