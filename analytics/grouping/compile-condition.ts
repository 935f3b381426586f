import { type CaseContext, NUMBER_SLOTS } from './case-context.ts';
import { type Certainty, certainty } from './condition-logic.ts';
import type { CodeAxis, CodePosition, CodePresence, Comparison, Condition, ListMembership } from './condition-tree.ts';
import { CC, type FactRows, listBit, listCell, MCC, NO_CODE } from './fact-rows.ts';

/** 编好的条件:对一个病例成立与否。 */
export type Predicate = (c: CaseContext) => boolean;

/** 条件所在之处:清单名在这里是哪个清单,部位按哪个 MDC 数。 */
export interface ConditionScope {
  /** 清单(或单个编码)的号。 */
  listOf(node: ListMembership | CodePresence): number;
  /** MDC 的部位格;条件编完、字典建好之后才问得到。 */
  siteCell(): number;
}

/** 把语法树编成闭包。树本身不变,供解释时逐节点走。 */
export function compileCondition(tree: Condition, scope: ConditionScope): Predicate {
  switch (tree.kind) {
    case 'true':
      return () => true;
    case 'not': {
      const part = compileCondition(tree.part, scope);
      return (c) => !part(c);
    }
    case 'and':
      return all(tree.parts.map((part) => compileCondition(part, scope)));
    case 'or':
      return any(tree.parts.map((part) => compileCondition(part, scope)));
    case 'member':
      return membership(tree.axis, tree.position, scope.listOf(tree));
    case 'has':
      return membership(tree.axis, 'any', scope.listOf(tree));
    case 'complication':
      return complication(tree.level === 'mcc' ? MCC : CC);
    case 'compare':
      return comparison(tree, scope);
  }
}

function all([first, second, ...rest]: Predicate[]): Predicate {
  if (!first || !second) return first ?? (() => true);
  const others = all([second, ...rest]);
  return (c) => first(c) && others(c);
}

function any([first, second, ...rest]: Predicate[]): Predicate {
  if (!first || !second) return first ?? (() => false);
  const others = any([second, ...rest]);
  return (c) => first(c) || others(c);
}

function membership(axis: CodeAxis, position: CodePosition, list: number): Predicate {
  const cell = listCell(list);
  const bit = listBit(list);
  if (position === 'main') {
    if (axis === 'dx') return (c) => (c.dxCells[c.mainDx + cell]! & bit) !== 0;
    return (c) => (c.procCells[c.mainProc + cell]! & bit) !== 0;
  }
  const first = position === 'other' ? 1 : 0;
  if (axis === 'dx') return (c) => someInList(c.dxCells, c.dx, first, c.dxCount, cell, bit);
  return (c) => someInList(c.procCells, c.proc, first, c.procCount, cell, bit);
}

type Someone = (cells: Int32Array, rows: Int32Array, from: number, count: number, cell: number, bit: number) => boolean;
const someInList: Someone = (cells, rows, from, count, cell, bit) => {
  for (let i = from; i < count; i++) if ((cells[rows[i]! + cell]! & bit) !== 0) return true;
  return false;
};

function complication(level: number): Predicate {
  return (c) => c.hasComplication(level);
}

function comparison({ variable, operator, value }: Comparison, scope: ConditionScope): Predicate {
  if (variable === 'dept') {
    const holds = textComparison(operator, String(value));
    return (c) => c.department !== null && holds(c.department);
  }
  const holds = numberComparison(operator, Number(value));
  if (variable === 'sites') return (c) => holds(c.countSites(scope.siteCell()));
  const slot = NUMBER_SLOTS[variable];
  return (c) => holds(c.numbers[slot]!);
}

/** 缺失是 NaN,NaN 与任何数比较都是假;只有 `!=` 要另外挡住。 */
export function numberComparison(operator: Comparison['operator'], value: number): (actual: number) => boolean {
  switch (operator) {
    case '==':
      return (actual) => actual === value;
    case '!=':
      return (actual) => actual < value || actual > value;
    case '<':
      return (actual) => actual < value;
    case '<=':
      return (actual) => actual <= value;
    case '>':
      return (actual) => actual > value;
    case '>=':
      return (actual) => actual >= value;
  }
}

export function textComparison(operator: Comparison['operator'], value: string): (actual: string) => boolean {
  switch (operator) {
    case '==':
      return (actual) => actual === value;
    case '!=':
      return (actual) => actual !== value;
    case '<':
      return (actual) => actual < value;
    case '<=':
      return (actual) => actual <= value;
    case '>':
      return (actual) => actual > value;
    case '>=':
      return (actual) => actual >= value;
  }
}

/** 只凭主要诊断(或主要手术)的事实 `main`,条件还可不可能成立。 */
export function couldHold(
  { tree, scope }: { tree: Condition; scope: ConditionScope },
  axis: CodeAxis,
  facts: FactRows,
  main: number,
): boolean {
  const leaf = (node: Condition): Certainty => {
    if ((node.kind !== 'member' && node.kind !== 'has') || node.axis !== axis) return null;
    const position = node.kind === 'has' ? 'any' : node.position;
    if (position !== 'other' && facts.isInList(main, scope.listOf(node))) return true;
    // 没有主要编码就没有任何编码;主要编码不在清单中,别的编码仍可能在。
    return position === 'main' || main === NO_CODE ? false : null;
  };
  return certainty(tree, leaf) !== false;
}
