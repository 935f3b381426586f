import { adoptedIn, type Registry } from '../../analytics/performance/adoption.ts';
import type { Figure } from '../../analytics/performance/indicator.ts';
import { INDICATORS, type Indicator, type IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import {
  isDistinct,
  isRecordNeed,
  MEASURE_LABELS,
  type MeasureName,
  type MeasureSums,
  measureNeed,
} from '../../analytics/performance/measures.ts';
import { NEEDS } from '../../analytics/performance/needs.ts';
import { columnsOf, type Expression, evaluate, over, parseExpression } from '../workbook/expression.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { Column } from '../workbook/table.ts';

/** 一个单位(全院、科室、医疗组、医师)的度量与指标。 */
export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly parentCode?: string | undefined;
  readonly parentName?: string | undefined;
  readonly measures: MeasureSums;
  readonly figures: Record<IndicatorId, Figure>;
}

export const figureOf = (unit: UnitRow, id: IndicatorId): number | null => unit.figures[id]?.value ?? null;

/** 指标列的值。 */
export function figureColumn<Row extends UnitRow>(
  id: IndicatorId,
  header: string,
  format: FormatName,
  total: 'sum' | 'given',
  key: string = id,
): Column<Row> {
  return { key, header, format, total, value: (unit) => figureOf(unit, id) };
}

/**
 * 活公式的指标列:分子 ÷ 分母直接取自指标登记表,不在报表里另写一遍。
 * 口径不给出数值的单位(覆盖率不足等)显示「—」;公式用了函数、写不成活公式的,只写值。没有登记的抛出 RangeError。
 */
export function ratioColumn<Row extends UnitRow>(
  id: IndicatorId,
  header: string,
  format: FormatName,
  registry: Registry = INDICATORS,
): Column<Row> {
  const formula = liveRatio(registry.get(id) ?? missing(id));
  if (!formula) return figureColumn(id, header, format, 'given');
  const computed = (unit: Row) => evaluate(formula, (name) => recordedMeasure(unit, name as MeasureName));
  const withheld = (unit: Row) => figureOf(unit, id) === null && computed(unit) !== null;
  return { key: id, header, format, total: 'formula', formula, withheld };
}

/** 一个概念的列:取医院采用的算法的值;列名、列键不随采用而变,阈值、校验照旧找得到。 */
export const adoptedFigure = <Row extends UnitRow>(
  registry: Registry,
  id: IndicatorId,
  header: string,
  format: FormatName,
): Column<Row> => figureColumn(adoptedIn(registry, id), header, format, 'given', id);

/** 同上,写成活公式:分子、分母的底数随采用的算法而变。 */
export const adoptedRatio = <Row extends UnitRow>(
  registry: Registry,
  id: IndicatorId,
  header: string,
  format: FormatName,
): Column<Row> => ({ ...ratioColumn<Row>(adoptedIn(registry, id), header, format, registry), key: id });

/** 分子 ÷ 分母的活公式;用了表格公式写不出的函数时为 null。 */
function liveRatio({ numerator, denominator }: Indicator): Expression | null {
  try {
    const top = parseExpression(numerator);
    return denominator === null ? top : over(top, parseExpression(denominator));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function missing(id: string): never {
  throw new RangeError(`没有登记的指标:${id}`);
}

/** 还没有数据来源的列:留在原位,显示「—」。 */
export function pendingColumn<Row>(key: string, header: string, format: FormatName): Column<Row> {
  return { key, header, format, total: 'none', value: () => null };
}

/** 支付数据未装载时的底数列:装载或手工填入后,右侧引用它的公式随之有值。 */
export function pendingBase<Row>(key: string, header: string, format: FormatName): Column<Row> {
  return { key, header, format, total: 'sum', base: true, value: () => null };
}

/** 公式要用而主表里没有的度量,补成底数列。 */
export function withBases<Row extends UnitRow>(columns: readonly Column<Row>[]): Column<Row>[] {
  const present = new Set(columns.map((c) => c.key));
  const needed = columns.flatMap((c) => (typeof c.formula === 'object' ? columnsOf(c.formula) : []));
  const bases = [...new Set(needed)].filter((key) => !present.has(key));
  return [...columns, ...bases.map((key) => measureColumn<Row>(key as MeasureName))];
}

/** 一个度量成为底数列。 */
export function measureColumn<Row extends UnitRow>(name: MeasureName): Column<Row> {
  return {
    key: name,
    header: MEASURE_LABELS[name] ?? missing(name),
    format: measureFormat(name),
    base: true,
    // 不可跨单位相加的度量,合计取全院的数。
    total: isDistinct(name) ? 'given' : 'sum',
    value: (unit) => recordedMeasure(unit, name),
  };
}

/** 一个单位的度量;手术病例的首页一例也没有填那一项的没有数,不写 0。 */
export function recordedMeasure({ measures }: Pick<UnitRow, 'measures'>, name: MeasureName): number | null {
  const need = measureNeed(name);
  const unrecorded = need !== null && isRecordNeed(need) && !(measures[NEEDS[need].cases] > 0);
  return unrecorded ? null : measures[name];
}

function measureFormat(name: MeasureName): FormatName {
  if (/Fee$|^selfPaid$/.test(name)) return 'money';
  return /Weight$|Sum$/.test(name) ? 'decimal' : 'count';
}
