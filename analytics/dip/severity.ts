import { type AuxiliaryFacts, auxiliaryHolds, parseAuxiliaryCondition } from './auxiliary-condition.ts';

/** 疾病严重程度辅助目录的默认分级(手册 3.3),依次取第一个成立的;都不成立为 1 级。 */
export const SEVERITY_LEVELS = [
  { level: 4, name: '死亡', condition: 'discharge_type == 5 and los > 3' },
  { level: 3, name: '重度', condition: 'mcc and los > 3' },
  { level: 2, name: '中度', condition: 'cc and los > 3' },
] as const;

const compiled = SEVERITY_LEVELS.map(({ level, condition }) => {
  const parsed = parseAuxiliaryCondition(condition);
  if (!parsed.ok) throw new Error(parsed.messages.join(';'));
  return { level, tree: parsed.tree };
});

/** 疾病严重程度 1–4。住院不满 4 天的死亡算 1 级:手册的取舍。 */
export function severityLevel(facts: AuxiliaryFacts): 1 | 2 | 3 | 4 {
  return compiled.find(({ tree }) => auxiliaryHolds(tree, facts, { dx: [], proc: [] }))?.level ?? 1;
}

/** 辅助系数 = 子组均费 ÷ 病种均费(同一单位,未舍入);病种均费不是正数时为 null(手册 3.3)。 */
export const auxCoefficient = (subgroupMean: number, groupMean: number): number | null =>
  groupMean > 0 ? subgroupMean / groupMean : null;
