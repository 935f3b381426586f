import { numberComparison, textComparison } from './compile-condition.ts';
import { certainty } from './condition-logic.ts';
import { type Comparison, type Condition, conditionNodes, type VariableName } from './condition-tree.ts';

/** 试的组合超过这么多就不试了,当作能成立。 */
const MOST_TRIALS = 20_000;

type Value = boolean | number | string | null;

/**
 * 有没有一种情形使 `tree` 成立而 `earlier` 都不成立。叶子各自可真可假,同一变量的几个比较取同一个值;
 * 叶子之间的牵连(如 main_dx 在清单中则 any_dx 也在)不算,所以答「没有」是确定的,答「有」则未必。
 * `earlier` 的清单须与 `tree` 是同一行的清单。
 */
export function canHold(tree: Condition, earlier: readonly Condition[] = []): boolean {
  const unknowns = unknownsOf([tree, ...earlier]);
  const trials = unknowns.reduce((product, { values }) => product * values.length, 1);
  if (trials > MOST_TRIALS) return true;
  const known = new Map<string, Value>();
  const leaf = (node: Condition) => leafHolds(node, known);
  const holds = (condition: Condition) => certainty(condition, leaf) === true;
  const tryFrom = (index: number): boolean => {
    const unknown = unknowns[index];
    if (!unknown) return holds(tree) && !earlier.some(holds);
    return unknown.values.some((value) => {
      known.set(unknown.name, value);
      return tryFrom(index + 1);
    });
  };
  return tryFrom(0);
}

interface Unknown {
  readonly name: string;
  readonly values: readonly Value[];
}

function unknownsOf(trees: readonly Condition[]): Unknown[] {
  const flags = new Set<string>();
  const comparisons = new Map<VariableName, Comparison[]>();
  for (const node of trees.flatMap((tree) => [...conditionNodes(tree)])) {
    if (node.kind === 'compare') comparisons.set(node.variable, [...(comparisons.get(node.variable) ?? []), node]);
    else if (isFlag(node)) flags.add(flagName(node));
  }
  return [
    ...Array.from(flags, (name) => ({ name, values: [true, false] })),
    ...Array.from(comparisons, ([name, nodes]) => ({ name, values: [null, ...valuesToTry(name, nodes)] })),
  ];
}

const isFlag = (node: Condition) => node.kind === 'member' || node.kind === 'has' || node.kind === 'complication';

function flagName(node: Condition): string {
  if (node.kind === 'member') return `${node.position}_${node.axis} in ${node.list}`;
  if (node.kind === 'has') return `has_${node.axis} ${node.code}`;
  return node.kind === 'complication' ? node.level : '';
}

/** 比较所分出的每一段各取一个值。 */
function valuesToTry(name: VariableName, nodes: readonly Comparison[]): Value[] {
  if (name === 'dept') return ['', ...new Set(nodes.flatMap(({ value }) => [String(value), `${value}0`]))];
  const bounds = [...new Set(nodes.map(({ value }) => Number(value)))].sort((a, b) => a - b);
  const between = bounds.map((bound, i) => (bound + (bounds[i + 1] ?? bound + 2)) / 2);
  return [...new Set([...bounds, ...between, (bounds[0] ?? 0) - 1])];
}

function leafHolds(node: Condition, known: ReadonlyMap<string, Value>): boolean {
  if (node.kind !== 'compare') return known.get(flagName(node)) === true;
  const actual = known.get(node.variable) ?? null;
  if (actual === null) return false;
  return node.variable === 'dept'
    ? textComparison(node.operator, String(node.value))(String(actual))
    : numberComparison(node.operator, Number(node.value))(Number(actual));
}
