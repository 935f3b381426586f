import type { Fen } from '../money.ts';
import data from './fee-items.json' with { type: 'json' };

type Pair = '11' | '12' | '13' | '14' | '15' | '16' | '17' | '18' | '19';
type Twenty = '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29';
type Thirty = '30' | '31' | '32' | '33' | '34';
/** 首页费用的 24 个整项。 */
export type WholeFeeItemCode = `D${Pair | Twenty | Thirty}`;
/** 整项之中的“其中项”,不另加进合计。 */
export type PartFeeItemCode = 'D19x01' | 'D20x01' | 'D20x02' | 'D23x01';
export type FeeItemCode = WholeFeeItemCode | PartFeeItemCode;

/** 科室级归类:医疗服务、检查检验、药品、血液、耗材、其他(本系统口径)。 */
export type FeeRollup = 'medicalService' | 'examLab' | 'drug' | 'blood' | 'material' | 'other';
export const FEE_ROLLUPS: readonly FeeRollup[] = ['drug', 'material', 'examLab', 'medicalService', 'blood', 'other'];

export interface FeeItem {
  readonly code: FeeItemCode;
  readonly name: string;
  /** 首页的 10 大类。 */
  readonly class: string;
  readonly rollup: FeeRollup;
  /** 其中项所属的整项;整项为 null。 */
  readonly partOf: WholeFeeItemCode | null;
  readonly legacy: string;
  readonly wt4: readonly string[];
  readonly aliases: readonly string[];
}

/** 首页费用项目,按代码次序;来源与版本写在 fee-items.json。 */
export const FEE_ITEMS: readonly FeeItem[] = data.items.map((item) => ({
  code: item.code as FeeItemCode,
  name: item.name,
  class: item.class,
  rollup: item.rollup as FeeRollup,
  partOf: (item.partOf ?? null) as WholeFeeItemCode | null,
  legacy: item.legacy,
  wt4: item.wt4,
  aliases: item.aliases ?? [],
}));

export const WHOLE_FEE_ITEMS = FEE_ITEMS.filter((item) => item.partOf === null).map(
  (item) => item.code as WholeFeeItemCode,
);
export const PART_FEE_ITEMS = FEE_ITEMS.filter((item) => item.partOf !== null);

/** 医保结算清单收费项目类别 01–14 的名称与归类。 */
export const SETTLEMENT_CHARGE_ITEMS: readonly { code: string; name: string; rollup: FeeRollup }[] =
  data.settlementItems.map((item) => ({ code: item.code, name: item.name, rollup: item.rollup as FeeRollup }));

/** 分类费用:未填的项不在其中。 */
export type Fees = Partial<Record<FeeItemCode, Fen>>;

/**
 * 一项未填的分类费用。键全部先列出(值为 undefined,等于未填):
 * 逐行填的项各不相同,键若随填随加,每种组合都是一种对象形状,读写慢数倍。
 */
export const emptyFees = (): Fees => ({
  D11: undefined,
  D12: undefined,
  D13: undefined,
  D14: undefined,
  D15: undefined,
  D16: undefined,
  D17: undefined,
  D18: undefined,
  D19: undefined,
  D19x01: undefined,
  D20: undefined,
  D20x01: undefined,
  D20x02: undefined,
  D21: undefined,
  D22: undefined,
  D23: undefined,
  D23x01: undefined,
  D24: undefined,
  D25: undefined,
  D26: undefined,
  D27: undefined,
  D28: undefined,
  D29: undefined,
  D30: undefined,
  D31: undefined,
  D32: undefined,
  D33: undefined,
  D34: undefined,
});

/** 各项金额,次序同 {@link FEE_ITEMS};逐个写明,比按代码取快数倍。 */
// biome-ignore format: 一项一行太长
export const feeAmounts = (f: Fees): (Fen | undefined)[] => [
  f.D11, f.D12, f.D13, f.D14, f.D15, f.D16, f.D17, f.D18, f.D19,
  f.D19x01, f.D20, f.D20x01, f.D20x02, f.D21, f.D22, f.D23, f.D23x01, f.D24,
  f.D25, f.D26, f.D27, f.D28, f.D29, f.D30, f.D31, f.D32, f.D33,
  f.D34,
];
