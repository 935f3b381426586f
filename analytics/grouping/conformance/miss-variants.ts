import type { Condition } from '../condition-tree.ts';
import type { Level, Literal } from './case-draft.ts';
import { literalOf } from './case-search.ts';
import type { Home } from './scheme-meaning.ts';

/** 差一点的另一种差法:说法,与条件写不出的要求。 */
export interface MissVariant {
  readonly how: string;
  readonly literals: readonly Literal[];
}

/** 一条最小条件除了「没有」之外还能怎样差一点:位置不对、被排除、低一级、没有填。 */
export function missVariants(leaf: Condition, wanted: boolean, home: Home): MissVariant[] {
  if (!wanted) return [];
  switch (leaf.kind) {
    case 'member':
      return leaf.position === 'any' ? [] : [misplaced(leaf, home)];
    case 'complication': {
      const level: Level = leaf.level === 'mcc' ? 'MCC' : 'CC';
      const excluded: MissVariant = { how: `${level} 被排除`, literals: [{ kind: 'excluded', level }] };
      const lower: MissVariant = {
        how: '只有 CC',
        literals: [{ kind: 'complication', level: 'CC', wanted: true }],
      };
      return level === 'MCC' ? [excluded, lower] : [excluded];
    }
    case 'compare':
      // 部位数总数得出来,没有缺失。
      if (leaf.variable === 'sites') return [];
      return [{ how: '没有填', literals: [{ kind: 'missing', variable: leaf.variable }] }];
    default:
      return [];
  }
}

/** 编码在表中而位置不对:要主要的只作其他,要其他的只作主要。 */
function misplaced(leaf: Extract<Condition, { kind: 'member' }>, home: Home): MissVariant {
  const literal = literalOf(leaf, true, home) as Extract<Literal, { kind: 'code' }>;
  const position = leaf.position === 'main' ? 'other' : 'main';
  const what = leaf.axis === 'dx' ? '诊断' : '手术操作';
  return {
    how: `只作${position === 'other' ? '其他' : '主要'}${what}`,
    literals: [{ ...literal, position }],
  };
}
