import { normaliseDiagnosisCode } from '../discharge/icd-code.ts';
import type { CodeEntry } from '../grouping/code-entry.ts';
import { compareValues } from '../grouping/condition-logic.ts';
import { describeConditionError, parseCondition } from '../grouping/condition-parser.ts';
import {
  type CodeAxis,
  type Comparison,
  type Condition,
  conditionNodes,
  type ListMembership,
  type VariableName,
} from '../grouping/condition-tree.ts';
import type { CaseFacts } from '../grouping/grouping-case.ts';
import { type AuxiliaryLists, inList, NO_LISTS } from './auxiliary-lists.ts';

export type ComplicationLevel = 'mcc' | 'cc';

/** 辅助目录要看的事实;没有给的一律按缺失,与缺失比较不成立。 */
export interface AuxiliaryFacts extends Partial<CaseFacts> {
  /** 其他诊断中有哪几级未被排除的并发症,由 DRG 分组的并发症表得出;与分组一样,`mcc`、`cc` 各看各的。 */
  readonly complications?: readonly ComplicationLevel[];
}

export type ParsedAuxiliaryCondition =
  | { readonly ok: true; readonly tree: Condition }
  | { readonly ok: false; readonly messages: readonly string[] };

/** 读辅助目录的条件:与分组同一种条件语言。清单只有本行自己的 `dx`、`proc`;没有部位可数。 */
export function parseAuxiliaryCondition(text: string, lists: AuxiliaryLists = NO_LISTS): ParsedAuxiliaryCondition {
  const parsed = parseCondition(text);
  if (!parsed.ok)
    return { ok: false, messages: parsed.errors.map((e) => `条件「${text}」${describeConditionError(e)}`) };
  const messages = [...conditionNodes(parsed.tree)].flatMap((node) => unsupported(node, text, lists));
  return messages.length === 0 ? { ok: true, tree: parsed.tree } : { ok: false, messages };
}

function unsupported(node: Condition, text: string, lists: AuxiliaryLists): string[] {
  const shown = text.slice(node.from, node.to);
  if (node.kind === 'compare' && node.variable === 'sites') return [`辅助目录不数部位,「${shown}」用不得`];
  if (node.kind !== 'member') return [];
  if (node.list !== node.axis) return [`辅助目录只有本行的清单 dx、proc,「${shown}」里的 ${node.list} 不认识`];
  return lists[node.axis].length > 0 ? [] : [`「${shown}」要用清单,而本行的 ${node.axis} 一列没有写`];
}

/** 条件对病例是否成立。编码须是标准写法。 */
export function auxiliaryHolds(
  tree: Condition,
  facts: AuxiliaryFacts,
  codes: Readonly<Record<CodeAxis, readonly string[]>>,
  lists: AuxiliaryLists = NO_LISTS,
): boolean {
  const holds = (node: Condition): boolean => auxiliaryHolds(node, facts, codes, lists);
  switch (tree.kind) {
    case 'true':
      return true;
    case 'not':
      return !holds(tree.part);
    case 'and':
      return tree.parts.every(holds);
    case 'or':
      return tree.parts.some(holds);
    case 'has':
      return codes[tree.axis].includes(normaliseDiagnosisCode(tree.code));
    case 'complication':
      return facts.complications?.includes(tree.level) ?? false;
    case 'compare':
      return comparisonHolds(tree, facts);
    case 'member':
      return memberHolds(tree, codes[tree.axis], lists[tree.axis]);
  }
}

function memberHolds({ position }: ListMembership, codes: readonly string[], entries: readonly CodeEntry[]): boolean {
  const first = position === 'other' ? 1 : 0;
  const last = position === 'main' ? 1 : codes.length;
  return codes.slice(first, last).some((code) => inList(entries, code));
}

const factOf: Readonly<Partial<Record<VariableName, keyof CaseFacts>>> = {
  age: 'age',
  age_days: 'ageDays',
  weight: 'birthWeight',
  admission_weight: 'admissionWeight',
  los: 'los',
  vent_hours: 'ventilatorHours',
  icu_hours: 'icuHours',
  crrt_hours: 'crrtHours',
  sex: 'sex',
  discharge_type: 'dischargeType',
  day_surgery: 'daySurgery',
  new_technique: 'newTechnique',
  dept: 'department',
};

function comparisonHolds({ variable, operator, value }: Comparison, facts: AuxiliaryFacts): boolean {
  const fact = factOf[variable];
  const given = fact === undefined ? null : (facts[fact] ?? null);
  if (given === null) return false;
  const actual = typeof given === 'boolean' ? Number(given) : given;
  return compareValues(actual, operator, value);
}
