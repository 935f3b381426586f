import { Decimal } from 'decimal.js';
import type { Range, Uncertain } from '../ranges.ts';
import type { InsuranceKind } from './insurance-kind.ts';
import type { ParameterName } from './settlement-parameters.ts';

/** 一项假设,是哪个险种的。 */
export interface Driver {
  readonly insurance: InsuranceKind;
  readonly assumption: ParameterName;
}

/** 几个险种合起来的一个数。 */
export interface CombinedRange extends Uncertain {
  readonly driver: Driver | null;
}

/** 各险种的假设各不相干:低加低、高加高;影响最大的是各险种各项假设中变动最大的。 */
export function combineRanges(
  parts: readonly { insurance: InsuranceKind; range: Range<ParameterName> }[],
): CombinedRange {
  const total = (end: keyof Uncertain) => parts.reduce((sum, { range }) => sum.plus(range[end]), new Decimal(0));
  const effects = parts.flatMap(({ insurance, range }) =>
    range.effects.map(({ assumption, swing }) => ({ driver: { insurance, assumption }, swing })),
  );
  const largest = effects.reduce<(typeof effects)[number] | null>(
    (best, effect) => (best === null || effect.swing.greaterThan(best.swing) ? effect : best),
    null,
  );
  return { low: total('low'), base: total('base'), high: total('high'), driver: largest?.driver ?? null };
}

/** 加减一个确定的数(如总费用)。 */
export const shifted = ({ low, base, high, driver }: CombinedRange, by: Decimal): CombinedRange => ({
  low: low.plus(by),
  base: base.plus(by),
  high: high.plus(by),
  driver,
});
