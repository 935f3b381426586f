import type { CaseContext } from './case-context.ts';
import { compileCondition } from './compile-condition.ts';
import type { CompiledCondition } from './compiled-scheme.ts';
import { type Condition, conditionNodes } from './condition-tree.ts';

/** 条件树的一片叶子,与它应有的真假(在 not 之下应为假)。 */
export interface WantedLeaf {
  readonly node: Condition;
  readonly wanted: boolean;
  /** 改变其中任一片也行(`mcc or cc`);说明时一并说出。 */
  readonly alternatives?: readonly WantedLeaf[];
}

/** 使条件成立最少要改变的叶子;已成立为空数组,怎样也不成立为 null。`or` 有几条路时取最短的、次序在前的。 */
export function conditionGap({ tree, scope }: CompiledCondition, c: CaseContext): readonly WantedLeaf[] | null {
  const gapOf = (node: Condition, wanted: boolean): readonly WantedLeaf[] | null => {
    switch (node.kind) {
      case 'true':
        return wanted ? [] : null;
      case 'not':
        return gapOf(node.part, !wanted);
      case 'and':
      case 'or': {
        const gaps = node.parts.map((part) => gapOf(part, wanted));
        return (node.kind === 'and') === wanted ? together(gaps) : shortest(gaps);
      }
      default:
        return compileCondition(node, scope)(c) === wanted ? [] : [{ node, wanted }];
    }
  };
  return gapOf(tree, true);
}

type Gap = readonly WantedLeaf[] | null;

/** 各部分都要满足。 */
function together(gaps: readonly Gap[]): Gap {
  const all: WantedLeaf[] = [];
  for (const gap of gaps) {
    if (gap === null) return null;
    all.push(...gap);
  }
  return all;
}

/** 满足一部分即可;同样只差一片的几条路都记下。 */
function shortest(gaps: readonly Gap[]): Gap {
  const possible = gaps.filter((gap) => gap !== null);
  if (possible.length === 0) return null;
  const length = Math.min(...possible.map((gap) => gap.length));
  const [best, ...others] = possible.filter((gap) => gap.length === length);
  if (length !== 1 || others.length === 0) return best!;
  const [leaf] = best!;
  const alternatives = others.map(([other]) => other!);
  return [{ ...leaf!, alternatives: [...(leaf!.alternatives ?? []), ...alternatives] }];
}

/** 条件里有没有已经合上的编码条件:病例与这一行确有关系,不是碰巧只写了一条。 */
export function someCodeLeafHolds({ tree, scope }: CompiledCondition, c: CaseContext): boolean {
  for (const node of conditionNodes(tree)) {
    if ((node.kind === 'member' || node.kind === 'has') && compileCondition(node, scope)(c)) return true;
  }
  return false;
}
