/**
 * 活公式:同一个表达式既写成 Excel 公式,也算出缓存值,两者不会各说各话。
 * 只用四则运算,列与命名阈值;除以零或缺一项时没有值(公式外层的 IFERROR 显示「—」)。
 */
export type Expression =
  | { readonly op: 'column'; readonly key: string }
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'round'; readonly of: Expression; readonly digits: number }
  | { readonly op: '+' | '-' | '*' | '/'; readonly left: Expression; readonly right: Expression };

export const column = (key: string): Expression => ({ op: 'column', key });
export const number = (value: number): Expression => ({ op: 'number', value });
const binary =
  (op: '+' | '-' | '*' | '/') =>
  (left: Expression, right: Expression): Expression => ({ op, left, right });
export const plus = binary('+');
export const minus = binary('-');
export const times = binary('*');
export const over = binary('/');

/** 四舍五入(只用于变化幅度:免得极小的负数显示成 ▼0.00)。 */
export const round = (of: Expression, digits: number): Expression => ({ op: 'round', of, digits });

/** 相对变化:(本 − 前)÷ 前。 */
export const growth = (now: string, before: string) => over(minus(column(now), column(before)), column(before));
/** 元 → 万元。 */
export const tenThousand = (key: string) => over(column(key), number(10_000));

/** 表达式 → 公式文本;`ref` 给出列的引用,如 `E5`。 */
export function formulaText(e: Expression, ref: (key: string) => string): string {
  if (e.op === 'column') return ref(e.key);
  if (e.op === 'number') return String(e.value);
  if (e.op === 'round') return `ROUND(${formulaText(e.of, ref)},${e.digits})`;
  return `${operand(e.left, ref)}${e.op}${operand(e.right, ref)}`;
}

const operand = (e: Expression, ref: (key: string) => string) =>
  e.op === 'column' || e.op === 'number' || e.op === 'round' ? formulaText(e, ref) : `(${formulaText(e, ref)})`;

/** 表达式的值;任一项缺失、或除数为零,则为 null。 */
export function evaluate(e: Expression, get: (key: string) => number | null): number | null {
  if (e.op === 'column') return get(e.key);
  if (e.op === 'number') return e.value;
  if (e.op === 'round') return roundHalfAway(evaluate(e.of, get), e.digits);
  const left = evaluate(e.left, get);
  const right = evaluate(e.right, get);
  if (left === null || right === null) return null;
  if (e.op === '+') return left + right;
  if (e.op === '-') return left - right;
  if (e.op === '*') return left * right;
  return right === 0 ? null : left / right;
}

/** 与 Excel 的 ROUND 相同:逢五远离零;先收到 15 位有效数字,抹去二进制尾差。 */
export function roundHalfAway(value: number | null, digits: number): number | null {
  if (value === null) return null;
  const scaled = Number((Math.abs(value) * 10 ** digits).toPrecision(15));
  return (Math.sign(value) * Math.round(scaled)) / 10 ** digits + 0;
}

/** 表达式用到的列。 */
export function columnsOf(e: Expression): string[] {
  if (e.op === 'column') return [e.key];
  if (e.op === 'round') return columnsOf(e.of);
  return e.op === 'number' ? [] : [...columnsOf(e.left), ...columnsOf(e.right)];
}

const TOKEN = /\s*([A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/()])/y;

/** 读指标登记表里的分子、分母(度量名、数、四则与括号);写法不认识则抛出。 */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  let at = 0;
  const factor = (): Expression => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum();
      if (tokens[at++] !== ')') throw new SyntaxError(`缺右括号:${text}`);
      return inner;
    }
    if (/^[\d]/.test(token)) return number(Number(token));
    if (/^[A-Za-z_]/.test(token)) return column(token);
    throw new SyntaxError(`读不懂的算式:${text}`);
  };
  const chain = (next: () => Expression, operators: string) => () => {
    let left = next();
    while (operators.includes(tokens[at] ?? ' ')) left = binary(tokens[at++] as '+')(left, next());
    return left;
  };
  const product = chain(factor, '*/');
  const sum = chain(product, '+-');
  const result = sum();
  if (at !== tokens.length) throw new SyntaxError(`读不懂的算式:${text}`);
  return result;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const trimmed = text.trim();
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) throw new SyntaxError(`读不懂的算式:${text}`);
    tokens.push(match[1] as string);
  }
  return tokens;
}
