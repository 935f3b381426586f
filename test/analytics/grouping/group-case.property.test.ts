import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCondition } from '../../../analytics/grouping/condition-parser.ts';
import type { Condition } from '../../../analytics/grouping/condition-tree.ts';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import type { GroupingCase } from '../../../analytics/grouping/grouping-case.ts';
import { anyCondition } from '../../support/any-condition.ts';
import { aGroupingCase, aScheme } from '../../support/grouping-scheme.ts';

const lists: Record<string, readonly string[]> = {
  dx: ['D1'],
  dx1: ['D1', 'D2'],
  proc: ['P1'],
  proc1: ['P1', 'P2'],
  valid: ['P2'],
};

const condition = anyCondition('mcc', 'age < 3', 'age != 3', "has_dx('D2')", "has_proc('P2')");
const anyCase = fc.record({
  diagnoses: fc.array(fc.constantFrom('D1', 'D2', 'D3', 'M1'), { maxLength: 3 }),
  procedures: fc.array(fc.constantFrom('P1', 'P2', 'P3'), { maxLength: 3 }),
  age: fc.constantFrom(null, 2, 3, 4),
});

/** 照约定逐节点求值,不用任何索引。 */
function plainly(node: Condition, c: GroupingCase): boolean {
  const [diagnoses, procedures] = [c.diagnoses, c.procedures];
  switch (node.kind) {
    case 'and':
      return node.parts.every((part) => plainly(part, c));
    case 'or':
      return node.parts.some((part) => plainly(part, c));
    case 'not':
      return !plainly(node.part, c);
    case 'has':
      return (node.axis === 'dx' ? diagnoses : procedures).includes(node.code);
    case 'member': {
      const codes = node.axis === 'dx' ? diagnoses : procedures;
      const seen = { main: codes.slice(0, 1), other: codes.slice(1), any: codes }[node.position];
      return seen.some((code) => lists[node.list]!.includes(code));
    }
    case 'complication':
      return diagnoses.slice(1).includes('M1');
    case 'compare':
      return c.age !== null && (node.operator === '<' ? c.age < 3 : c.age !== 3);
    default:
      return true;
  }
}
const holds = (text: string, c: GroupingCase) => {
  const parsed = parseCondition(text);
  return parsed.ok && plainly(parsed.tree, c);
};

test('按候选取舍的判定与逐条求值处处相同', () => {
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 6 }),
      fc.array(anyCase, { minLength: 8, maxLength: 8 }),
      (conditions, cases) => {
        const scheme = aScheme({
          adrgs: conditions.map((text, i) => ({ adrg: `X${i}`, condition: text, lists })),
          valid: lists.valid!,
          complications: { M1: ['MCC', ''] },
        });
        for (const known of cases) {
          const c = aGroupingCase(known);
          const first = conditions.findIndex((text) => holds(text, c));
          expect(groupCase(scheme, c).adrg).toBe(first < 0 ? null : `X${first}`);
        }
      },
    ),
  );
});
