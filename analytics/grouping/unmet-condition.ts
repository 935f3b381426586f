import { type CaseContext, NUMBER_SLOTS } from './case-context.ts';
import type { UnmetCondition } from './case-proof.ts';
import type { ConditionScope } from './compile-condition.ts';
import type { Leaf, WantedLeaf } from './condition-gap.ts';
import { type CodePresence, type Comparison, conditionVariables, type ListMembership } from './condition-tree.ts';
import type { FactRows } from './fact-rows.ts';

/** 说明一条条件时要看的病例:规范编码、它们的事实,与编码的名称。 */
export interface CaseView {
  readonly context: CaseContext;
  readonly codes: { readonly dx: readonly string[]; readonly proc: readonly string[] };
  readonly facts: { readonly dx: FactRows; readonly proc: FactRows };
  /** 「主要诊断 J18.900 肺炎 不」:其后接在哪张清单中。逐条都要说,一例只拼一次。 */
  readonly mainNot: { readonly dx: string; readonly proc: string };
}

const WHAT = { dx: '诊断', proc: '手术操作' } as const;
export const PLACE = {
  main: { dx: '主要诊断', proc: '主要手术操作' },
  other: { dx: '其他诊断', proc: '其他手术操作' },
  any: { dx: '诊断', proc: '手术操作' },
} as const;
const LEVEL = { mcc: '严重并发症或合并症(MCC)', cc: '并发症或合并症(CC)' } as const;
const NONE: readonly string[] = [];

/** 把没有满足的一片叶子(与可以代替它的)说成中文。 */
export function describeUnmet(wanted: WantedLeaf, scope: ConditionScope, view: CaseView): UnmetCondition {
  const first = describeLeaf(wanted, scope, view);
  if (wanted.alternatives.length === 0) return first;
  const all = [first, ...wanted.alternatives.map((each) => describeLeaf(each, scope, view))];
  return {
    ...first,
    condition: all.map((each) => each.condition).join(' or '),
    message: all.map((each) => each.message).join(',且'),
    recorded: [...new Set(all.flatMap((each) => each.recorded))],
  };
}

/** 位置不对而在清单里的编码:要主要而它是其他,或要其他而它是主要。 */
export function recordedElsewhere(
  { leaf, wanted }: WantedLeaf,
  { context, codes, facts }: CaseView,
): readonly string[] {
  if (!wanted || leaf.node.kind !== 'member') return NONE;
  const { axis } = leaf.node;
  const rows = axis === 'dx' ? context.dx : context.proc;
  let found: string[] | null = null;
  for (const [i, code] of codes[axis].entries()) {
    if (!facts[axis].isInList(rows[i]!, leaf.list)) continue;
    found ??= [];
    found.push(code);
  }
  return found ?? NONE;
}

function describeLeaf(each: WantedLeaf, scope: ConditionScope, view: CaseView): UnmetCondition {
  const { leaf, wanted } = each;
  const actual = leaf.node.kind === 'compare' ? recordedValue(leaf.node, scope, view.context) : null;
  return {
    condition: wanted ? leaf.text : `not ${leaf.text}`,
    message: messageOf(leaf, wanted, actual, view),
    variable: leaf.node.kind === 'compare' ? leaf.node.variable : null,
    missing: leaf.node.kind === 'compare' && actual === null,
    recorded: recordedElsewhere(each, view),
  };
}

function messageOf({ node, inTable }: Leaf, wanted: boolean, actual: number | string | null, view: CaseView): string {
  switch (node.kind) {
    case 'member':
      if (wanted) return outsideList(node, inTable, view);
      return `有${PLACE[node.position][node.axis]}${inTable},按规则不应有`;
    case 'has':
      return presence(node, wanted);
    case 'complication':
      return wanted ? `没有未被排除的${LEVEL[node.level]}` : `有${LEVEL[node.level]},按规则不应有`;
    case 'compare':
      return comparison(node, wanted, actual);
  }
}

function outsideList({ axis, position }: ListMembership, inTable: string, { codes, mainNot }: CaseView): string {
  const given = codes[axis];
  const place = PLACE[position][axis];
  if (given.length === 0 || (position === 'main' && given[0] === '')) return `没有${place}`;
  if (position === 'main') return mainNot[axis] + inTable;
  if (position === 'other' && given.length === 1) return `没有${place}`;
  return `没有${place}${inTable}`;
}

const presence = ({ axis, code }: CodePresence, wanted: boolean) =>
  wanted ? `没有${WHAT[axis]} ${code}` : `有${WHAT[axis]} ${code},按规则不应有`;

function comparison(
  { variable, operator, value }: Comparison,
  wanted: boolean,
  actual: number | string | null,
): string {
  const { label } = conditionVariables[variable];
  const rule = `${wanted ? '规则要求' : '规则要求不是'} ${operator} ${value}`;
  return actual === null ? `${label}没有填,${rule}` : `${label}是 ${actual},${rule}`;
}

/** 病例上的值;缺失为 null。 */
function recordedValue({ variable }: Comparison, scope: ConditionScope, context: CaseContext) {
  if (variable === 'dept') return context.department;
  if (variable === 'sites') return context.countSites(scope.siteCell());
  const actual = context.numbers[NUMBER_SLOTS[variable]]!;
  return Number.isNaN(actual) ? null : actual;
}
