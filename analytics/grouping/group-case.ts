import { type CaseContext, NUMBER_SLOTS } from './case-context.ts';
import type { CompiledMdc, CompiledRule, CompiledScheme } from './compiled-scheme.ts';
import {
  type CaseFacts,
  type DelimitedCase,
  type GroupingCase,
  type GroupingResult,
  type ParsedCase,
  UNGROUPED_DRG,
} from './grouping-case.ts';

/** 没有 MDC 收它。 */
export const NO_MDC: GroupingResult = Object.freeze({ status: 'no-mdc', mdc: null, adrg: null, drg: UNGROUPED_DRG });

/** 判定一个病例。编码应已是标准写法(大写字母、小写 x);缺失为 null。 */
export function groupCase(scheme: CompiledScheme, c: GroupingCase): GroupingResult {
  scheme.context.setCodes(c.diagnoses, c.procedures);
  return decideCase(scheme, c);
}

/** 同 {@link groupCase},编码是以 `|` 相连的文本:批量分组时省去逐例拆成数组。首段为空即主要诊断不明。 */
export function groupDelimitedCase(scheme: CompiledScheme, c: DelimitedCase): GroupingResult {
  scheme.context.setDelimitedCodes(c.diagnoses, c.procedures);
  return decideCase(scheme, c);
}

/** 编码换成方案的事实表的行:反复判定同一批病例(试算、比较方案)时只换一次。只在这个方案里有意义。 */
export function parseCase(scheme: CompiledScheme, { diagnoses, procedures, ...facts }: GroupingCase): ParsedCase {
  return {
    dx: Int32Array.from(diagnoses, (code) => scheme.diagnoses.rowOf(code)),
    proc: Int32Array.from(procedures, (code) => scheme.procedures.rowOf(code)),
    facts,
  };
}

/** 同 {@link groupCase},编码已由 {@link parseCase} 换好。 */
export function groupParsedCase(scheme: CompiledScheme, { dx, proc, facts }: ParsedCase): GroupingResult {
  scheme.context.setRows(dx, proc);
  return decideCase(scheme, facts);
}

/** 把病例写进方案的 `context` 而不判定:解释入组时逐条件求值用。下一个病例会覆写它。 */
export function openCase(scheme: CompiledScheme, c: GroupingCase): CaseContext {
  scheme.context.setCodes(c.diagnoses, c.procedures);
  writeFacts(scheme.context, c);
  return scheme.context;
}

function decideCase(scheme: CompiledScheme, facts: CaseFacts): GroupingResult {
  writeFacts(scheme.context, facts);
  return decide(scheme, scheme.context);
}

function writeFacts(context: CaseContext, facts: CaseFacts): void {
  writeNumbers(context.numbers, facts);
  context.department = facts.department;
}

function writeNumbers(numbers: Float64Array, facts: CaseFacts): void {
  numbers[NUMBER_SLOTS.age] = facts.age ?? Number.NaN;
  numbers[NUMBER_SLOTS.age_days] = facts.ageDays ?? Number.NaN;
  numbers[NUMBER_SLOTS.weight] = facts.birthWeight ?? Number.NaN;
  numbers[NUMBER_SLOTS.admission_weight] = facts.admissionWeight ?? Number.NaN;
  numbers[NUMBER_SLOTS.los] = facts.los ?? Number.NaN;
  numbers[NUMBER_SLOTS.vent_hours] = facts.ventilatorHours ?? Number.NaN;
  numbers[NUMBER_SLOTS.icu_hours] = facts.icuHours ?? Number.NaN;
  numbers[NUMBER_SLOTS.crrt_hours] = facts.crrtHours ?? Number.NaN;
  numbers[NUMBER_SLOTS.sex] = facts.sex ?? Number.NaN;
  numbers[NUMBER_SLOTS.discharge_type] = facts.dischargeType ?? Number.NaN;
  numbers[NUMBER_SLOTS.day_surgery] = flag(facts.daySurgery);
  numbers[NUMBER_SLOTS.new_technique] = flag(facts.newTechnique);
}

function flag(value: boolean | null): number {
  if (value === null) return Number.NaN;
  return value ? 1 : 0;
}

/** MDC 依次;其 ADRG 依次;没有 ADRG 成立就试下一个 MDC。 */
function decide(scheme: CompiledScheme, c: CaseContext): GroupingResult {
  const { byMainDx, byMainProc, mdcs, mdcWords } = scheme;
  const dxAt = byMainDx.startFor(c.mainDx);
  const procAt = byMainProc.startFor(c.mainProc);
  let nearest: CompiledMdc | null = null;
  for (let word = 0; word < mdcWords; word++) {
    let candidates = byMainDx.words[dxAt + word]! & byMainProc.words[procAt + word]!;
    for (; candidates !== 0; candidates &= candidates - 1) {
      const mdc = mdcs[word * 32 + lowestBit(candidates)]!;
      if (!mdc.condition.holds(c)) continue;
      const rule = firstRule(mdc, c, scheme, dxAt, procAt);
      if (rule !== null) return drgOf(rule, c);
      if (!mdc.preliminary) nearest = mdc;
    }
  }
  return nearest === null ? NO_MDC : nearest.withoutAdrg;
}

/** 候选由低位到高位即按次序,首个成立的就是。 */
function firstRule(
  mdc: CompiledMdc,
  c: CaseContext,
  { byMainDx, byMainProc }: CompiledScheme,
  dxAt: number,
  procAt: number,
): CompiledRule | null {
  for (let word = 0; word < mdc.wordCount; word++) {
    const at = mdc.firstWord + word;
    let candidates = byMainDx.words[dxAt + at]! & byMainProc.words[procAt + at]!;
    for (; candidates !== 0; candidates &= candidates - 1) {
      const rule = mdc.rules[word * 32 + lowestBit(candidates)]!;
      if (rule.condition.holds(c)) return rule;
    }
  }
  return null;
}

const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

function drgOf(rule: CompiledRule, c: CaseContext): GroupingResult {
  if (rule.kind === 'ambiguous') return rule.ownResult;
  const { drgs } = rule;
  for (let i = 0; i < drgs.length; i++) if (drgs[i]!.condition.holds(c)) return drgs[i]!.result;
  return rule.ownResult;
}
