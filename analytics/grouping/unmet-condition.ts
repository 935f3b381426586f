import { type CaseContext, NUMBER_SLOTS } from './case-context.ts';
import type { UnmetCondition } from './case-proof.ts';
import type { CompiledCondition } from './compiled-scheme.ts';
import type { WantedLeaf } from './condition-gap.ts';
import { type CodePresence, type Comparison, conditionVariables, type ListMembership } from './condition-tree.ts';
import type { FactRows } from './fact-rows.ts';

/** 说明一条条件时要看的病例:规范编码、它们的事实,与编码的名称。 */
export interface CaseView {
  readonly context: CaseContext;
  readonly codes: { readonly dx: readonly string[]; readonly proc: readonly string[] };
  readonly facts: { readonly dx: FactRows; readonly proc: FactRows };
  /** 编码连同名称。 */
  codeText(axis: 'dx' | 'proc', code: string): string;
}

const WHAT = { dx: '诊断', proc: '手术操作' } as const;
const PLACE = {
  main: { dx: '主要诊断', proc: '主要手术操作' },
  other: { dx: '其他诊断', proc: '其他手术操作' },
  any: { dx: '诊断', proc: '手术操作' },
} as const;
const LEVEL = { mcc: '严重并发症或合并症(MCC)', cc: '并发症或合并症(CC)' } as const;

/** 把没有满足的一片叶子(与可以代替它的)说成中文。`home` 是清单的主人,如 `FR1`。 */
export function describeUnmet(
  leaf: WantedLeaf,
  condition: CompiledCondition,
  home: string,
  view: CaseView,
): UnmetCondition {
  const all = [leaf, ...(leaf.alternatives ?? [])].map((each) => describeLeaf(each, condition, home, view));
  return {
    ...all[0]!,
    condition: all.map((each) => each.condition).join(' or '),
    message: all.map((each) => each.message).join(',且'),
    recorded: [...new Set(all.flatMap((each) => each.recorded))],
  };
}

function describeLeaf(leaf: WantedLeaf, condition: CompiledCondition, home: string, view: CaseView): UnmetCondition {
  const { node, wanted } = leaf;
  const text = condition.text.slice(node.from, node.to);
  const unmet = (message: string, rest: Partial<UnmetCondition> = {}): UnmetCondition => ({
    condition: wanted ? text : `not ${text}`,
    message,
    variable: null,
    missing: false,
    recorded: [],
    ...rest,
  });
  switch (node.kind) {
    case 'member':
      return wanted
        ? unmet(outsideList(node, home, view), { recorded: recordedElsewhere(node, condition, view) })
        : unmet(`有${PLACE[node.position][node.axis]}在${listText(node, home)}中,按规则不应有`);
    case 'has':
      return unmet(presence(node, wanted));
    case 'complication':
      return unmet(wanted ? `没有未被排除的${LEVEL[node.level]}` : `有${LEVEL[node.level]},按规则不应有`);
    case 'compare':
      return comparison(node, wanted, recordedValue(node, condition, view.context), unmet);
    default:
      return unmet('条件不成立');
  }
}

const listText = ({ axis, list }: ListMembership, home: string) => {
  if (list === 'valid') return '有效手术表';
  return ` ${home} 的${WHAT[axis]}表${list === axis ? '' : `(${list})`}`;
};

function outsideList(node: ListMembership, home: string, { codes, codeText }: CaseView): string {
  const { axis, position } = node;
  const given = codes[axis];
  const place = PLACE[position][axis];
  if (given.length === 0 || (position === 'main' && given[0] === '')) return `没有${place}`;
  if (position === 'main') return `${place} ${codeText(axis, given[0]!)} 不在${listText(node, home)}中`;
  if (position === 'other' && given.length === 1) return `没有${place}`;
  return `没有${place}在${listText(node, home)}中`;
}

/** 位置不对而在清单里的编码:要主要而它是其他,或要其他而它是主要。 */
function recordedElsewhere(node: ListMembership, { scope }: CompiledCondition, { context, codes, facts }: CaseView) {
  const list = scope.listOf(node);
  const rows = node.axis === 'dx' ? context.dx : context.proc;
  return codes[node.axis].filter((_, i) => facts[node.axis].isInList(rows[i]!, list));
}

const presence = ({ axis, code }: CodePresence, wanted: boolean) =>
  wanted ? `没有${WHAT[axis]} ${code}` : `有${WHAT[axis]} ${code},按规则不应有`;

type Unmet = (message: string, rest?: Partial<UnmetCondition>) => UnmetCondition;

function comparison(node: Comparison, wanted: boolean, actual: number | string | null, unmet: Unmet): UnmetCondition {
  const { variable, operator, value } = node;
  const { label } = conditionVariables[variable];
  const rule = `${wanted ? '规则要求' : '规则要求不是'} ${operator} ${value}`;
  if (actual === null) return unmet(`${label}没有填,${rule}`, { variable, missing: true });
  return unmet(`${label}是 ${actual},${rule}`, { variable });
}

/** 病例上的值;缺失为 null。 */
function recordedValue({ variable }: Comparison, { scope }: CompiledCondition, context: CaseContext) {
  if (variable === 'dept') return context.department;
  if (variable === 'sites') return context.countSites(scope.siteCell());
  const actual = context.numbers[NUMBER_SLOTS[variable]]!;
  return Number.isNaN(actual) ? null : actual;
}
