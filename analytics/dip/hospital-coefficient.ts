import { Decimal } from 'decimal.js';

/** 加分的一档:值不小于 from(到下一档为止)时加 bonus。 */
export interface BonusBand {
  readonly from: number;
  readonly bonus: number;
}

/** 一项加减分,如 CMI、老幼占比、再住院扣减;各地不同,由政策给出。 */
export interface CoefficientBonus {
  readonly name: string;
  readonly value: number;
  readonly bands: readonly BonusBand[];
}

/** 所在档的加分:from 不大于 value 的各档中最高的一档;都够不到为 0。 */
export function bonusOf(value: number, bands: readonly BonusBand[]): number {
  const reached = bands.filter(({ from }) => value >= from);
  return (
    reached.reduce<BonusBand | null>((best, band) => (best && best.from > band.from ? best : band), null)?.bonus ?? 0
  );
}

/** 机构系数 = 基础系数 + 各项加分(扣减写负数),按十进制相加(手册 3.5)。 */
export function hospitalCoefficient(base: number, bonuses: readonly CoefficientBonus[]): number {
  return bonuses.reduce((sum, { value, bands }) => sum.plus(bonusOf(value, bands)), new Decimal(base)).toNumber();
}
