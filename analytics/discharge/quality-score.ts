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

/** 各规则(编号与级别)的扣分;同一编号下有几项检查的取最重的一项。 */
export function ruleDeductions(
  checks: readonly { readonly id: string; readonly severity: 'E' | 'W'; readonly deduction: number }[],
): { rule: string; severity: 'E' | 'W'; deduction: number }[] {
  const found = new Map<string, { rule: string; severity: 'E' | 'W'; deduction: number }>();
  for (const { id: rule, severity, deduction } of checks) {
    const key = `${rule}${severity}`;
    if (deduction > (found.get(key)?.deduction ?? -1)) found.set(key, { rule, severity, deduction });
  }
  return [...found.values()];
}
