import { sum } from '../weighted-statistics.ts';

export type Direction = 'up' | 'down';

/** 增长率 = 本期 ÷ 基期 − 1(同比、环比同此);基期缺失或为 0 时为 null。 */
export function growth(current: number | null, base: number | null): number | null {
  return current === null || base === null || base === 0 ? null : current / base - 1;
}

/** 百分位 =(劣于自己的个数 + 相同的一半)÷ n;`down` 为越低越好。没有同行时为 null。 */
export function percentile(value: number, peers: readonly number[], direction: Direction): number | null {
  if (peers.length === 0) return null;
  const worse = peers.filter((peer) => (direction === 'up' ? peer < value : peer > value)).length;
  const ties = peers.filter((peer) => peer === value).length;
  return (worse + ties / 2) / peers.length;
}

export interface ScoredIndicator {
  readonly key: string;
  /** 得 0 分与满分的值;越低越好的指标 worst 大于 best。 */
  readonly worst: number;
  readonly best: number;
  readonly value: number | null;
  readonly weight: number;
}

/**
 * 综合得分 = 100 × Σ w·得分 ÷ Σ w,得分 =(x − worst)÷(best − worst),限在 0–1。
 * 没有数值的指标不参加并列出;一个也没有、或权重之和为 0 时为 null。worst 等于 best 时抛出 RangeError。
 */
export function compositeScore(indicators: readonly ScoredIndicator[]): {
  scores: Record<string, number>;
  composite: number | null;
  missing: string[];
} {
  const scored = indicators.flatMap((indicator) =>
    indicator.value === null ? [] : [{ ...indicator, score: scoreOf(indicator, indicator.value) }],
  );
  const weights = sum(scored.map(({ weight }) => weight));
  return {
    scores: Object.fromEntries(scored.map(({ key, score }) => [key, score])),
    composite: weights === 0 ? null : (100 * sum(scored.map(({ weight, score }) => weight * score))) / weights,
    missing: indicators.filter(({ value }) => value === null).map(({ key }) => key),
  };
}

function scoreOf({ key, worst, best }: ScoredIndicator, value: number): number {
  if (worst === best) throw new RangeError(`指标 ${key} 的最差值与最好值相同,无法计分`);
  return Math.min(1, Math.max(0, (value - worst) / (best - worst)));
}

export interface ZoneRanking {
  readonly k: number;
  readonly commended: string[];
  readonly talk: string[];
  /** 奖励总额(元)。 */
  readonly award: number;
}

/**
 * 一个片区内排名:前 30%(至少一名,同分并入)表扬,末位(同分并入)约谈。
 * 全部同分时没有末位。比例与每名奖金(元)是参数。
 */
export function rankZone(
  scores: Readonly<Record<string, number>>,
  { topShare = 0.3, awardEach = 50_000 }: { topShare?: number; awardEach?: number } = {},
): ZoneRanking {
  const ranked = Object.entries(scores).sort(([, a], [, b]) => b - a);
  if (ranked.length === 0) return { k: 0, commended: [], talk: [], award: 0 };
  // 0.29 × 100 在浮点里略小于 29,取整前补上。
  const k = Math.min(ranked.length, Math.max(1, Math.floor(topShare * ranked.length + 1e-9)));
  const [threshold, lowest, highest] = [ranked[k - 1]![1], ranked.at(-1)![1], ranked[0]![1]];
  const named = (wanted: (score: number) => boolean) =>
    ranked.filter(([, score]) => wanted(score)).map(([name]) => name);
  const commended = named((score) => score >= threshold);
  const talk = lowest === highest ? [] : named((score) => score === lowest);
  return { k, commended, talk, award: commended.length * awardEach };
}

export interface BonusUnit {
  /** RBRVS 点数。 */
  readonly rbrvs: number;
  /** DRG 总权重。 */
  readonly weight: number;
  /** KPI 得分,满分 100。 */
  readonly kpi: number;
}

/**
 * 奖金分配(元,未舍入)= 奖池 ×(wR × RBRVS 点数占比 + wK ×(权重 × KPI ÷ 100)占比)。
 * 某一部分各单位都为 0 时该部分无法分配,返回 null。
 */
export function blendBonus(
  pool: number,
  shares: { rbrvs: number; kpi: number },
  units: Readonly<Record<string, BonusUnit>>,
): Record<string, number> | null {
  const entries = Object.entries(units);
  const adjusted = ({ weight, kpi }: BonusUnit) => (weight * kpi) / 100;
  const points = sum(entries.map(([, unit]) => unit.rbrvs));
  const weights = sum(entries.map(([, unit]) => adjusted(unit)));
  if ((points === 0 && shares.rbrvs > 0) || (weights === 0 && shares.kpi > 0)) return null;
  const part = (share: number, amount: number, whole: number) => (share === 0 ? 0 : (share * amount) / whole);
  return Object.fromEntries(
    entries.map(([name, unit]) => [
      name,
      pool * (part(shares.rbrvs, unit.rbrvs, points) + part(shares.kpi, adjusted(unit), weights)),
    ]),
  );
}
