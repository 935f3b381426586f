import { INDICATORS } from '../indicator-registry.ts';
import type { OfficialIndicator } from './definition.ts';
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
