import type { Condition } from '../condition-tree.ts';
import type { GroupingCase } from '../grouping-case.ts';
import { type CaseDraft, emptyDraft, type Literal, testOf, type Universes, withLiteral } from './case-draft.ts';
import { singleCodeList } from './code-kind.ts';
import type { Wanted } from './critical-leaf.ts';
import { caseOf } from './draft-case.ts';
import { type Home, listOf } from './scheme-meaning.ts';

/** 要求某行的条件(或其中一部分)成立,或不成立。 */
export interface Goal extends Wanted {
  readonly home: Home;
}

/** 造出的病例还不合用:改要求其中任一条。没有路可走时为空。 */
export type Refusal = readonly Goal[];

/** 所求的病例。 */
export interface Sought {
  readonly goals: readonly Goal[];
  /** 条件写不出的要求:某级并发症被排除、某项没有填。 */
  readonly literals?: readonly Literal[];
  /** 尽量与它相像。 */
  readonly like?: GroupingCase | null;
  /** 次序上会不会先被别的行收走;合用时为 null。 */
  refuse(c: GroupingCase): Refusal | null;
}

export type Found =
  | { readonly kind: 'found'; readonly c: GroupingCase }
  /** 没有这样的病例。 */
  | { readonly kind: 'none' }
  /** 试到上限仍没有定论。 */
  | { readonly kind: 'undecided' };

// 绝大多数几十步便有结果;上限只防路极多而都不通。
const MOST_STEPS = 5000;

/**
 * 由条件造病例:要求逐条拆成最小的要求,遇「或」分路,造出的病例若先被别的行收走,就再要求那一行不成立。
 * 每一步都由规则推得,不靠试结果;路都走尽而没有,就是真的没有。
 */
export class CaseSearch {
  private steps = 0;

  constructor(private readonly universes: Universes) {}

  find(sought: Sought): Found {
    this.steps = 0;
    let draft: CaseDraft | null = emptyDraft(this.universes);
    for (const literal of sought.literals ?? []) draft = draft && withLiteral(draft, literal, this.universes);
    const c = draft && this.search(draft, [...sought.goals].reverse(), sought);
    if (c) return { kind: 'found', c };
    return { kind: this.steps > MOST_STEPS ? 'undecided' : 'none' };
  }

  /** `pending` 的末尾先做。 */
  private search(draft: CaseDraft, pending: readonly Goal[], sought: Sought): GroupingCase | null {
    if (++this.steps > MOST_STEPS) return null;
    const goal = pending.at(-1);
    if (!goal) return this.settle(draft, sought);
    const rest = pending.slice(0, -1);
    const { tree, wanted, home } = goal;
    switch (tree.kind) {
      case 'true':
        return wanted ? this.search(draft, rest, sought) : null;
      case 'not':
        return this.search(draft, [...rest, { tree: tree.part, wanted: !wanted, home }], sought);
      case 'and':
      case 'or': {
        const parts = tree.parts.map((part) => ({ tree: part, wanted, home }));
        if ((tree.kind === 'and') === wanted) return this.search(draft, [...rest, ...parts.reverse()], sought);
        return this.firstOf(parts, (part) => this.search(draft, [...rest, part], sought));
      }
      default: {
        const more = withLiteral(draft, literalOf(tree, wanted, home), this.universes);
        return more && this.search(more, rest, sought);
      }
    }
  }

  /** 要求都在了:定出一个病例;被别的行先收走,就走让那一行不成立的各条路。 */
  private settle(draft: CaseDraft, sought: Sought): GroupingCase | null {
    const c = caseOf(draft, this.universes, sought.like ?? null);
    if (c === null) return null;
    const refusal = sought.refuse(c);
    if (refusal === null) return c;
    return this.firstOf(refusal, (goal) => this.search(draft, [goal], sought));
  }

  private firstOf(ways: readonly Goal[], follow: (way: Goal) => GroupingCase | null): GroupingCase | null {
    for (const way of ways) {
      const c = follow(way);
      if (c) return c;
    }
    return null;
  }
}

type Leaf = Exclude<Condition, { kind: 'true' | 'not' | 'and' | 'or' }>;

/** 一片叶子的要求。 */
export function literalOf(leaf: Leaf, wanted: boolean, home: Home): Literal {
  switch (leaf.kind) {
    case 'member': {
      const { axis, position } = leaf;
      return { kind: 'code', axis, position, list: listOf(leaf.list, home), wanted };
    }
    case 'has':
      return { kind: 'code', axis: leaf.axis, position: 'any', list: singleCodeList(leaf.code), wanted };
    case 'complication':
      return { kind: 'complication', level: leaf.level === 'mcc' ? 'MCC' : 'CC', wanted };
    case 'compare': {
      const { variable } = leaf;
      const test = testOf(leaf, wanted);
      return variable === 'sites' ? { kind: 'sites', mdc: home.mdc, test } : { kind: 'value', variable, test };
    }
  }
}
