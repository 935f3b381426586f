import { type MathNode, parse } from 'mathjs/number';
import { type LinearForm, plusForm, scaled } from './linear-form.ts';
import { MEASURE_LABELS, type MeasureName } from './measures.ts';

/** 编译好的公式:由度量求值;中文写法用于口径说明。 */
export interface Formula<Name extends string = MeasureName> {
  readonly evaluate: (measures: Readonly<Record<Name, number>>) => number;
  readonly measures: readonly Name[];
  readonly text: string;
  /** 为 0 的除数的中文写法;没有时为 null。结果不是有限的数时用它说明原因。 */
  readonly zeroDivisor: (measures: Readonly<Record<Name, number>>) => string | null;
  /** 只是度量的加减与倍数时,各度量的系数:一组病例的值就是逐例之和。其余为 null。 */
  readonly terms: ReadonlyMap<Name, number> | null;
  /** 代入了数的写法;`show` 给出一个度量的数的写法。 */
  readonly withNumbers: (show: (name: Name) => string) => string;
}

/** 可用的度量:名字 → 中文名。 */
type Labels = Readonly<Record<string, string>>;

/** 公式写错:用了登记之外的名字、函数或运算。 */
export class FormulaError extends Error {
  readonly code = 'formula-invalid';
  constructor(
    readonly expression: string,
    reason: string,
  ) {
    super(`公式「${expression}」有误:${reason}`);
    this.name = 'FormulaError';
  }
}

type Evaluate = (measures: Readonly<Record<string, number>>) => number;
interface Compiled {
  readonly evaluate: Evaluate;
  readonly write: (show: (name: string) => string) => string;
  readonly zeroDivisor: (measures: Readonly<Record<string, number>>) => string | null;
  readonly linear: LinearForm | null;
}

const BINARY: Record<string, { sign: string; apply: (a: number, b: number) => number }> = {
  add: { sign: ' + ', apply: (a, b) => a + b },
  subtract: { sign: ' − ', apply: (a, b) => a - b },
  multiply: { sign: ' × ', apply: (a, b) => a * b },
  divide: { sign: ' ÷ ', apply: (a, b) => a / b },
};

/** 可用的函数;名单之外的一律不收。 */
export const FORMULA_FUNCTIONS: Readonly<Record<string, { label: string; apply: (...values: number[]) => number }>> = {
  min: { label: '最小值', apply: Math.min },
  max: { label: '最大值', apply: Math.max },
  abs: { label: '绝对值', apply: (value, ...more) => (more.length > 0 ? Number.NaN : Math.abs(value!)) },
};

/**
 * 编译公式;`labels` 是可用的度量,默认为病例度量。只许常数、+ − × ÷、括号、名单内的函数与已登记的度量名;其余抛出 {@link FormulaError}。
 * mathjs 只用来读式子:白名单之外的节点在这里就被拒绝,求值用自己的闭包,没有可注入的函数,也快。
 */
export function compileFormula<Name extends string = MeasureName>(
  expression: string,
  labels: Readonly<Record<Name, string>> = MEASURE_LABELS as Readonly<Record<Name, string>>,
): Formula<Name> {
  const used = new Set<string>();
  const { evaluate, write, zeroDivisor, linear } = compileNode(parseExpression(expression), {
    expression,
    labels,
    used,
  });
  return {
    evaluate,
    text: write((name) => labels[name as Name]),
    measures: [...used] as Name[],
    zeroDivisor,
    terms: linear?.constant === 0 ? (linear.terms as ReadonlyMap<Name, number>) : null,
    withNumbers: write as Formula<Name>['withNumbers'],
  };
}

interface Compiling {
  readonly expression: string;
  readonly labels: Labels;
  readonly used: Set<string>;
}

function parseExpression(expression: string): MathNode {
  try {
    return parse(expression);
  } catch {
    throw new FormulaError(expression, '不是可读的算式');
  }
}

function compileNode(node: MathNode, compiling: Compiling): Compiled {
  const { expression, labels, used } = compiling;
  const reject = (reason: string): never => {
    throw new FormulaError(expression, reason);
  };
  const inner = (child: MathNode) => compileNode(child, compiling);
  const shape = node as unknown as NodeShape;
  switch (shape.type) {
    case 'ConstantNode':
      return Number.isFinite(shape.value) ? constant(shape.value as number) : reject('常数只能是数');
    case 'ParenthesisNode': {
      const content = inner(shape.content);
      return { ...content, write: (show) => `(${content.write(show)})` };
    }
    case 'SymbolNode':
      if (!Object.hasOwn(labels, shape.name)) return reject(`没有登记的度量「${shape.name}」`);
      used.add(shape.name);
      return measure(shape.name);
    case 'OperatorNode':
      return compileOperator(shape, inner, labels, reject) ?? reject(`不支持的运算「${shape.op}」`);
    case 'FunctionNode':
      return compileFunction(shape, inner, reject);
    default:
      return reject(`只能用数、+ - * /、括号、度量名与函数 ${Object.keys(FORMULA_FUNCTIONS).join('、')}`);
  }
}

