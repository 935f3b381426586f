import { INDICATORS } from '../indicator-registry.ts';
import { writtenNumber } from '../written-number.ts';
import type { OfficialIndicator } from './definition.ts';
import type { ComponentValue, OfficialFigure } from './evaluate.ts';
import { officialIndicator } from './official-registry.ts';
import { SPECIALTY_SCORING } from './specialty-index.ts';

/** 分子、分母的中文写法;没有分母的为 null。 */
export function termsText(indicator: OfficialIndicator): { numerator: string | null; denominator: string | null } {
  const formulas = indicator.registry ? INDICATORS.get(indicator.registry)!.formulas : indicator.formulas;
  if (!formulas) return { numerator: null, denominator: null };
  return { numerator: formulas.numerator.text, denominator: formulas.denominator?.text ?? null };
}

const wrap = (text: string) => (/[+−÷×]/.test(text) ? `（${text}）` : text);

/** 一个指标怎么算的,写成一句。 */
export function definitionText(indicator: OfficialIndicator): string {
  if (indicator.qualitative) return '定性：文字说明与佐证材料';
  if (indicator.composite) {
    const items = indicator.composite.map((item) => {
      return `${officialIndicator(item.indicator).name}（权重 ${item.weight}，最差 ${item.worst}、最好 ${item.best}）`;
    });
    return `100 × Σ 权重×得分 ÷ Σ 权重；${items.join('，')}`;
  }
  if (indicator.specialty) {
    const items = SPECIALTY_SCORING.items.map(({ name, worst, best }) => `${name}（最差 ${worst}、最好 ${best}）`);
    return `100 × Σ 例数×病种得分 ÷ Σ 例数；病种得分为各项得分的平均：${items.join('，')}`;
  }
  const { numerator, denominator } = termsText(indicator);
  if (numerator === null) return '取填报的值';
  const ratio = denominator === null ? numerator : `${wrap(numerator)} ÷ ${wrap(denominator)}`;
  return indicator.growth ? `${ratio}，本年 ÷ 上年 − 1` : ratio;
}

/** 算式代入了数的写法;只有填报值、定性的写填报的数或空。 */
export function definitionWithNumbers(
  indicator: OfficialIndicator,
  figure: OfficialFigure,
  components: readonly (Pick<ComponentValue, 'value'> & { readonly name: string })[],
): string {
  if (indicator.qualitative) return '';
  const { value, numerator, denominator, basis, parts } = figure;
  if (basis === 'filled') return `填报值 ${writtenNumber(value)}`;
  const result = value === null ? '' : ` = ${writtenNumber(value)}`;
  if (parts) {
    const scored = parts.filter(({ score }) => score !== null);
    const earned = scored.map(({ weight, score }) => `${weight} × ${writtenNumber(score)}`).join(' + ');
    return scored.length === 0 ? '' : `100 × （${earned}） ÷ ${writtenNumber(denominator)}${result}`;
  }
  if (indicator.growth) return `${writtenNumber(numerator)} ÷ ${writtenNumber(denominator)} − 1${result}`;
  const { formulas } = indicator;
  if (!formulas)
    return numerator === null ? '' : `${writtenNumber(numerator)} ÷ ${writtenNumber(denominator)}${result}`;
  const known = new Map(components.map((component) => [component.name, component.value]));
  const written = (formula: typeof formulas.numerator) =>
    formula.withNumbers((name) => writtenNumber(known.get(name) ?? null));
  const top = written(formulas.numerator);
  const ratio = formulas.denominator ? `${wrap(top)} ÷ ${wrap(written(formulas.denominator))}` : top;
  return `${ratio}${result}`;
}
