import { type Fen, fen } from '../money.ts';
import { share } from '../payment/share.ts';

export interface DipSettlementInput {
  /** 病种分值,已乘偏差系数。 */
  readonly score: number;
  /** 辅助目录系数,没有为 1。 */
  readonly auxCoefficient: number;
  /** 机构系数;基层病种为基层系数,见 settlementCoefficient。 */
  readonly coefficient: number;
  /** 点值(分/分值)。 */
  readonly pointValue: number;
  readonly patientBurden: Fen;
  readonly actualCost: Fen;
}

export interface DipSettlement {
  /** 支付标准。 */
  readonly standard: Fen;
  readonly fundPay: Fen;
  /** 标准 − 实际费用;为负是亏损。 */
  readonly diff: Fen;
}

/** 病例结算(手册 3.5,均为分):标准 = 分值 × 辅助系数 × 系数 × 点值,四舍五入到分;基金支付 = 标准 − 个人负担。 */
export function dipSettlement(c: DipSettlementInput): DipSettlement {
  const standard = share(c.pointValue, c.score, c.auxCoefficient, c.coefficient);
  return { standard, fundPay: fen(standard - c.patientBurden), diff: fen(standard - c.actualCost) };
}

/** 医院的结算是逐例之和;逐例已舍入到分,所以合计与明细相符。 */
export function hospitalSettlement(cases: readonly DipSettlement[]): DipSettlement {
  const total = (part: keyof DipSettlement) => fen(cases.reduce((sum, c) => sum + c[part], 0));
  return { standard: total('standard'), fundPay: total('fundPay'), diff: total('diff') };
}

/** 基层病种不分机构级别用固定的基层系数(同病同价),其余用机构系数(手册 3.5)。 */
export const settlementCoefficient = (
  isGrassroots: boolean,
  hospitalCoefficient: number,
  grassrootsCoefficient = 1,
): number => (isGrassroots ? grassrootsCoefficient : hospitalCoefficient);
