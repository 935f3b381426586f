import type { Decimal } from 'decimal.js';

/** 一项假设:低、基准、高;确定的数三者相同。 */
export interface Uncertain {
  readonly low: Decimal;
  readonly base: Decimal;
  readonly high: Decimal;
}

export const certain = (value: Decimal): Uncertain => ({ low: value, base: value, high: value });
export const isCertain = ({ low, high }: Uncertain): boolean => low.equals(high);

export type Assumptions<Name extends string> = Readonly<Partial<Record<Name, Uncertain>>>;
export type Values<Name extends string> = Readonly<Partial<Record<Name, Decimal>>>;

/** 各项假设都取基准。 */
export const baseValues = <Name extends string>(assumptions: Assumptions<Name>): Values<Name> =>
  Object.fromEntries(
    Object.entries<Uncertain>(assumptions as Record<Name, Uncertain>).map(([name, { base }]) => [name, base]),
  ) as Values<Name>;

/** 只让一项假设取低、取高,其余取基准时的结果。 */
export interface Effect<Name extends string> {
  readonly assumption: Name;
  readonly atLow: Decimal;
  readonly atHigh: Decimal;
  /** 两者之差的大小。 */
  readonly swing: Decimal;
}

/** 一个数的低、基准、高,以及它主要随哪项假设而变。 */
export interface Range<Name extends string> extends Uncertain {
  /** 影响最大的假设;没有不确定的假设时为 null。 */
  readonly driver: Name | null;
  /** 各项假设的影响,大的在前。 */
  readonly effects: readonly Effect<Name>[];
  /** 取得低、高时各项假设的取值。 */
  readonly lowAt: Values<Name>;
  readonly highAt: Values<Name>;
}

/** 已知的不利与有利的一端:有几项假设一起定下的(如点值),按它们定,不再逐项试。 */
export interface KnownEnds<Name extends string> {
  readonly low: Values<Name>;
  readonly high: Values<Name>;
}

/**
 * 一个数在几项假设之下的范围:各项都取不利的一端得低,都取有利的一端得高;哪一端不利由逐项试算得出。
 * 对每项假设单调的数这就是真正的两端;带界限的(如超支分档)也不会把基准甩在范围之外。算不出(缺一项)为 null。
 */
export function rangeOf<Name extends string>(
  evaluate: (values: Values<Name>) => Decimal | null,
  assumptions: Assumptions<Name>,
  known?: KnownEnds<Name>,
): Range<Name> | null {
  const bases = baseValues(assumptions);
  const base = evaluate(bases);
  if (base === null) return null;
  const given = Object.entries(assumptions) as [Name, Uncertain][];
  const effects = given
    .flatMap(([name, assumption]) => effectOf(evaluate, bases, name, assumption))
    .sort((a, b) => b.swing.comparedTo(a.swing));
  const ends = (['low', 'high'] as const).map((side) => corner(side, bases, effects, assumptions, known));
  const tried = [bases, ...ends].flatMap((values) => {
    const result = evaluate(values);
    return result === null ? [] : [{ values, result }];
  });
  const lowest = tried.reduce((best, trial) => (trial.result.lessThan(best.result) ? trial : best));
  const highest = tried.reduce((best, trial) => (trial.result.greaterThan(best.result) ? trial : best));
  return {
    low: lowest.result,
    base,
    high: highest.result,
    driver: effects[0]?.assumption ?? null,
    effects,
    lowAt: lowest.values,
    highAt: highest.values,
  };
}

/** 各项都取不利(low)或都取有利(high)的一端。 */
function corner<Name extends string>(
  side: 'low' | 'high',
  bases: Values<Name>,
  effects: readonly Effect<Name>[],
  assumptions: Assumptions<Name>,
  known: KnownEnds<Name> | undefined,
): Values<Name> {
  const chosen = effects.map(({ assumption, atLow, atHigh }) => {
    const end = atLow.lessThanOrEqualTo(atHigh) === (side === 'low') ? 'low' : 'high';
    return { [assumption]: assumptions[assumption]![end] };
  });
  return Object.assign({}, bases, ...chosen, known?.[side]);
}

/** 单独变动一项的影响;没有影响的(确定的、或这个数不看它)不列。 */
function effectOf<Name extends string>(
  evaluate: (values: Values<Name>) => Decimal | null,
  bases: Values<Name>,
  name: Name,
  assumption: Uncertain,
): Effect<Name>[] {
  if (isCertain(assumption)) return [];
  const atLow = evaluate({ ...bases, [name]: assumption.low });
  const atHigh = evaluate({ ...bases, [name]: assumption.high });
  if (atLow === null || atHigh === null || atLow.equals(atHigh)) return [];
  return [{ assumption: name, atLow, atHigh, swing: atHigh.minus(atLow).abs() }];
}
