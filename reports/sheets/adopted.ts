import { adoptedIn, byConcept } from '../../analytics/performance/adoption.ts';
import type { Indicator, IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { Remark } from './definitions.ts';
import type { ReportScope } from './scope.ts';

type Adopted = Pick<ReportScope, 'registry' | 'adoptions'>;

/** 表下的说明:哪些概念没有用内置的算法,用的是哪一种;都用内置的时没有。 */
export const adoptedNotes = ({ registry, adoptions }: Adopted): string[] =>
  adoptions.map(
    ({ concept, indicator, effectiveFrom }) =>
      `${concept}：本院自 ${effectiveFrom} 起采用「${registry.get(indicator)!.name}」，见「口径说明」。`,
  );

/** 有几种算法的概念各一段:采用哪一种、怎么算、还有哪些;由登记表写成,不在报表里另写一遍。 */
export const conceptCautions = ({ registry, adoptions }: Adopted): Remark[] =>
  [...byConcept(registry)].map(([concept, rivals]): Remark => {
    const used = rivals.find(({ adopted }) => adopted)!;
    const others = rivals.flatMap((rival) => (rival === used ? [] : [`「${rival.name}」`]));
    const decision = adoptions.find((adoption) => adoption.concept === concept);
    const why = decision ? `本院自 ${decision.effectiveFrom} 起采用，理由：${decision.reason}。` : '';
    const rest = others.length > 0 ? `另有${others.join('')}的算法，数值不可直接比较。` : '';
    return [concept, `采用「${used.name}」：${ratioText(used)}。${sentence(used.note)}${why}${rest}`];
  });

const sentence = (text: string) => (text === '' || text.endsWith('。') ? text : `${text}。`);

/** 分子 ÷ 分母的中文写法;不是比的只有一项。 */
export function ratioText({ formulas: { numerator, denominator } }: Indicator): string {
  return denominator ? `${wrap(numerator.text)} ÷ ${wrap(denominator.text)}` : numerator.text;
}

const wrap = (text: string) => (/[+−]/.test(text) ? `（${text}）` : text);

/** 与 `id` 同名、采用的那一种的名称;没有登记的是编号。 */
export const adoptedName = ({ registry }: Pick<ReportScope, 'registry'>, id: IndicatorId): string =>
  registry.get(adoptedIn(registry, id))?.name ?? id;
