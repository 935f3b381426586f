import { growth, percentile, rankZone } from '../comparison.ts';
import type { AssessmentItem, AssessmentPlan } from './assessment-plan.ts';

/** 一个科室的考核输入;没有数的项为 null。 */
export interface AssessedUnit {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly cases: number;
  /** 各考核项的本期值与上年同期值,键是考核项编号。 */
  readonly values: Readonly<Record<string, number | null>>;
  readonly lastYear: Readonly<Record<string, number | null>>;
}

export interface ItemScore {
  readonly item: string;
  readonly value: number | null;
  /** 0–1;没有数为 null。 */
  readonly score: number | null;
  readonly reason: string | null;
}

export interface DimensionScore {
  readonly dimension: string;
  /** 百分制;一项也没有数为 null。 */
  readonly score: number | null;
}

export interface UnitAssessment {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly cases: number;
  readonly items: readonly ItemScore[];
  readonly dimensions: readonly DimensionScore[];
  /** 百分制总分;不评级为 null,原因在 `reason`。 */
  readonly score: number | null;
  readonly reason: string | null;
  readonly rank: number | null;
  readonly outcome: 'commended' | 'talk' | null;
}

export interface ZoneAssessment {
  readonly zone: string;
  readonly name: string;
  readonly ranked: number;
  readonly commended: number;
  /** 奖励总额,元。 */
  readonly award: number;
  readonly units: readonly UnitAssessment[];
}

/**
 * 按方案考核各科室:各项给分,维度与总分按权重加权(缺的项不参加,权重在其余项间重新分配),片区内分别排名。
 * 总分 = 100 × Σ 维度权重 × 维度得分 ÷ Σ 维度权重;可得权重不足方案所定的比例、或例数不足的不评级。
 */
export function assess(
  plan: AssessmentPlan,
  units: readonly AssessedUnit[],
  hospital: Readonly<Record<string, number | null>>,
): ZoneAssessment[] {
  return plan.zones.map(({ id, name }) => {
    const peers = units.filter(({ zone }) => zone === id);
    const scored = peers.map((unit) => scoreUnit(plan, unit, peers, hospital));
    const scores = Object.fromEntries(scored.flatMap(({ code, score }) => (score === null ? [] : [[code, score]])));
    const { commended, talk, award } = rankZone(scores, { topShare: plan.top.share, awardEach: plan.top.awardEach });
    const placed = scored.map(
      (unit): UnitAssessment => ({
        ...unit,
        rank: rankOf(unit.score, Object.values(scores)),
        outcome: commended.includes(unit.code) ? 'commended' : talk.includes(unit.code) ? 'talk' : null,
      }),
    );
    const byRank = placed.sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || (a.code < b.code ? -1 : 1));
    const ranked = Object.keys(scores).length;
    return { zone: id, name, ranked, commended: commended.length, award, units: byRank };
  });
}

const rankOf = (score: number | null, all: readonly number[]) =>
  score === null ? null : 1 + all.filter((other) => other > score).length;

function scoreUnit(
  plan: AssessmentPlan,
  unit: AssessedUnit,
  peers: readonly AssessedUnit[],
  hospital: Readonly<Record<string, number | null>>,
): Omit<UnitAssessment, 'rank' | 'outcome'> {
  const scores = new Map<string, ItemScore>();
  for (const { items } of plan.dimensions)
    for (const item of items) scores.set(item.id, scoreItem(item, unit, peers, hospital));
  const dimensions = plan.dimensions.map((dimension): DimensionScore & { weight: number } => {
    const part = weighted(dimension.items.map(({ id, weight }) => ({ weight, score: scores.get(id)!.score })));
    return { dimension: dimension.id, weight: dimension.weight, score: part.score === null ? null : part.score * 100 };
  });
  const { score, share } = weighted(dimensions);
  const reason = whyUnrated(plan, unit, share);
  return {
    code: unit.code,
    name: unit.name,
    zone: unit.zone,
    cases: unit.cases,
    items: [...scores.values()],
    dimensions: dimensions.map(({ dimension, score }) => ({ dimension, score })),
    score: reason === null ? score : null,
    reason,
  };
}

/** 有分的各部分按权重平均,与它们占全部权重的比例。 */
function weighted(parts: readonly { weight: number; score: number | null }[]): { score: number | null; share: number } {
  const sum = (chosen: typeof parts) => chosen.reduce((total, { weight }) => total + weight, 0);
  const known = parts.filter(({ score }) => score !== null);
  const weight = sum(known);
  if (weight === 0) return { score: null, share: 0 };
  const earned = known.reduce((total, part) => total + part.weight * part.score!, 0);
  return { score: earned / weight, share: weight / sum(parts) };
}

function whyUnrated(plan: AssessmentPlan, { cases }: AssessedUnit, share: number): string | null {
  if (cases > 0 && cases < plan.minimumCases) return `本期 ${cases} 例,少于 ${plan.minimumCases} 例,不评级`;
  if (share === 0) return '没有一个考核项有数,不评级';
  if (share < plan.minimumWeightShare)
    return `有数的维度权重占 ${Math.round(share * 100)}%,不足 ${Math.round(plan.minimumWeightShare * 100)}%,不评级`;
  return null;
}

function scoreItem(
  item: AssessmentItem,
  unit: AssessedUnit,
  peers: readonly AssessedUnit[],
  hospital: Readonly<Record<string, number | null>>,
): ItemScore {
  const value = unit.values[item.id] ?? null;
  const result = (score: number | null, reason: string | null): ItemScore => ({ item: item.id, value, score, reason });
  if (value === null) return result(null, item.indicator === null ? '没有填报' : '本期没有数');
  switch (item.score.kind) {
    case 'linear':
      return result(between(value, item.score), null);
    case 'relative': {
      const base = hospital[item.id] ?? null;
      return base ? result(between(value / base, item.score), null) : result(null, '全院没有数,无从相比');
    }
    case 'percentile': {
      const others = peers.flatMap(({ values }) => values[item.id] ?? []);
      return result(percentile(value, others, item.direction), null);
    }
    case 'improvement': {
      const change = growth(value, unit.lastYear[item.id] ?? null);
      return change === null ? result(null, '上年同期没有数') : result(between(change, item.score), null);
    }
    case 'target':
      return result(againstTarget(value, item.direction, item.score), null);
  }
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
const between = (value: number, { worst, best }: { worst: number; best: number }) =>
  clamp((value - worst) / (best - worst));

function againstTarget(
  value: number,
  direction: 'up' | 'down',
  { target, tolerance }: { target: number; tolerance: number },
): number {
  const short = direction === 'up' ? target - value : value - target;
  if (short <= 0) return 1;
  const allowed = Math.abs(target) * tolerance;
  return allowed === 0 ? 0 : clamp(1 - short / allowed);
}

/** 试算:换了权重(按维度与考核项编号给出新权重)的方案;没有写到的不变。 */
export function withWeights(plan: AssessmentPlan, weights: Readonly<Record<string, number>>): AssessmentPlan {
  return {
    ...plan,
    dimensions: plan.dimensions.map((dimension) => ({
      ...dimension,
      weight: weights[dimension.id] ?? dimension.weight,
      items: dimension.items.map((item) => ({ ...item, weight: weights[item.id] ?? item.weight })),
    })),
  };
}
