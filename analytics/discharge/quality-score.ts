/** 病案质量分(in.quality_score):100 减各条触发规则的扣分,同一规则一份病案只扣一次,不低于 0。 */
export function recordScore(firedRules: Iterable<string>, deductions: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const rule of new Set(firedRules)) sum += deductions[rule] ?? 0;
  return Math.max(0, 100 - sum);
}

/** 科室、编码员等单位的得分:各病案得分的平均(不取整);没有病案为 null。 */
export function unitScore(scores: readonly number[]): number | null {
  if (scores.length === 0) return null;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