/** 白名单内的 mathjs 节点中用到的部分。 */
type NodeShape =
  | { type: 'ConstantNode'; value: unknown }
  | { type: 'ParenthesisNode'; content: MathNode }
  | { type: 'SymbolNode'; name: string }
  | { type: 'OperatorNode'; op: string; fn: string; args: MathNode[]; implicit?: boolean }
  | { type: 'FunctionNode'; fn?: { name?: string }; args: MathNode[] };

const never = () => null;
const constant = (value: number): Compiled => ({
  evaluate: () => value,
  write: () => String(value),
  zeroDivisor: never,
  linear: { constant: value, terms: new Map() },
});
const measure = (name: string): Compiled => ({
  evaluate: (m) => m[name]!,
  write: (show) => show(name),
  zeroDivisor: never,
  linear: { constant: 0, terms: new Map([[name, 1]]) },
});

type Inner = (child: MathNode) => Compiled;
type Reject = (reason: string) => never;

function compileOperator(
  node: Extract<NodeShape, { type: 'OperatorNode' }>,
  inner: Inner,
  labels: Labels,
  reject: Reject,
): Compiled | null {
  const [left, right] = node.args;
  if (node.fn === 'unaryMinus' && left) {
    const operand = inner(left);
    return {
      ...operand,
      evaluate: (m) => -operand.evaluate(m),
      write: (show) => `−${operand.write(show)}`,
      linear: operand.linear && scaled(operand.linear, -1),
    };
  }
  const operation = Object.hasOwn(BINARY, node.fn) ? BINARY[node.fn] : undefined;
  // 省略乘号的写法(2 cases)容易写错,不收。
  if (!operation || node.implicit || !left || !right) return null;
  const a = inner(left);
  const b = inner(right);
  const divides = node.fn === 'divide';
  const divisor = b.write((name) => labels[name]!);
  if (divides && isConstant(right) && b.evaluate({}) === 0) reject(`除数「${divisor}」是 0`);
  return {
    evaluate: (m) => operation.apply(a.evaluate(m), b.evaluate(m)),
    write: (show) => `${a.write(show)}${operation.sign}${b.write(show)}`,
    zeroDivisor: (m) => a.zeroDivisor(m) ?? b.zeroDivisor(m) ?? (divides && b.evaluate(m) === 0 ? divisor : null),
    linear: a.linear && b.linear && combined(node.fn, a.linear, b.linear),
  };
}

/** 两个线性式的和、差、倍数;乘除的一方须是常数。 */
function combined(operation: string, a: LinearForm, b: LinearForm): LinearForm | null {
  if (operation === 'add') return plusForm(a, b);
  if (operation === 'subtract') return plusForm(a, scaled(b, -1));
  if (operation === 'divide') return b.terms.size === 0 ? scaled(a, 1 / b.constant) : null;
  if (b.terms.size === 0) return scaled(a, b.constant);
  return a.terms.size === 0 ? scaled(b, a.constant) : null;
}

const isConstant = (node: MathNode) => node.filter((child) => child.type === 'SymbolNode').length === 0;

function compileFunction(node: Extract<NodeShape, { type: 'FunctionNode' }>, inner: Inner, reject: Reject): Compiled {
  const name = node.fn?.name ?? '';
  const known = Object.hasOwn(FORMULA_FUNCTIONS, name) ? FORMULA_FUNCTIONS[name] : undefined;
  if (!known) return reject(`不支持的函数「${name}」;可用 ${Object.keys(FORMULA_FUNCTIONS).join('、')}`);
  const args = node.args.map(inner);
  if (args.length === 0 || Number.isNaN(known.apply(...args.map(() => 1)))) {
    return reject(`函数「${name}」的参数个数不对`);
  }
  return {
    evaluate: (m) => known.apply(...args.map((arg) => arg.evaluate(m))),
    write: (show) => `${known.label}(${args.map((arg) => arg.write(show)).join('，')})`,
    zeroDivisor: (m) => args.map((arg) => arg.zeroDivisor(m)).find((found) => found !== null) ?? null,
    linear: null,
  };
}
