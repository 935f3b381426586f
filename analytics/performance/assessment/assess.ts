import { type FigureInterval, noInterval } from '../figure-interval.ts';
import type { AssessmentPlan } from './assessment-plan.ts';
import { type AssessedUnit, type Compared, type ItemScore, type ItemValues, scoreItem } from './item-score.ts';
import { type Standing, standings } from './standing.ts';
import { type DimensionScore, totalScore } from './total-score.ts';

export type { AssessedUnit, ItemScore, ItemValues } from './item-score.ts';
export type { DimensionScore } from './total-score.ts';

export interface UnitAssessment extends Standing {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly cases: number;
  readonly items: readonly ItemScore[];
  readonly dimensions: readonly DimensionScore[];
  /** 百分制总分;不评级为 null,原因在 `reason`。 */
  readonly score: number | null;
  /** 总分的 95% 区间,百分制;不评级的没有,写明原因。 */
  readonly interval: FigureInterval;
  readonly reason: string | null;
}

export interface ZoneAssessment {
  readonly zone: string;
  readonly name: string;
  readonly ranked: number;
  readonly commended: number;
  /** 奖励总额,元。 */
  readonly award: number;
  /** 按总分由高到低,同分按编码;不评级的在后。 */
  readonly units: readonly UnitAssessment[];
}

/**
 * 按方案考核各单位:各项给分,加权成维度与总分,片区内只在分得出高下处排名。
 * 可得权重不足方案所定的比例、或例数不足的不评级。`hospital` 是全院的值,给「与全院之比」的项用。
 */
export function assess(plan: AssessmentPlan, units: readonly AssessedUnit[], hospital: ItemValues): ZoneAssessment[] {
  return plan.zones.map(({ id, name }) => {
    const peers = units.filter(({ zone }) => zone === id);
    const scored = peers.map((unit) => scoreUnit(plan, unit, { peers, hospital }));
    const { of, ...counts } = standings(
      plan,
      scored.map(({ code, score, interval }) => ({
        code,
        score,
        interval: interval.reason === null ? interval : null,
      })),
    );
    const placed = scored.map((unit): UnitAssessment => ({ ...unit, ...of(unit.code) }));
    return { zone: id, name, ...counts, units: placed.sort(byScore) };
  });
}

const byScore = (a: UnitAssessment, b: UnitAssessment) =>
  (b.score ?? -Infinity) - (a.score ?? -Infinity) || (a.code < b.code ? -1 : 1);

function scoreUnit(plan: AssessmentPlan, unit: AssessedUnit, compared: Compared): Omit<UnitAssessment, keyof Standing> {
  const { code, name, zone, cases } = unit;
  const items = plan.dimensions.flatMap((dimension) => dimension.items.map((item) => scoreItem(item, unit, compared)));
  const total = totalScore(plan, new Map(items.map((score) => [score.item, score])));
  const reason = whyUnrated(plan, unit, total.share);
  const rated = reason === null ? total : null;
  return {
    code,
    name,
    zone,
    cases,
    items,
    dimensions: total.dimensions,
    score: rated?.score ?? null,
    interval: rated?.interval ? { ...rated.interval, reason: null } : noInterval(reason ?? '没有总分'),
    reason,
  };
}

function whyUnrated(plan: AssessmentPlan, { cases }: AssessedUnit, share: number): string | null {
  if (cases > 0 && cases < plan.minimumCases) return `本期 ${cases} 例,少于 ${plan.minimumCases} 例,不评级`;
  if (share === 0) return '没有一个考核项有数,不评级';
  if (share < plan.minimumWeightShare)
    return `有数的维度权重占 ${Math.round(share * 100)}%,不足 ${Math.round(plan.minimumWeightShare * 100)}%,不评级`;
  return null;
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
