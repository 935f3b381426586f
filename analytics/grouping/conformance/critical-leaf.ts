import type { Condition } from '../condition-tree.ts';

/** 条件(子树)与它应有的真假。 */
export interface Wanted {
  readonly tree: Condition;
  readonly wanted: boolean;
}

/** 一片叶子,与使它一变整个条件就变的其余各部分。 */
export interface CriticalLeaf {
  readonly leaf: Condition;
  /** 叶子取这个真假时整个条件成立,反过来则不成立。 */
  readonly wanted: boolean;
  readonly rest: readonly Wanted[];
}

/**
 * 条件的各片叶子,连同使它举足轻重的情形:and 的其他部分都成立,or 的其他部分都不成立。
 * 每片叶子由此得一对只差它自己的正反例。
 */
export function criticalLeaves(tree: Condition): CriticalLeaf[] {
  const found: CriticalLeaf[] = [];
  const walk = (node: Condition, wanted: boolean, rest: readonly Wanted[]): void => {
    if (node.kind === 'not') {
      walk(node.part, !wanted, rest);
    } else if (node.kind === 'and' || node.kind === 'or') {
      for (const part of node.parts) {
        const others = node.parts.filter((other) => other !== part);
        walk(part, wanted, [...rest, ...others.map((other) => ({ tree: other, wanted: node.kind === 'and' }))]);
      }
    } else if (node.kind !== 'true') {
      found.push({ leaf: node, wanted, rest });
    }
  };
  walk(tree, true, []);
  return found;
}
