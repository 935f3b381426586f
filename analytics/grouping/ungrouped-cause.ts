import type { CaseProof, NearAdrg, ProofStep, UnmetCondition } from './case-proof.ts';
import type { CompiledScheme } from './compiled-scheme.ts';
import type { VariableName } from './condition-tree.ts';
import { explainCase } from './explain-case.ts';
import { groupText, unassignedCode } from './group-text.ts';
import type { GroupingCase } from './grouping-case.ts';

/** 未入组原因的稳定编码;用于统计与筛选,只增不改。 */
export type UngroupedCauseCode =
  | 'principal-missing'
  | 'sex-missing'
  | 'sex-against-diagnosis'
  | 'newborn-fact-missing'
  | 'principal-unknown'
  | 'no-mdc'
  | 'no-adrg'
  | 'ambiguous';

/** 一个病例为什么没有入组。 */
export interface UngroupedCause {
  readonly code: UngroupedCauseCode;
  /** `0000` 没有大类、`x00`(如 E00)有大类没有 ADRG、`xQY` 歧义:三者从不混同。 */
  readonly group: string;
  /** 收下(或除此一条就会收下)它的大类。 */
  readonly mdc: string | null;
  readonly message: string;
  /** 最近的几个 ADRG,与各自没有满足的那一条。 */
  readonly nearest: readonly NearAdrg[];
}

const NEAREST = 5;
const NEWBORN_FACTS: ReadonlySet<VariableName> = new Set(['age', 'age_days', 'weight', 'admission_weight']);

/** 没有入组的原因;入了组为 null。已有 `proof` 就传进来,不必再算。 */
export function ungroupedCause(
  scheme: CompiledScheme,
  c: GroupingCase,
  proof: CaseProof = explainCase(scheme, c),
): UngroupedCause | null {
  switch (proof.result.status) {
    case 'grouped':
      return null;
    case 'ambiguous':
      return ambiguous(proof, scheme);
    case 'no-adrg':
      return withoutAdrg(proof, scheme);
    case 'no-mdc':
      return withoutMdc(proof, scheme);
  }
}

function ambiguous({ result, near }: CaseProof, scheme: CompiledScheme): UngroupedCause {
  const message = `歧义病案:主要手术操作与主要诊断不在同一大类,${mdcText(scheme, result.mdc!)} 中没有与它相应的手术组,请核对主要诊断与主要手术的选择`;
  return { code: 'ambiguous', group: result.drg, mdc: result.mdc, message, nearest: nearestOf(near, result.mdc!) };
}

function withoutAdrg(proof: CaseProof, scheme: CompiledScheme): UngroupedCause {
  const mdc = proof.result.mdc!;
  const steps = proof.mdcs.find(({ code }) => code === mdc)!.adrgs;
  const group = unassignedCode(mdc);
  const near = nearestOf(proof.near, mdc);
  const nearest = near.length > 0 ? near : oneAway(mdc, steps);
  const lacking = steps.find(({ unmet }) => lacksOnlyNewbornFacts(unmet));
  if (lacking) {
    const message = `新生儿资料不全:${reasons(lacking)};补填后可入 ${groupText(lacking.code, lacking.name)}`;
    return { code: 'newborn-fact-missing', group, mdc, message, nearest };
  }
  const closest = nearest.map(({ adrg, name, unmet }) => `${groupText(adrg, name)}(${unmet.message})`);
  const hint = closest.length > 0 ? `;最近的是 ${closest.join('、')}` : '';
  return { code: 'no-adrg', group, mdc, message: `${mdcText(scheme, mdc)} 中没有 ADRG 成立${hint}`, nearest };
}

function withoutMdc({ codes, mdcs }: CaseProof, scheme: CompiledScheme): UngroupedCause {
  const cause = (code: UngroupedCauseCode, message: string, mdc: string | null = null): UngroupedCause => ({
    code,
    group: '0000',
    mdc,
    message,
    nearest: [],
  });
  const principal = codes.find(({ axis, role }) => axis === 'dx' && role === 'main');
  if (!principal || principal.code === '') return cause('principal-missing', '没有主要诊断编码,无从分组');
  const text = `主要诊断 ${groupText(principal.code, principal.name)}`;
  const bySex = mdcs.find(({ unmet }) => unmet.length > 0 && unmet.every(({ variable }) => variable === 'sex'));
  if (bySex) {
    const mdc = mdcText(scheme, bySex.code);
    return bySex.unmet.some(({ missing }) => missing)
      ? cause('sex-missing', `性别没有填,${text} 进不了 ${mdc}`, bySex.code)
      : cause('sex-against-diagnosis', `${text} 与性别不符:除性别外它属于 ${mdc}`, bySex.code);
  }
  const newborn = mdcs.find(({ unmet }) => lacksOnlyNewbornFacts(unmet));
  if (newborn) {
    const message = `新生儿资料不全:${reasons(newborn)};补填后属于 ${mdcText(scheme, newborn.code)}`;
    return cause('newborn-fact-missing', message, newborn.code);
  }
  if (!principal.known && principal.name === null) {
    return cause('principal-unknown', `${text} 不在方案的编码字典与任何清单中,请核对编码的写法与版本`);
  }
  return cause('no-mdc', `${text} 不属于任何 MDC,不宜作主要诊断,请核对主要诊断的选择`);
}

/** 所差的都是没有填的年龄、日龄、体重。 */
function lacksOnlyNewbornFacts(unmet: readonly UnmetCondition[]): boolean {
  const lacks = ({ variable, missing }: UnmetCondition) => missing && variable !== null && NEWBORN_FACTS.has(variable);
  return unmet.length > 0 && unmet.every(lacks);
}

const reasons = ({ unmet }: ProofStep) => [...new Set(unmet.map(({ message }) => message))].join(';');

const mdcText = (scheme: CompiledScheme, mdc: string) => groupText(mdc, scheme.mdcName(mdc));

const nearestOf = (near: readonly NearAdrg[], mdc: string) => near.filter((n) => n.mdc === mdc).slice(0, NEAREST);

/** 没有真正接近的 ADRG 时,退而列出条件上只差一条的前几个。 */
function oneAway(mdc: string, steps: readonly ProofStep[]): NearAdrg[] {
  return steps
    .filter(({ unmet }) => unmet.length === 1)
    .slice(0, NEAREST)
    .map(({ code, name, unmet }) => ({ mdc, adrg: code, name, tried: true, unmet: unmet[0]! }));
}
