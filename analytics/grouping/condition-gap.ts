import type { CaseContext } from './case-context.ts';
import { compileCondition, type Predicate } from './compile-condition.ts';
import type { CompiledCondition } from './compiled-scheme.ts';
import type { Condition, ListMembership } from './condition-tree.ts';

export type LeafCondition = Exclude<Condition, { kind: 'true' | 'not' | 'and' | 'or' }>;

/** 条件树的一片叶子,连同求值与说明它要用的东西;一个条件只备一次,逐例使用。 */
export interface Leaf {
  readonly node: LeafCondition;
  readonly holds: Predicate;
  /** 清单(或单个编码)的号;不是编码条件为 -1。 */
  readonly list: number;
  /** 条件原文中的这一段。 */
  readonly text: string;
  /** 在哪张清单中的说法,如 `在 FR1 的诊断表中`;不是清单条件为空串。 */
  readonly inTable: string;
}

/** 一片叶子与它应有的真假(在 not 之下应为假)。 */
export interface WantedLeaf {
  readonly leaf: Leaf;
  readonly wanted: boolean;
  /** 改变其中任一片也行(`mcc or cc`);说明时一并说出。 */
  readonly alternatives: readonly WantedLeaf[];
}

/** 使条件成立最少要改变的叶子;已成立为空数组,怎样也不成立为 null。 */
export type Gap = readonly WantedLeaf[] | null;

type GapTree =
  | { readonly kind: 'true' }
  | { readonly kind: 'not'; readonly part: GapTree }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly GapTree[] }
  /** 应真而假、应假而真时的差距先备好,逐例不再分配。 */
  | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly absent: Gap; readonly present: Gap };

interface PreparedCondition {
  readonly tree: GapTree;
  readonly codeLeaves: readonly Leaf[];
}

const SATISFIED: Gap = [];
const prepared = new WeakMap<CompiledCondition, PreparedCondition>();

/** `or` 有几条路时取最短的、次序在前的。 */
export function conditionGap(condition: CompiledCondition, c: CaseContext): Gap {
  return gapOf(prepare(condition).tree, true, c);
}

/** 条件里有没有已经合上的编码条件:病例与这一行确有关系,不是碰巧只写了一条。 */
export const someCodeLeafHolds = (condition: CompiledCondition, c: CaseContext): boolean =>
  prepare(condition).codeLeaves.some(({ holds }) => holds(c));

function gapOf(node: GapTree, wanted: boolean, c: CaseContext): Gap {
  switch (node.kind) {
    case 'true':
      return wanted ? SATISFIED : null;
    case 'not':
      return gapOf(node.part, !wanted, c);
    case 'leaf':
      if (node.leaf.holds(c) === wanted) return SATISFIED;
      return wanted ? node.absent : node.present;
    default:
      return (node.kind === 'and') === wanted ? together(node.parts, wanted, c) : shortest(node.parts, wanted, c);
  }
}

/** 各部分都要满足。 */
function together(parts: readonly GapTree[], wanted: boolean, c: CaseContext): Gap {
  let all: readonly WantedLeaf[] = [];
  for (const part of parts) {
    const gap = gapOf(part, wanted, c);
    if (gap === null) return null;
    if (gap.length > 0) all = all.length === 0 ? gap : [...all, ...gap];
  }
  return all;
}

/** 满足一部分即可;同样只差一片的几条路都记下。 */
function shortest(parts: readonly GapTree[], wanted: boolean, c: CaseContext): Gap {
  const possible: (readonly WantedLeaf[])[] = [];
  for (const part of parts) {
    const gap = gapOf(part, wanted, c);
    if (gap !== null) possible.push(gap);
  }
  if (possible.length === 0) return null;
  const length = Math.min(...possible.map((gap) => gap.length));
  const [best, ...others] = possible.filter((gap) => gap.length === length);
  if (length !== 1 || others.length === 0) return best!;
  const [first] = best!;
  return [{ ...first!, alternatives: [...first!.alternatives, ...others.map(([other]) => other!)] }];
}

function prepare(condition: CompiledCondition): PreparedCondition {
  const known = prepared.get(condition);
  if (known) return known;
  const leaves: Leaf[] = [];
  const tree = gapTree(condition.tree, condition, leaves);
  const fresh = { tree, codeLeaves: leaves.filter(({ list }) => list >= 0) };
  prepared.set(condition, fresh);
  return fresh;
}

function gapTree(node: Condition, condition: CompiledCondition, leaves: Leaf[]): GapTree {
  switch (node.kind) {
    case 'true':
      return { kind: 'true' };
    case 'not':
      return { kind: 'not', part: gapTree(node.part, condition, leaves) };
    case 'and':
    case 'or':
      return { kind: node.kind, parts: node.parts.map((part) => gapTree(part, condition, leaves)) };
    default: {
      const leaf = leafOf(node, condition);
      leaves.push(leaf);
      const gap = (wanted: boolean): Gap => [{ leaf, wanted, alternatives: [] }];
      return { kind: 'leaf', leaf, absent: gap(true), present: gap(false) };
    }
  }
}

function leafOf(node: LeafCondition, { text, scope, home }: CompiledCondition): Leaf {
  return {
    node,
    holds: compileCondition(node, scope),
    list: node.kind === 'member' || node.kind === 'has' ? scope.listOf(node) : -1,
    text: text.slice(node.from, node.to),
    inTable: node.kind === 'member' ? `在${tableText(node, home)}中` : '',
  };
}

function tableText({ axis, list }: ListMembership, home: string): string {
  if (list === 'valid') return '有效手术表';
  return ` ${home} 的${axis === 'dx' ? '诊断' : '手术操作'}表${list === axis ? '' : `(${list})`}`;
}
