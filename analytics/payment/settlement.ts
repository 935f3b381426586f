import { type Fen, fen } from '../money.ts';
import { share } from './share.ts';

/** 月预结算(分)= 应付 ×(1 − 预留比例)。 */
export function monthlyPrepayment(monthlyDue: Fen, reserve: number): Fen {
  return share(monthlyDue, 1 - reserve);
}

/** 年终清算(分)= 年应付 × 考核系数 − 已预付;为负是应退回。 */
export function yearEndPayment(annualDue: Fen, assessmentCoefficient: number, prepaid: Fen): Fen {
  return fen(share(annualDue, assessmentCoefficient) - prepaid);
}

/** 结余留用与超支分担的分档,是政策数据;`upTo` 是实际 ÷ 应付的上界(含)。 */
export interface SurplusPolicy {
  /** 实际低于应付的这一比例时,结余只留用 partialShare;不低于时全部留用。 */
  readonly fullFrom: number;
  readonly partialShare: number;
  /** 超支逐段由基金分担,段外不分担;按 upTo 递增。 */
  readonly overspend: readonly { readonly upTo: number; readonly fundBears: number }[];
}

export const DEFAULT_SURPLUS_POLICY: SurplusPolicy = {
  fullFrom: 0.8,
  partialShare: 0.6,
  overspend: [
    { upTo: 1.1, fundBears: 0.5 },
    { upTo: 1.2, fundBears: 0.3 },
  ],
};

/** 年终应付给医院的基金(分):结余时 = 实际 + 留用;超支时 = 应付 + 基金分担。 */
export function settleAgainstBudget(due: Fen, actual: Fen, policy: SurplusPolicy = DEFAULT_SURPLUS_POLICY): Fen {
  if (actual <= due) {
    const kept = actual < share(due, policy.fullFrom) ? policy.partialShare : 1;
    return fen(actual + share(due - actual, kept));
  }
  let borne = 0;
  let lower: number = due;
  for (const { upTo, fundBears } of policy.overspend) {
    const upper = share(due, upTo);
    borne += share(Math.max(0, Math.min(actual, upper) - lower), fundBears);
    lower = upper;
  }
  return fen(due + borne);
}

export interface ConsortiumBudget {
  readonly fund: Fen;
  /** 风险金比例。 */
  readonly riskReserve: number;
  /** 打包给医共体的比例。 */
  readonly packageShare: number;
}

/** 医共体总额(分)= 基金 ×(1 − 风险金)× 打包比例。 */
export function consortiumBudget({ fund, riskReserve, packageShare }: ConsortiumBudget): Fen {
  return share(fund, 1 - riskReserve, packageShare);
}

/**
 * 医共体结余按比例(县:乡:村)分配,超支由牵头医院承担。均为分。
 * 除不尽的零头给第一方,使各份之和等于结余。比例之和须大于 0,否则抛出 RangeError。
 */
export function consortiumOutcome(budget: Fen, actual: Fen, split: readonly number[]) {
  const parts = split.reduce((sum, part) => sum + part, 0);
  if (!(parts > 0)) throw new RangeError('分配比例之和须大于 0');
  const surplus = fen(Math.max(0, budget - actual));
  const shares = split.map((part) => fen(Math.floor((surplus * part) / parts)));
  const remainder = surplus - shares.reduce((sum, part) => sum + part, 0);
  return {
    surplus,
    shares: shares.map((part, index) => (index === 0 ? fen(part + remainder) : part)),
    overspendLead: fen(Math.max(0, actual - budget)),
  };
}
