import type { CaseProof, MdcStep, ProofComplication, ProofStep } from './case-proof.ts';
import { groupText, resultText } from './group-text.ts';
import type { SchemeDirectory } from './scheme-directory.ts';

type Unspoken = Omit<CaseProof, 'sentences'>;

/** 说出来的「差一条」至多几个;其余在 JSON 里。 */
const NEAR_SPOKEN = 12;

/** 入组理由,一句一行。 */
export function proofSentences(proof: Unspoken, directory: SchemeDirectory): string[] {
  return [
    ...codeSentences(proof),
    ...mdcSentences(proof.mdcs),
    ...nearSentences(proof),
    ...proof.complications.map(complicationSentence),
    ...proof.drgs.map(drgSentence),
    `结果:${resultText(proof.result, directory)}。`,
  ];
}

function codeSentences({ codes }: Unspoken): string[] {
  const said: string[] = [];
  if (!codes.some(({ axis, code }) => axis === 'dx' && code !== '')) said.push('没有诊断编码。');
  for (const { axis, role, given, code, normalised, changes, mapped, targets, name, known } of codes) {
    const place = `${role === 'main' ? '主要' : '其他'}${axis === 'dx' ? '诊断' : '手术操作'}`;
    if (role === 'main') said.push(code === '' ? `没有${place}编码。` : `${place}是 ${groupText(code, name)}。`);
    if (mapped) said.push(`${place}编码「${given}」按对照表换作 ${code}。`);
    else if (normalised) said.push(`${place}编码「${given}」按规范写作 ${code}(${changes.join('、')})。`);
    if (targets.length > 1) said.push(`${place}编码「${given}」在对照表中有 ${targets.join('、')} 几个目标,没有转换。`);
    if (!known && code !== '') said.push(`${place} ${groupText(code, name)} 不在方案用到的任何表中。`);
  }
  return said;
}

/** 理由相同的 MDC 合成一句;收下病例的各自成句。 */
function mdcSentences(mdcs: readonly MdcStep[]): string[] {
  const refused = new Map<string, MdcStep[]>();
  for (const step of mdcs) {
    if (step.holds) continue;
    const why = refusalKey(step);
    const same = refused.get(why);
    if (same) same.push(step);
    else refused.set(why, [step]);
  }
  const said: string[] = [];
  for (const same of refused.values()) said.push(refusedSentence(same));
  for (const step of mdcs) if (step.holds) said.push(admittedSentence(step));
  return said;
}

/** 同一个病例里,差的条件写法相同,理由就相同;只有部位数各大类各数各的。 */
function refusalKey({ unmet }: MdcStep): string {
  if (unmet.length === 1 && unmet[0]!.variable !== 'sites') return unmet[0]!.condition;
  return unmet.map(({ condition, variable, message }) => (variable === 'sites' ? message : condition)).join(';');
}

function refusedSentence(same: readonly MdcStep[]): string {
  const [{ code, unmet }] = same as [MdcStep];
  const why = unmet.map(({ message }) => message.replace(` ${code} 的`, '它的')).join(';') || '条件恒不成立';
  return `${same.map((step) => step.code).join('、')} 不收:${why}。`;
}

function admittedSentence({ code, name, condition, adrgs }: MdcStep): string {
  const entered = `${groupText(code, name)} 的条件成立(${condition})`;
  const last = adrgs.at(-1);
  if (!last?.holds) return `${entered};依次试过 ${adrgs.length} 条 ADRG 规则,都不成立。`;
  const before = adrgs.length === 1 ? '' : `前面 ${adrgs.length - 1} 条 ADRG 规则不成立,`;
  return `${entered};${before}${groupText(last.code, last.name)} 成立(${last.condition})。`;
}

function nearSentences({ near }: Unspoken): string[] {
  const said = near.slice(0, NEAR_SPOKEN).map(({ adrg, name, tried, unmet }) => {
    const elsewhere = unmet.recorded.length > 0 ? `(病例上有 ${unmet.recorded.join('、')},但位置不合)` : '';
    return `${groupText(adrg, name)} 只差一条:${unmet.message}${elsewhere}${tried ? '' : ';它排在结果之后'}。`;
  });
  return near.length > NEAR_SPOKEN ? [...said, `另有 ${near.length - NEAR_SPOKEN} 个 ADRG 也只差一条。`] : said;
}

function complicationSentence({ code, name, level, excludedBy }: ProofComplication): string {
  const subject = `其他诊断 ${groupText(code, name)}`;
  if (level === null) return `${subject} 不是并发症或合并症。`;
  if (excludedBy === null) return `${subject} 是 ${level}。`;
  return `${subject} 是 ${level},但主要诊断属于排除表 ${excludedBy},不计。`;
}

function drgSentence({ code, name, condition, holds, unmet }: ProofStep): string {
  if (holds) return `${groupText(code, name)} 成立(${condition})。`;
  return `${groupText(code, name)} 不成立:${unmet.map(({ message }) => message).join(';') || '条件恒不成立'}。`;
}
