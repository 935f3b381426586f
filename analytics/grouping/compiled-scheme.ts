import type { CandidateIndex } from './candidate-index.ts';
import type { CaseContext } from './case-context.ts';
import type { CodeDictionary } from './code-dictionary.ts';
import type { ConditionScope, Predicate } from './compile-condition.ts';
import type { Condition } from './condition-tree.ts';
import type { GroupingResult } from './grouping-case.ts';
import type { SchemeDirectory } from './scheme-directory.ts';
import type { AdrgKind, SchemeMeta } from './scheme-pack.ts';

/** 编好的条件,连同原文与语法树:判定用 `holds`,解释为何不成立时走 `tree`。 */
export interface CompiledCondition {
  readonly text: string;
  /** 写在谁的名下:它的清单归谁(MDC 或 ADRG 的编码)。 */
  readonly home: string;
  readonly tree: Condition;
  readonly scope: ConditionScope;
  readonly holds: Predicate;
}

export interface CompiledDrg {
  readonly code: string;
  readonly name: string | null;
  readonly condition: CompiledCondition;
  readonly result: GroupingResult;
}

/** ADRG 的一条入组规则。 */
export interface CompiledRule {
  readonly adrg: string;
  readonly name: string | null;
  readonly rule: string;
  readonly kind: AdrgKind;
  readonly condition: CompiledCondition;
  readonly drgs: readonly CompiledDrg[];
  /** 规则成立而 DRG 都不成立时的结果:ADRG 码自身;歧义行的结果。 */
  readonly ownResult: GroupingResult;
}

export interface CompiledMdc {
  readonly index: number;
  readonly code: string;
  readonly name: string | null;
  readonly condition: CompiledCondition;
  /** 只看手术、不看诊断的先期分组:它成立而没有 ADRG,不算收下了病例。 */
  readonly preliminary: boolean;
  readonly rules: readonly CompiledRule[];
  /** 本 MDC 的规则在候选位图中占的字:firstWord ≤ 字 < firstWord + wordCount。 */
  readonly firstWord: number;
  readonly wordCount: number;
  /** 收下了病例而没有 ADRG 成立时的结果。 */
  readonly withoutAdrg: GroupingResult;
}

/** 编好的方案:可反复用来判定病例。判定用同一个 `context`,所以不可重入(同步调用无碍)。 */
export interface CompiledScheme extends SchemeDirectory {
  readonly meta: SchemeMeta;
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly mdcs: readonly CompiledMdc[];
  /** MDC 在候选位图中占的字数。 */
  readonly mdcWords: number;
  readonly diagnoses: CodeDictionary;
  readonly procedures: CodeDictionary;
  readonly byMainDx: CandidateIndex;
  readonly byMainProc: CandidateIndex;
  readonly context: CaseContext;
}
