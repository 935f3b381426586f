import { type MathNode, parse } from 'mathjs/number';
import { MEASURE_LABELS, type MeasureName, type MeasureSums } from './measures.ts';

/** 编译好的公式:由度量求值;中文写法用于口径说明。 */
export interface Formula {
  readonly evaluate: (measures: MeasureSums) => number;
  readonly measures: readonly MeasureName[];
  readonly text: string;
}

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

type Evaluate = (measures: MeasureSums) => number;
type Compiled = { evaluate: Evaluate; text: string };

const BINARY: Record<string, { sign: string; apply: (a: number, b: number) => number }> = {
  add: { sign: ' + ', apply: (a, b) => a + b },
  subtract: { sign: ' − ', apply: (a, b) => a - b },
  multiply: { sign: ' × ', apply: (a, b) => a * b },
  divide: { sign: ' ÷ ', apply: (a, b) => a / b },
};

/**
 * 编译公式。只许常数、+ − × ÷、括号与已登记的度量名;其余抛出 {@link FormulaError}。
 * mathjs 只用来读式子:白名单之外的节点在这里就被拒绝,求值用自己的闭包,没有可注入的函数,也快。
 */
export function compileFormula(expression: string): Formula {
  const used = new Set<MeasureName>();
  const { evaluate, text } = compileNode(parseExpression(expression), expression, used);
  return { evaluate, text, measures: [...used] };
}

function parseExpression(expression: string): MathNode {
  try {
    return parse(expression);
  } catch {
    throw new FormulaError(expression, '不是可读的算式');
  }
}

function compileNode(node: MathNode, expression: string, used: Set<MeasureName>): Compiled {
  const reject = (reason: string): never => {
    throw new FormulaError(expression, reason);
  };
  const inner = (child: MathNode) => compileNode(child, expression, used);
  const shape = node as unknown as NodeShape;
  switch (shape.type) {
    case 'ConstantNode':
      return Number.isFinite(shape.value) ? constant(shape.value as number) : reject('常数只能是数');
    case 'ParenthesisNode': {
      const content = inner(shape.content);
      return { evaluate: content.evaluate, text: `(${content.text})` };
    }
    case 'SymbolNode':
      if (!Object.hasOwn(MEASURE_LABELS, shape.name)) return reject(`没有登记的度量「${shape.name}」`);
      used.add(shape.name as MeasureName);
      return measure(shape.name as MeasureName);
    case 'OperatorNode':
      return compileOperator(shape, inner) ?? reject(`不支持的运算「${shape.op}」`);
    case 'FunctionNode':
      return reject(`不支持的函数「${shape.fn?.name ?? ''}」`);
    default:
      return reject('只能用数、+ - * /、括号与度量名');
  }
}

/** 白名单内的 mathjs 节点中用到的部分。 */
type NodeShape =
  | { type: 'ConstantNode'; value: unknown }
  | { type: 'ParenthesisNode'; content: MathNode }
  | { type: 'SymbolNode'; name: string }
  | { type: 'OperatorNode'; op: string; fn: string; args: MathNode[]; implicit?: boolean }
  | { type: 'FunctionNode'; fn?: { name?: string } };

const constant = (value: number): Compiled => ({ evaluate: () => value, text: String(value) });
const measure = (name: MeasureName): Compiled => ({ evaluate: (m) => m[name], text: MEASURE_LABELS[name] });

function compileOperator(
  node: Extract<NodeShape, { type: 'OperatorNode' }>,
  inner: (child: MathNode) => Compiled,
): Compiled | null {
  const [left, right] = node.args;
  if (node.fn === 'unaryMinus' && left) {
    const operand = inner(left);
    return { evaluate: (m) => -operand.evaluate(m), text: `−${operand.text}` };
  }
  const operation = Object.hasOwn(BINARY, node.fn) ? BINARY[node.fn] : undefined;
  // 省略乘号的写法(2 cases)容易写错,不收。
  if (!operation || node.implicit || !left || !right) return null;
  const a = inner(left);
  const b = inner(right);
  return {
    evaluate: (m) => operation.apply(a.evaluate(m), b.evaluate(m)),
    text: `${a.text}${operation.sign}${b.text}`,
  };
}
