import { compositeScore } from '../comparison.ts';
import type { IndicatorId } from '../indicator.ts';
import type { CompositeItem } from './definition.ts';

/** 综合指数的一项:界值、权重、得分;没有数的不计分。 */
export interface ScoredPart extends CompositeItem {
  readonly value: number | null;
  readonly score: number | null;
}

/**
 * 综合指数 = 100 × Σ 权重×得分 ÷ Σ 权重,只计有数的项。
 * 可得的权重占比低于 `minWeight` 时不给出:少数几项代表不了整体。
 */
export function compositeFigure(
  items: readonly CompositeItem[],
  figureOf: (id: IndicatorId) => number | null,
  minWeight = 0,
) {
  const valued = items.map((item) => ({ ...item, value: figureOf(item.indicator) }));
  const { scores, composite, missing } = compositeScore(valued.map((item) => ({ ...item, key: item.indicator })));
  const parts = valued.map((item): ScoredPart => ({ ...item, score: scores[item.indicator] ?? null }));
  const whole = sum(items.map(({ weight }) => weight));
  const available = sum(parts.map(({ score, weight }) => (score === null ? 0 : weight)));
  const earned = 100 * sum(parts.map(({ score, weight }) => (score ?? 0) * weight));
  const terms = { numerator: composite === null ? null : earned, denominator: composite === null ? null : available };
  if (composite === null) return { value: null, ...terms, reason: '各组成指标都没有数', parts };
  if (available / whole < minWeight) {
    const reason = `有数的组成指标只占权重的 ${Math.round((available / whole) * 100)}%,缺 ${missing.length} 项`;
    return { value: null, ...terms, reason, parts };
  }
  return { value: composite, ...terms, reason: null, parts };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
