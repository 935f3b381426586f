/** 一个算例;`formula` 是「公式编号 | 文字说明」,`tolerance` 是每个数的绝对容差。 */
export interface Vector {
  readonly id: string;
  readonly formula: string;
  readonly inputs: unknown;
  readonly expected: unknown;
  readonly tolerance: number;
}

/** 把算例的输入交给产品自己的函数,再摆成算例的样子;键是公式编号。 */
export type VectorAdapters = Readonly<Record<string, (inputs: any) => unknown>>;

export type VectorStatus = 'passed' | 'failed' | 'not_implemented';
export interface VectorResult {
  readonly id: string;
  readonly formula: string;
  readonly status: VectorStatus;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export const formulaId = (vector: Vector) => vector.formula.split(' | ')[0]!.trim();

/** 逐个算;没有对应函数的算例记为 not_implemented,函数抛错记为 failed。 */
export async function runVectors(vectors: readonly Vector[], adapters: VectorAdapters): Promise<VectorResult[]> {
  const results: VectorResult[] = [];
  for (const vector of vectors) results.push(await runVector(vector, adapters));
  return results;
}

async function runVector(vector: Vector, adapters: VectorAdapters): Promise<VectorResult> {
  const { id, inputs, expected, tolerance } = vector;
  const formula = formulaId(vector);
  const adapter = Object.hasOwn(adapters, formula) ? adapters[formula] : undefined;
  if (!adapter) return { id, formula, status: 'not_implemented' };
  let actual: unknown;
  try {
    actual = await adapter(structuredClone(inputs));
  } catch (error) {
    return { id, formula, status: 'failed', expected, actual: String(error) };
  }
  return { id, formula, status: matches(expected, actual, tolerance) ? 'passed' : 'failed', expected, actual };
}

/** 逐层相等:键与长度须相同,数在绝对容差之内,NaN 不等于任何数。 */
export function matches(expected: unknown, actual: unknown, tolerance: number): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') return withinTolerance(expected, actual, tolerance);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => matches(item, actual[index], tolerance))
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return false;
    const keys = Object.keys(expected);
    return (
      keys.length === Object.keys(actual).length &&
      keys.every((key) => Object.hasOwn(actual, key) && matches(expected[key], actual[key], tolerance))
    );
  }
  return expected === actual;
}

/** 减法本身有舍入,容差加上两数最后一位的量级。 */
function withinTolerance(expected: number, actual: number, tolerance: number): boolean {
  const rounding = tolerance === 0 ? 0 : Number.EPSILON * Math.max(Math.abs(expected), Math.abs(actual));
  return Math.abs(expected - actual) <= tolerance + rounding;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
