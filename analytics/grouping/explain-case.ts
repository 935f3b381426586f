import type { CaseContext } from './case-context.ts';
import type { AdrgStep, CaseProof, MdcStep, NearAdrg, ProofStep } from './case-proof.ts';
import { normaliseCode } from './code-entry.ts';
import type { CompiledCondition, CompiledMdc, CompiledRule, CompiledScheme } from './compiled-scheme.ts';
import { conditionGap, someCodeLeafHolds, type WantedLeaf } from './condition-gap.ts';
import { NO_MDC, openCase } from './group-case.ts';
import type { GroupingCase, GroupingResult } from './grouping-case.ts';
import { proofCodes, proofComplications } from './proof-codes.ts';
import { proofSentences } from './proof-sentences.ts';
import { type CaseView, describeUnmet } from './unmet-condition.ts';

/**
 * 一个病例入组(或没有入组)的全部理由。按方案的次序逐条求值,不用候选位图,
 * 所以它也是对 {@link groupCase} 的另一种算法:两者的结果总是相同(性质测试保证)。
 */
export function explainCase(scheme: CompiledScheme, c: GroupingCase): CaseProof {
  return new CaseExplanation(scheme, c).proof();
}

class CaseExplanation {
  private readonly view: CaseView;
  private readonly mdcs: MdcStep[] = [];
  private readonly near: NearAdrg[] = [];
  private drgs: ProofStep[] = [];

  constructor(
    private readonly scheme: CompiledScheme,
    private readonly given: GroupingCase,
  ) {
    this.view = caseView(scheme, given);
  }

  proof(): CaseProof {
    const { scheme, given, mdcs, near } = this;
    const result = this.decide();
    const proof = {
      scheme: { id: scheme.id, version: scheme.version, name: scheme.name },
      result,
      codes: proofCodes(scheme, given),
      mdcs,
      near,
      complications: proofComplications(scheme, this.view),
      drgs: this.drgs,
    };
    return { ...proof, sentences: proofSentences(proof, scheme) };
  }

  private decide(): GroupingResult {
    let nearest: CompiledMdc | null = null;
    for (const mdc of this.scheme.mdcs) {
      const step = this.step(mdc.code, this.scheme.mdcName(mdc.code), mdc.condition);
      const rule = step.holds ? this.tryRules(mdc, step) : null;
      if (!step.holds) this.mdcs.push({ ...step, adrgs: [] });
      if (rule !== null) return this.drgOf(rule);
      if (step.holds && !mdc.preliminary) nearest = mdc;
    }
    return nearest === null ? NO_MDC : nearest.withoutAdrg;
  }

  /** 依次试到成立的规则为止;其后的只看是不是差一条。 */
  private tryRules(mdc: CompiledMdc, mdcStep: ProofStep): CompiledRule | null {
    const tried: AdrgStep[] = [];
    let chosen: CompiledRule | null = null;
    for (const rule of mdc.rules) {
      const step = this.adrgStep(rule);
      if (step.near) this.noteNear(mdc, step, chosen === null);
      if (chosen !== null) continue;
      tried.push(step);
      if (step.holds) chosen = rule;
    }
    this.mdcs.push({ ...mdcStep, adrgs: tried });
    return chosen;
  }

  private noteNear(mdc: CompiledMdc, { code, name, unmet }: AdrgStep, tried: boolean): void {
    this.near.push({ mdc: mdc.code, adrg: code, name, tried, unmet: unmet[0]! });
  }

  private drgOf(rule: CompiledRule): GroupingResult {
    if (rule.kind === 'ambiguous') return rule.ownResult;
    for (const drg of rule.drgs) {
      const step = this.step(drg.code, this.scheme.drgName(drg.code), drg.condition, rule.adrg);
      this.drgs.push(step);
      if (step.holds) return drg.result;
    }
    return rule.ownResult;
  }

  private adrgStep(rule: CompiledRule): AdrgStep {
    const step = this.step(rule.adrg, this.scheme.adrgName(rule.adrg), rule.condition);
    return { ...step, rule: rule.rule, near: isNear(step, rule.condition, this.view.context) };
  }

  private step(code: string, name: string | null, condition: CompiledCondition, home = code): ProofStep {
    const { context } = this.view;
    const holds = condition.holds(context);
    const gap: readonly WantedLeaf[] = holds ? [] : (conditionGap(condition, context) ?? []);
    const unmet = gap.map((leaf) => describeUnmet(leaf, condition, home, this.view));
    return { code, name, condition: condition.text, holds, unmet };
  }
}

// 「差一条」要有意义:只写了一条诊断表的 ADRG 对任何病例都只差一条。所以还要求病例与它确有关系——
// 别的编码条件已合上,或所差的编码病例上已有,或所差的不是编码(年龄、体重、并发症)。
function isNear({ holds, unmet }: ProofStep, condition: CompiledCondition, context: CaseContext): boolean {
  const [only, ...others] = unmet;
  if (holds || !only || others.length > 0) return false;
  return only.variable !== null || only.recorded.length > 0 || someCodeLeafHolds(condition, context);
}

function caseView(scheme: CompiledScheme, c: GroupingCase): CaseView {
  const names = { dx: scheme.diagnosisName, proc: scheme.procedureName };
  return {
    context: openCase(scheme, c),
    codes: { dx: c.diagnoses.map(normaliseCode), proc: c.procedures.map(normaliseCode) },
    facts: { dx: scheme.diagnoses.facts, proc: scheme.procedures.facts },
    codeText: (axis, code) => [code, names[axis](code)].filter(Boolean).join(' '),
  };
}
