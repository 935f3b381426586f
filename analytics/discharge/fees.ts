import type { Fen } from '../money.ts';
import {
  FEE_ITEMS,
  FEE_ROLLUPS,
  type FeeRollup,
  type Fees,
  feeAmounts,
  PART_FEE_ITEMS,
  WHOLE_FEE_ITEMS,
  type WholeFeeItemCode,
} from './fee-items.ts';

/** 总费用与分项合计允许的差:5 分(in.fee_total_check)。 */
export const FEE_TOLERANCE = 5 as Fen;

export interface FeeTotalCheck {
  /** 24 个整项的合计;其中项不另加。 */
  readonly sum: Fen;
  /** 总费用减合计。 */
  readonly diff: Fen;
  readonly ok: boolean;
  /** 每个整项不小于它的其中项之和。 */
  readonly subItemsOk: boolean;
}

/** 整项合计(分);未填的项按 0。 */
export function sumOfFees(fees: Fees): Fen {
  let sum = 0;
  for (const code of WHOLE_FEE_ITEMS) sum += fees[code] ?? 0;
  return sum as Fen;
}

/** 整项与它的其中项。 */
const WHOLES_WITH_PARTS = [...new Set(PART_FEE_ITEMS.map((item) => item.partOf as WholeFeeItemCode))].map((whole) => ({
  whole,
  parts: PART_FEE_ITEMS.filter((item) => item.partOf === whole).map((item) => item.code),
}));

/** 其中项之和大于所属整项(超出容差)的整项代码;都不大于时是空数组。 */
export function overflowingItems(fees: Fees, tolerance: Fen = FEE_TOLERANCE): WholeFeeItemCode[] {
  const found: WholeFeeItemCode[] = [];
  for (const { whole, parts } of WHOLES_WITH_PARTS) {
    let sum = 0;
    for (const code of parts) sum += fees[code] ?? 0;
    if (sum > (fees[whole] ?? 0) + tolerance) found.push(whole);
  }
  return found;
}

/** 总费用核对(in.fee_total_check),金额为分。 */
export function feeTotalCheck(totalFee: Fen, fees: Fees, tolerance: Fen = FEE_TOLERANCE): FeeTotalCheck {
  const sum = sumOfFees(fees);
  const diff = (totalFee - sum) as Fen;
  return { sum, diff, ok: Math.abs(diff) <= tolerance, subItemsOk: overflowingItems(fees, 0 as Fen).length === 0 };
}

export interface FeeRollupOptions {
  /** 白蛋白、球蛋白、凝血因子、细胞因子类制品费(D27–D30)算作药品(部分管控口径)。 */
  drugIncludesBlood?: boolean;
}

export type RolledFees = Record<FeeRollup, Fen> & { readonly total: Fen };

const BLOOD_PRODUCTS: ReadonlySet<string> = new Set(['D27', 'D28', 'D29', 'D30']);
/** 各项归到第几类,次序同 FEE_ITEMS;其中项不另计,为 -1。 */
const PLAIN = FEE_ITEMS.map((item) => (item.partOf === null ? FEE_ROLLUPS.indexOf(item.rollup) : -1));
const WITH_BLOOD = FEE_ITEMS.map(({ code }, i) =>
  BLOOD_PRODUCTS.has(code) ? FEE_ROLLUPS.indexOf('drug') : (PLAIN[i] as number),
);

/** 各类之和,次序同 FEE_ROLLUPS。 */
type Sums = [number, number, number, number, number, number];

/** 分类归总(in.fee_rollup,分)。科室级代理口径,不等于财务报表的医疗服务收入。 */
export function feeRollup(fees: Fees, options: FeeRollupOptions = {}): RolledFees {
  const places = options.drugIncludesBlood ? WITH_BLOOD : PLAIN;
  const amounts = feeAmounts(fees);
  const sums = FEE_ROLLUPS.map(() => 0);
  for (let i = 0; i < amounts.length; i++) {
    const place = places[i] as number;
    if (place >= 0) sums[place] = (sums[place] as number) + (amounts[i] ?? 0);
  }
  const [drug, material, examLab, medicalService, blood, other] = sums as Sums;
  const total = drug + material + examLab + medicalService + blood + other;
  return { drug, material, examLab, medicalService, blood, other, total } as RolledFees;
}

/** 各类占合计的比(不取整);合计为 0 时为 null。 */
export function feeShares(rolled: RolledFees): Record<FeeRollup, number | null> {
  const share = (amount: Fen) => (rolled.total === 0 ? null : amount / rolled.total);
  const { drug, material, examLab, medicalService, blood, other } = rolled;
  return {
    drug: share(drug),
    material: share(material),
    examLab: share(examLab),
    medicalService: share(medicalService),
    blood: share(blood),
    other: share(other),
  };
}
