import { normaliseCode } from './code-entry.ts';
import type { CodeAxis, CodePresence, ListMembership } from './condition-tree.ts';

/** 条件里用到的清单各得一个号(诊断与手术分开编);没有条件用的清单不占位。 */
export class ListRegistry {
  private readonly numbers = { dx: new Map<string, number>(), proc: new Map<string, number>() };

  /** `owner` 是清单所属的行;`valid` 与单个编码全方案共用。 */
  numberFor(node: ListMembership | CodePresence, owner: string): number {
    if (node.kind === 'has') return this.assign(node.axis, codeListKey(normaliseCode(node.code)));
    return this.assign(node.axis, node.list === 'valid' ? 'valid' : ownListKey(owner, node.list));
  }

  /** 清单的号;没有条件用它时为 undefined。 */
  find(axis: CodeAxis, key: string): number | undefined {
    return this.numbers[axis].get(key);
  }

  /** `has_dx('…')` 里的单个编码及其号。 */
  *singleCodes(axis: CodeAxis): Generator<[code: string, list: number]> {
    for (const [key, number] of this.numbers[axis]) if (key.startsWith('=')) yield [key.slice(1), number];
  }

  count(axis: CodeAxis): number {
    return this.numbers[axis].size;
  }

  private assign(axis: CodeAxis, key: string): number {
    const numbers = this.numbers[axis];
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  }
}

const codeListKey = (code: string) => `=${code}`;

/** 某行自己的清单的键。 */
export const ownListKey = (owner: string, list: string): string => `${owner}\u0000${list}`;
export const mdcOwner = (mdc: string): string => `mdc\u0000${mdc}`;
export const ruleOwner = (adrg: string, rule: string): string => `adrg\u0000${adrg}\u0000${rule}`;
