import type { FindingList } from '../grouping/scheme-finding.ts';
import { namedProcedures, type ProcedureExpression } from './procedure-expression.ts';
import { type CatalogueEntry, kindRank } from './region-pack.ts';

/** 分值的高低与治疗的轻重不一致:多做操作、方式更高,分值反而低。照常装载。 */
export function lintScores(entries: readonly CatalogueEntry[], findings: FindingList): void {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    const key = `${entry.type} ${entry.diagnosis.text}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  for (const group of groups.values()) {
    for (const entry of group) {
      const lesser = group.find((other) => other.score > entry.score && isLesser(other, entry));
      if (lesser) findings.warning('score-order', entry.at, `${entry.code} 的治疗比 ${lesser.code} 重,分值却比它低`);
    }
  }
}

/** 综合病种比治疗方式;核心与基层比要求的操作:一个的每一组都在另一个之中。 */
function isLesser(other: CatalogueEntry, entry: CatalogueEntry): boolean {
  if (entry.type === 'comprehensive') return kindRank(other.kind) < kindRank(entry.kind);
  if (entry.procedures === null) return false;
  return other.procedures === null || requiresLess(other.procedures, entry.procedures);
}

function requiresLess(less: ProcedureExpression, more: ProcedureExpression): boolean {
  if (less.parts.length >= more.parts.length) return false;
  const named = new Set(namedProcedures(more));
  return namedProcedures(less).every((code) => named.has(code));
}
