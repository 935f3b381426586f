import { type ComparisonOperator, type Condition, conditionNodes } from './condition-tree.ts';

/** 只知道病例的一部分时条件的真假:`null` 为尚不能定。 */
export type Certainty = boolean | null;

/** 三值逻辑求值:`leaf` 说出它能定的叶子,其余为 null。用来先行排除不可能成立的 ADRG,也用来发现恒成立的条件。 */
export function certainty(tree: Condition, leaf: (node: Condition) => Certainty): Certainty {
  switch (tree.kind) {
    case 'true':
      return true;
    case 'not': {
      const inner = certainty(tree.part, leaf);
      return inner === null ? null : !inner;
    }
    case 'and':
      return junction(tree.parts, leaf, false);
    case 'or':
      return junction(tree.parts, leaf, true);
    default:
      return leaf(tree);
  }
}

/** and 遇假即假,or 遇真即真(`decisive`);否则有一个不定就不定。 */
function junction(parts: readonly Condition[], leaf: (node: Condition) => Certainty, decisive: boolean): Certainty {
  let result: Certainty = !decisive;
  for (const part of parts) {
    const value = certainty(part, leaf);
    if (value === decisive) return decisive;
    if (value === null) result = null;
  }
  return result;
}

/** 不看病例也恒成立(`true`、`true or …`)。 */
export const holdsAlways = (tree: Condition): boolean => certainty(tree, () => null) === true;

/** 成立就必然有主要诊断在清单 `list` 之中。 */
export function requiresMainDiagnosisIn(tree: Condition, list: string): boolean {
  const outside = (node: Condition): Certainty =>
    node.kind === 'member' && node.position === 'main' && node.list === list ? false : null;
  return certainty(tree, outside) === false;
}

/** 只看手术、不看诊断:先期分组的条件。 */
export function looksAtProceduresOnly(tree: Condition): boolean {
  const axes = new Set<string>();
  for (const node of conditionNodes(tree)) {
    if (node.kind === 'member' || node.kind === 'has') axes.add(node.axis);
    if (node.kind === 'complication' || (node.kind === 'compare' && node.variable === 'sites')) axes.add('dx');
  }
  return axes.has('proc') && !axes.has('dx');
}

/** 照约定比较两个值;同一类型(数或文本)才有意义。 */
export function compareValues(actual: number | string, operator: ComparisonOperator, value: number | string): boolean {
  switch (operator) {
    case '==':
      return actual === value;
    case '!=':
      return actual !== value;
    case '<':
      return actual < value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '>=':
      return actual >= value;
  }
}
