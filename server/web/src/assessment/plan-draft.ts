import type {
  AssessmentDimension,
  AssessmentItem,
  AssessmentPlan,
  PlanVersion,
  ScoreKind,
  ScoreRule,
} from './plan-types.ts';

/** 由一版起草:参考方案另起编号,生效日取 `day`;本院的照旧。 */
export function draftFrom({ version, plan }: Pick<PlanVersion, 'version' | 'plan'>, day: string): AssessmentPlan {
  return version === 0 ? { ...plan, id: 'own', name: '本院考核方案', source: '', effectiveFrom: day } : plan;
}

/** 没有用过的编号。填报的数按考核项编号存,所以编号只增不改。 */
export function freshId(prefix: string, used: readonly string[]): string {
  for (let n = used.length + 1; ; n++) if (!used.includes(`${prefix}-${n}`)) return `${prefix}-${n}`;
}

/** 维度与考核项的全部编号;两者不能同号。 */
export const idsOf = ({ dimensions }: Pick<AssessmentPlan, 'dimensions'>): string[] =>
  dimensions.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]);

/** 权重之和;去掉浮点尾差。 */
export const totalWeight = (parts: readonly { weight: number }[]): number =>
  Math.round(parts.reduce((sum, { weight }) => sum + weight, 0) * 1e6) / 1e6;

/** 占全部的比例;没有权重为 0。 */
export const shareOf = (weight: number, parts: readonly { weight: number }[]): number => {
  const total = totalWeight(parts);
  return total > 0 ? weight / total : 0;
};

/** 换计分法:填上寻常的参数,方向由越高还是越低越好定。 */
export function defaultRule(kind: ScoreKind, direction: AssessmentItem['direction']): ScoreRule {
  const ends = (low: number, high: number) =>
    direction === 'up' ? { worst: low, best: high } : { worst: high, best: low };
  switch (kind) {
    case 'percentile':
      return { kind };
    case 'target':
      return { kind, target: 1, tolerance: 0.1 };
    case 'linear':
      return { kind, ...ends(0, 1) };
    case 'relative':
      return { kind, ...ends(0.5, 1.5) };
    case 'improvement':
      return { kind, ...ends(-0.1, 0.1) };
  }
}

/** 换方向:最差与最好对调。 */
export function turned(item: AssessmentItem, direction: AssessmentItem['direction']): AssessmentItem {
  const { score } = item;
  if (direction === item.direction) return item;
  return 'worst' in score
    ? { ...item, direction, score: { ...score, worst: score.best, best: score.worst } }
    : { ...item, direction };
}

export const blankItem = (used: readonly string[]): AssessmentItem => ({
  id: freshId('item', used),
  name: '',
  indicator: null,
  direction: 'up',
  weight: 1,
  score: { kind: 'linear', worst: 0, best: 100 },
});

export const blankDimension = (used: readonly string[]): AssessmentDimension => {
  const id = freshId('dimension', used);
  return { id, name: '', weight: 10, items: [blankItem([...used, id])] };
};

/** 比例 ↔ 百分数;四舍五入去掉浮点尾差。 */
export const toPercent = (share: number): number => Math.round(share * 1e6) / 1e4;
export const fromPercent = (percent: number): number => Math.round(percent * 1e4) / 1e6;

/** 期间的第一天:`2025-Q2` → `2025-04-01`。 */
export function firstDay(period: string): string {
  const [, year, part = ''] = /^(\d{4})(?:-(Q\d|H\d))?$/.exec(period) ?? [];
  const months: Record<string, string> = { Q2: '04', Q3: '07', Q4: '10', H2: '07' };
  return `${year}-${months[part] ?? '01'}-01`;
}
