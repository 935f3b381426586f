/** 高倍率界限随 RW 分档:RW 不超过 rwMax 时用 k;最后一档不写 rwMax。 */
export interface HighBound {
  readonly rwMax?: number;
  readonly k: number;
}

/** 高低倍率的默认界限;各地不同,由政策参数覆盖。 */
export const DEFAULT_HIGH_BOUNDS: readonly HighBound[] = [{ rwMax: 1, k: 3 }, { rwMax: 3, k: 2 }, { k: 1.5 }];

export interface OutlierClass {
  readonly class: 'low' | 'normal' | 'high';
  /** 所用的高倍率界限 K。 */
  readonly K: number;
  /** 倍率 = 费用 ÷ 支付标准(或病组均费)。 */
  readonly times: number;
}

/** 该 RW 的高倍率界限;没有一档适用时抛出 RangeError(界限表没有封顶的一档)。 */
export function highBoundOf(rw: number, bounds: readonly HighBound[] = DEFAULT_HIGH_BOUNDS): number {
  const bound = bounds.find(({ rwMax }) => rwMax === undefined || rw <= rwMax);
  if (!bound) throw new RangeError(`高倍率界限表没有适用于 RW ${rw} 的一档`);
  return bound.k;
}

/** 倍率分类;恰在界上的算正常。支付标准不是正数时为 null。费用与标准的单位须一致。 */
export function outlierClass(
  { rw, cost, standard }: { rw: number; cost: number; standard: number },
  lowBound: number,
  bounds: readonly HighBound[] = DEFAULT_HIGH_BOUNDS,
): OutlierClass | null {
  if (!(standard > 0)) return null;
  const times = cost / standard;
  const K = highBoundOf(rw, bounds);
  if (times < lowBound) return { class: 'low', K, times };
  return { class: times > K ? 'high' : 'normal', K, times };
}

export interface OutlierPointsInput {
  readonly base: number;
  readonly cost: number;
  readonly mean: number;
  readonly rw: number;
  /** 审核认定的不合理费用。 */
  readonly unreasonable: number;
}

/**
 * 高低倍率病例的点数。低倍率:基准 × 倍率;正常:基准;
 * 高倍率:基准 + 基准 × max((费用 − 不合理费用)÷ 均费 − K, 0)。均费不是正数时为 null。
 */
export function outlierPoints(
  { base, cost, mean, rw, unreasonable }: OutlierPointsInput,
  lowBound: number,
  bounds: readonly HighBound[] = DEFAULT_HIGH_BOUNDS,
): number | null {
  const outlier = outlierClass({ rw, cost, standard: mean }, lowBound, bounds);
  if (!outlier) return null;
  if (outlier.class === 'low') return Math.min(base * outlier.times, base);
  if (outlier.class === 'normal') return base;
  return base + base * Math.max((cost - unreasonable) / mean - outlier.K, 0);
}
