import { mean, standardDeviation, sum } from '../weighted-statistics.ts';

/** 死亡风险分级:0 参考集中没有死亡,1 低,2 中低,3 中高,4 高。 */
export type MortalityTier = 0 | 1 | 2 | 3 | 4;

export interface DeathCount {
  readonly deaths: number;
  readonly cases: number;
}
type ByGroup<T> = Readonly<Record<string, T>>;

/**
 * 由参考集(地区或全国、一年)给各病组定死亡风险等级。
 * 死亡率取自然对数,μ、σ 按病组不加权、总体标准差;低于 μ−σ 为低风险。
 * 来源:三级公立医院绩效监测操作手册(2025 版)的「低于均值减一倍标准差」;对数与 2–4 级的界未见官方全文。
 * 一家医院不能由自己的数据定级。
 */
export function mortalityTiers(reference: ByGroup<DeathCount>): {
  mu: number | null;
  sd: number | null;
  tier: Record<string, MortalityTier>;
} {
  const observed = Object.entries(reference).filter(([, group]) => group.cases > 0);
  const logs = observed.filter(([, g]) => g.deaths > 0).map(([, g]) => Math.log(g.deaths / g.cases));
  const mu = mean(logs);
  const sd = standardDeviation(logs);
  const tierOf = (group: DeathCount): MortalityTier =>
    group.deaths === 0 || mu === null || sd === null ? 0 : tierOfLog(Math.log(group.deaths / group.cases), mu, sd);
  return { mu, sd, tier: Object.fromEntries(observed.map(([drg, group]) => [drg, tierOf(group)])) };
}

function tierOfLog(x: number, mu: number, sd: number): MortalityTier {
  if (x < mu - sd) return 1;
  if (x < mu) return 2;
  return x < mu + sd ? 3 : 4;
}

/** 指标 `lowRiskMortality` 等所依据的例数:某些等级的病组中的病例与死亡。`tiers` 中没有的病组不计。 */
export function deathsInTiers(
  hospital: ByGroup<DeathCount>,
  tiers: ByGroup<number>,
  wanted: readonly MortalityTier[],
): DeathCount & { groups: string[] } {
  const groups = Object.keys(hospital).filter((drg) => wanted.includes(tiers[drg] as MortalityTier));
  return {
    groups,
    deaths: sum(groups.map((drg) => hospital[drg]!.deaths)),
    cases: sum(groups.map((drg) => hospital[drg]!.cases)),
  };
}

/**
 * 间接标准化:期望死亡 = Σ 例数 × 参考死亡率;SMR = 实际 ÷ 期望;标准化死亡率 = SMR × 参考粗死亡率。
 * 没有参考死亡率的病组,实际与期望都不计;期望为 0 时比值为 null。
 */
export function standardisedMortality(
  hospital: ByGroup<DeathCount>,
  referenceRate: ByGroup<number>,
  referenceCrudeRate: number,
): { expected: number; smr: number | null; standardisedRate: number | null } {
  const known = Object.entries(hospital).filter(([drg]) => referenceRate[drg] !== undefined);
  const expected = sum(known.map(([drg, group]) => group.cases * referenceRate[drg]!));
  if (expected === 0) return { expected, smr: null, standardisedRate: null };
  const smr = sum(known.map(([, group]) => group.deaths)) / expected;
  return { expected, smr, standardisedRate: smr * referenceCrudeRate };
}

/**
 * 直接标准化死亡率 Σ 参考构成 × 本院死亡率。
 * 本院没有病例的病组不参加,构成在其余病组间重新归一;一组也没有时为 null。
 */
export function directlyStandardisedRate(
  hospital: ByGroup<DeathCount>,
  referenceShare: ByGroup<number>,
): number | null {
  const usable = Object.entries(referenceShare).filter(([drg]) => (hospital[drg]?.cases ?? 0) > 0);
  const shares = sum(usable.map(([, share]) => share));
  if (shares === 0) return null;
  const rates = usable.map(([drg, share]) => share * (hospital[drg]!.deaths / hospital[drg]!.cases));
  return sum(rates) / shares;
}
