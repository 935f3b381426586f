import type { AdrgStep, CaseProof, CodeNote, MdcStep, NearAdrg, ProofStep, UnmetCondition } from './case-proof.ts';
import { normaliseCode } from './code-entry.ts';
import type { CompiledCondition, CompiledMdc, CompiledRule, CompiledScheme } from './compiled-scheme.ts';
import { conditionGap, type Gap, someCodeLeafHolds } from './condition-gap.ts';
import { NO_MDC, openCase } from './group-case.ts';
import { groupText } from './group-text.ts';
import type { GroupingCase, GroupingResult } from './grouping-case.ts';
import { proofCodes, proofComplications } from './proof-codes.ts';
import { proofSentences } from './proof-sentences.ts';
import { type CaseView, describeUnmet, PLACE, recordedElsewhere } from './unmet-condition.ts';

/**
 * 一个病例入组(或没有入组)的全部理由。按方案的次序逐条求值,不用候选位图,
 * 所以它也是对 {@link groupCase} 的另一种算法:两者的结果总是相同(性质测试保证)。
 * 编码在分组之前改过的,`notes` 说出原来的写法与改了什么。
 */
export function explainCase(scheme: CompiledScheme, c: GroupingCase, notes: readonly CodeNote[] = []): CaseProof {
  return new CaseExplanation(scheme, c).proof(notes);
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

  proof(notes: readonly CodeNote[]): CaseProof {
    const { scheme, given, mdcs, near } = this;
    const result = this.decide();
    const proof = {
      scheme: { id: scheme.id, version: scheme.version, name: scheme.name },
      result,
      codes: proofCodes(scheme, given, notes),
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
      const { code, name, condition, holds, unmet } = this.step(mdc.code, mdc.name, mdc.condition);
      const adrgs: AdrgStep[] = [];
      this.mdcs.push({ code, name, condition, holds, unmet, adrgs });
      const rule = holds ? this.tryRules(mdc, adrgs) : null;
      if (rule !== null) return this.drgOf(rule);
      if (holds && !mdc.preliminary) nearest = mdc;
    }
    return nearest === null ? NO_MDC : nearest.withoutAdrg;
  }

  /** 依次试到成立的规则为止;其后的只看是不是差一条。 */
  private tryRules(mdc: CompiledMdc, tried: AdrgStep[]): CompiledRule | null {
    let chosen: CompiledRule | null = null;
    for (const rule of mdc.rules) {
      const gap = this.gapOf(rule.condition);
      const near = this.isNear(gap, rule.condition);
      if (chosen !== null && !near) continue;
      const step = this.adrgStep(rule, gap, near);
      if (near) this.noteNear(mdc, step, chosen === null);
      if (chosen !== null) continue;
      tried.push(step);
      if (step.holds) chosen = rule;
    }
    return chosen;
  }

  private noteNear(mdc: CompiledMdc, { code, name, unmet }: AdrgStep, tried: boolean): void {
    this.near.push({ mdc: mdc.code, adrg: code, name, tried, unmet: unmet[0]! });
  }

  private drgOf(rule: CompiledRule): GroupingResult {
    if (rule.kind === 'ambiguous') return rule.ownResult;
    for (const drg of rule.drgs) {
      const step = this.step(drg.code, drg.name, drg.condition);
      this.drgs.push(step);
      if (step.holds) return drg.result;
    }
    return rule.ownResult;
  }

  private adrgStep({ adrg, name, rule, condition }: CompiledRule, gap: Gap, near: boolean): AdrgStep {
    const holds = condition.holds(this.view.context);
    const unmet = this.unmetOf(condition, gap);
    return { code: adrg, name, condition: condition.text, holds, unmet, rule, near };
  }

  private step(code: string, name: string | null, condition: CompiledCondition): ProofStep {
    const holds = condition.holds(this.view.context);
    const unmet = holds ? NONE : this.unmetOf(condition, this.gapOf(condition));
    return { code, name, condition: condition.text, holds, unmet };
  }

  private unmetOf({ scope }: CompiledCondition, gap: Gap): readonly UnmetCondition[] {
    if (gap === null || gap.length === 0) return NONE;
    if (gap.length === 1) return [describeUnmet(gap[0]!, scope, this.view)];
    return gap.map((leaf) => describeUnmet(leaf, scope, this.view));
  }

  private gapOf(condition: CompiledCondition): Gap {
    return conditionGap(condition, this.view.context);
  }

  // 「差一条」要有意义:只写了一条诊断表的 ADRG 对任何病例都只差一条。所以还要求病例与它确有关系——
  // 别的编码条件已合上,或所差的编码病例上已有,或所差的不是编码(年龄、体重)。
  private isNear(gap: Gap, condition: CompiledCondition): boolean {
    if (gap?.length !== 1) return false;
    const [only] = gap;
    if (only!.leaf.node.kind === 'compare') return true;
    const recorded = [only!, ...only!.alternatives].some((each) => recordedElsewhere(each, this.view).length > 0);
    return recorded || someCodeLeafHolds(condition, this.view.context);
  }
}

const NONE: readonly UnmetCondition[] = [];

function caseView(scheme: CompiledScheme, c: GroupingCase): CaseView {
  const codes = { dx: c.diagnoses.map(normaliseCode), proc: c.procedures.map(normaliseCode) };
  return {
    context: openCase(scheme, c),
    codes,
    facts: { dx: scheme.diagnoses.facts, proc: scheme.procedures.facts },
    mainNot: {
      dx: mainNot('dx', codes.dx[0] ?? '', scheme),
      proc: mainNot('proc', codes.proc[0] ?? '', scheme),
    },
  };
}

function mainNot(axis: 'dx' | 'proc', code: string, scheme: CompiledScheme): string {
  const name = axis === 'dx' ? scheme.diagnosisName(code) : scheme.procedureName(code);
  return `${PLACE.main[axis]} ${groupText(code, name)} 不`;
}
