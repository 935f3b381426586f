import { compileFormula, type Formula, FormulaError } from './formula.ts';
import entries from './indicators.json' with { type: 'json' };
import { type MeasureName, measureNeed, type Need } from './measures.ts';
import { NEEDS } from './needs.ts';

export type IndicatorId = string;
export const INDICATOR_FORMATS = ['count', 'share', 'index', 'money', 'days', 'weight'] as const;
export type IndicatorFormat = (typeof INDICATOR_FORMATS)[number];
export const INDICATOR_DIRECTIONS = ['up', 'down', 'monitor'] as const;
export type IndicatorDirection = (typeof INDICATOR_DIRECTIONS)[number];

/** 登记表中的一个指标:`indicators.json` 的一项,或医院自己定义的一版。 */
export interface IndicatorDefinition {
  readonly id: IndicatorId;
  readonly name: string;
  readonly unit: string;
  /** 显示的小数位;format 为 share 时按百分数的小数位。 */
  readonly precision: number;
  readonly format: IndicatorFormat;
  readonly direction: IndicatorDirection;
  readonly dimension: string;
  /** 是什么:一句话。没有写时由分子、分母的中文写法说明。 */
  readonly definition?: string;
  /** 责任部门。 */
  readonly owner?: string;
  /** 同名的几种算法写同一个概念,并列比较;采用的一种 `adopted` 为真。 */
  readonly concept?: string;
  readonly adopted?: boolean;
  /** 度量上的算式。 */
  readonly numerator: string;
  /** null:这是一个数,不是比。 */
  readonly denominator: string | null;
  readonly excludes: string;
  readonly source: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveBefore?: string | null;
  readonly note: string;
  /** 覆盖率的算式:实际参加计算的病例 ÷ 应参加的病例。 */
  readonly coverage?: string;
  /** 覆盖率低于它时不给出数值。 */
  readonly minCoverage?: number;
}

/** 编译后的指标。 */
export interface Indicator extends IndicatorDefinition {
  readonly formulas: { numerator: Formula; denominator: Formula | null; coverage: Formula | null };
  /** 所用度量依赖的参照数据与首页项目;没有时数值为 null。 */
  readonly needs: readonly Need[];
  /** 各公式用到的度量。 */
  readonly measures: readonly MeasureName[];
}

/** 登记表有误:哪个指标、哪一项。 */
export class IndicatorInvalid extends Error {
  readonly code = 'indicator-invalid';
  constructor(
    id: string,
    readonly reason: string,
  ) {
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

/** 编译一个指标;写错时抛出 {@link IndicatorInvalid}。 */
export function compileIndicator(definition: IndicatorDefinition): Indicator {
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
  const used = [formulas.numerator, formulas.denominator].flatMap((formula) => formula?.measures ?? []);
  const needs = [...new Set(used.map(measureNeed))].filter((need) => need !== null);
  const measures = [...new Set([...used, ...(formulas.coverage?.measures ?? [])])];
  return Object.freeze({ ...definition, formulas, needs, measures });
}

/** 求这个指标要哪些度量;其余的不必算。 */
export const measuresUsedBy = ({ measures, needs }: Pick<Indicator, 'measures' | 'needs'>): MeasureName[] => [
  ...new Set([...measures, ...ALWAYS, ...needs.flatMap((need) => [NEEDS[need].among, NEEDS[need].cases])]),
];

/** 评级、列出单位与剔除记录数总要用到的度量。 */
const ALWAYS: readonly MeasureName[] = ['excluded', 'discharges', 'grouped'];

/** 产品的指标登记表,按登记的次序。 */
export const INDICATORS = loadIndicators(entries as unknown as readonly IndicatorDefinition[]);
