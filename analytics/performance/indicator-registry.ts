import { compileFormula, type Formula, FormulaError } from './formula.ts';
import entries from './indicators.json' with { type: 'json' };

export type IndicatorId = string;
export type IndicatorFormat = 'count' | 'share' | 'index' | 'money' | 'days' | 'weight';
/** 指标需要哪一类参照数据;没有装载时数值为 null。 */
export type IndicatorNeed = 'weights' | 'benchmark' | 'mortality';

/** 登记表中的一个指标:`indicators.json` 的一项。 */
export interface IndicatorDefinition {
  readonly id: IndicatorId;
  readonly name: string;
  readonly unit: string;
  /** 显示的小数位;format 为 share 时按百分数的小数位。 */
  readonly precision: number;
  readonly format: IndicatorFormat;
  readonly direction: 'up' | 'down' | 'monitor';
  readonly dimension: string;
  /** 度量上的算式。 */
  readonly numerator: string;
  /** null:这是一个数,不是比。 */
  readonly denominator: string | null;
  readonly excludes: string;
  readonly source: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly note: string;
  readonly needs?: readonly IndicatorNeed[];
  /** 覆盖率的算式:实际参加计算的病例 ÷ 应参加的病例。 */
  readonly coverage?: string;
  /** 覆盖率低于它时不给出数值。 */
  readonly minCoverage?: number;
}

/** 编译后的指标。 */
export interface Indicator extends IndicatorDefinition {
  readonly formulas: { numerator: Formula; denominator: Formula | null; coverage: Formula | null };
}

/** 登记表有误:哪个指标、哪一项。 */
export class IndicatorInvalid extends Error {
  readonly code = 'indicator-invalid';
  constructor(id: string, reason: string) {
    super(`指标「${id}」有误:${reason}`);
    this.name = 'IndicatorInvalid';
  }
}

/**
 * 读登记表并编译每个公式;编号重复、必填项为空、公式用了登记之外的名字时抛出 {@link IndicatorInvalid}。
 */
export function loadIndicators(definitions: readonly IndicatorDefinition[]): ReadonlyMap<IndicatorId, Indicator> {
  const registry = new Map<IndicatorId, Indicator>();
  for (const definition of definitions) {
    if (registry.has(definition.id)) throw new IndicatorInvalid(definition.id, '编号重复');
    registry.set(definition.id, compileIndicator(definition));
  }
  return registry;
}

function compileIndicator(definition: IndicatorDefinition): Indicator {
  for (const field of ['id', 'name', 'numerator', 'source', 'version', 'effectiveFrom'] as const) {
    if (!definition[field]) throw new IndicatorInvalid(definition.id, `没有填写 ${field}`);
  }
  if (definition.minCoverage !== undefined && !definition.coverage) {
    throw new IndicatorInvalid(definition.id, '有最低覆盖率而没有覆盖率算式');
  }
  const compile = (expression: string | null | undefined) => {
    if (expression === null || expression === undefined) return null;
    try {
      return compileFormula(expression);
    } catch (error) {
      if (error instanceof FormulaError) throw new IndicatorInvalid(definition.id, error.message);
      throw error;
    }
  };
  const formulas = {
    numerator: compile(definition.numerator)!,
    denominator: compile(definition.denominator),
    coverage: compile(definition.coverage),
  };
  return Object.freeze({ ...definition, formulas });
}

/** 产品的指标登记表,按登记的次序。 */
export const INDICATORS = loadIndicators(entries as unknown as readonly IndicatorDefinition[]);
