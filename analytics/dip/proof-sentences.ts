import { deviationNames } from './case-pricing.ts';
import type { DecidingRule } from './contest.ts';
import { formatPoints } from './exact-decimal.ts';
import type { CandidateProof, MatchProof, NotCandidate } from './explain-match.ts';
import { type CatalogueEntry, kindNames, type TreatmentKind, typeNames } from './region-pack.ts';

/** 规则的中文名。 */
export const ruleNames: Readonly<Record<DecidingRule, string>> = {
  type_order: '病种类型的次序',
  diagnosis: '诊断范围窄者优先',
  main_procedure: '含主要操作者优先',
  parts: '要求的操作组数多者优先',
  matched: '合上的操作多者优先',
  kind: '治疗方式高者优先',
  cost: '均费与病例费用最近者优先',
  code: '编码小者优先',
};

/** 证明的中文逐句:病例、候选、落选的理由、决定的规则、分值的算式。 */
export function proofSentences(proof: MatchProof): string[] {
  return [
    caseSentence(proof),
    ...proof.notCandidates.map(notCandidateSentence),
    ...proof.candidates.map((candidate) => candidateSentence(candidate, proof.candidates[0]!.entry)),
    ...decisionSentences(proof),
    ...pointSentences(proof),
  ];
}

const entryText = ({ code, name, type }: CatalogueEntry) => `${typeNames[type]} ${code}${name ? `「${name}」` : ''}`;

function caseSentence({ diagnosis, subcategory, category, kind, kindFrom, unknownProcedures }: MatchProof): string {
  if (diagnosis === '') return '病例没有主要诊断,找不到病种。';
  const from = kindFrom.length > 0 ? `(由 ${kindFrom.join('、')})` : '';
  const unknown = unknownProcedures.length > 0 ? `;操作表不认识 ${unknownProcedures.join('、')},不计方式` : '';
  return `主要诊断 ${diagnosis},亚目 ${subcategory},类目 ${category};治疗方式为${kindNames[kind]}${from}${unknown}。`;
}

function notCandidateSentence({ entry, missing, reason }: NotCandidate): string {
  const because = {
    'procedures-missing': `缺操作 ${missing.map((anyOf) => anyOf.join(' 或 ')).join(',以及 ')}`,
    'expression-held': '它不要求操作,而已有要求操作的病种成立',
    'not-conservative': '它不要求操作,只收保守治疗的病例',
  }[reason];
  return `${entryText(entry)} 不是候选:${because}。`;
}

function candidateSentence({ entry, lostBy, compared }: CandidateProof, winner: CatalogueEntry): string {
  if (lostBy === null || compared === null) return `${entryText(entry)} 是候选,胜出。`;
  const own = shownValue(lostBy, compared.own);
  const its = shownValue(lostBy, compared.winner);
  return `${entryText(entry)} 是候选,落选于「${ruleNames[lostBy]}」:它是 ${own},${winner.code} 是 ${its}。`;
}

function shownValue(rule: DecidingRule, value: string): string {
  if (rule === 'type_order') return typeNames[value as CatalogueEntry['type']];
  if (rule === 'kind') return kindNames[value as TreatmentKind];
  return rule === 'cost' ? `相差 ${value} 元` : value;
}

function decisionSentences({ candidates, decidedBy, costDecided }: MatchProof): string[] {
  if (candidates.length === 0) return ['没有候选,未入组。'];
  const decided = decidedBy === null ? '只有一个候选。' : `决定的规则:${ruleNames[decidedBy]}。`;
  const cost = '费用参与了决定:同样的诊断与操作,费用不同会入不同的病种,请留意。';
  return costDecided ? [decided, cost] : [decided];
}

function pointSentences({ match, auxiliary }: MatchProof): string[] {
  const { factors, points, deviation, type } = match;
  if (factors === null || points === null || deviation === null) return [];
  const aux = auxiliary.map(({ catalogue, name, code }) => `${catalogue} ${name || code}`).join('、');
  const steps = [
    `病种分值 ${shortNumber(factors.score)}`,
    `偏差系数 ${shortNumber(factors.deviation)}(${deviationNames[deviation]})`,
    ...(aux ? [`辅助目录系数 ${shortNumber(factors.auxiliary)}(${aux})`] : []),
    `${type === 'grassroots' ? '基层系数' : '机构系数'} ${shortNumber(factors.coefficient)}`,
  ];
  const review = deviation === 'extreme' ? ['费用极端异常:分值是暂定的,应提请特病单议。'] : [];
  return [`分值 = ${steps.join(' × ')} = ${formatPoints(points)}。`, ...review];
}

const shortNumber = (value: number) => String(Number(value.toFixed(6)));
