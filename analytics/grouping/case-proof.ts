import type { VariableName } from './condition-tree.ts';
import type { GroupingResult } from './grouping-case.ts';

/** 病例的一个编码在方案里是什么。 */
export interface ProofCode {
  readonly axis: 'dx' | 'proc';
  readonly role: 'main' | 'other';
  /** 病例上的写法。 */
  readonly given: string;
  /** 判定用的编码:规范写法,或经对照表换成的编码。 */
  readonly code: string;
  readonly normalised: boolean;
  /** 改了什么,如 `改大小写`、`补零`;没有改为空。 */
  readonly changes: readonly string[];
  /** 经对照表换成另一个编码,不止是写法。 */
  readonly mapped: boolean;
  /** 对照表给出几个目标,无法定,没有换;否则为空。 */
  readonly targets: readonly string[];
  readonly name: string | null;
  /** 在方案的任一清单、并发症或排除表中。 */
  readonly known: boolean;
}

/** 分组之前改过(或对照表有几个目标而没有改)的一个编码。 */
export interface CodeNote {
  readonly axis: 'dx' | 'proc';
  /** 第几个,0 为主要。 */
  readonly place: number;
  readonly given: string;
  readonly changes: readonly string[];
  readonly mapped: boolean;
  readonly targets: readonly string[];
}

/** 没有满足的一条最小条件。 */
export interface UnmetCondition {
  /** 条件原文中的一段,如 `main_proc in proc`;要求它不成立时前面有 not。 */
  readonly condition: string;
  /** 中文:病例的哪一项为什么不合。 */
  readonly message: string;
  /** 比较的变量;不是比较时为 null。 */
  readonly variable: VariableName | null;
  /** 要比较的那一项病例上没有。 */
  readonly missing: boolean;
  /** 病例上已有、在这个清单里而位置不对的编码(如列为其他诊断)。 */
  readonly recorded: readonly string[];
}

/** 试过的一行:成立,或最少差哪几条。 */
export interface ProofStep {
  readonly code: string;
  readonly name: string | null;
  readonly condition: string;
  readonly holds: boolean;
  /** 使条件成立最少要满足的几条;成立时为空。 */
  readonly unmet: readonly UnmetCondition[];
}

/** 试过的一条 ADRG 规则。 */
export interface AdrgStep extends ProofStep {
  readonly rule: string;
  /** 只差一条最小条件,而且别的编码条件已经合上(或所差的编码病例上已有)。 */
  readonly near: boolean;
}

/** 试过的一个 MDC。 */
export interface MdcStep extends ProofStep {
  /** 条件成立后依次试过的 ADRG 规则,到成立的那条为止。 */
  readonly adrgs: readonly AdrgStep[];
}

/** 只差一条的 ADRG。 */
export interface NearAdrg {
  readonly mdc: string;
  readonly adrg: string;
  readonly name: string | null;
  /** 次序在结果之前(试过而不成立);否则在结果之后,没有轮到。 */
  readonly tried: boolean;
  readonly unmet: UnmetCondition;
}

/** 一个其他诊断作为并发症或合并症。 */
export interface ProofComplication {
  readonly code: string;
  readonly name: string | null;
  readonly level: 'MCC' | 'CC' | null;
  /** 算数:有等级而未被排除。 */
  readonly counted: boolean;
  /** 把它排除的排除表;没有被排除为 null。 */
  readonly excludedBy: string | null;
}

/** 一个病例入组的全部理由。 */
export interface CaseProof {
  readonly scheme: { readonly id: string; readonly version: string; readonly name: string };
  readonly result: GroupingResult;
  readonly codes: readonly ProofCode[];
  /** 依次试过的 MDC;最后一个是收下病例的(入组时)。 */
  readonly mdcs: readonly MdcStep[];
  readonly near: readonly NearAdrg[];
  readonly complications: readonly ProofComplication[];
  /** 依次试过的 DRG,到成立的为止;没有到这一步时为空。 */
  readonly drgs: readonly ProofStep[];
  /** 同样的内容,写成一句一句的中文。 */
  readonly sentences: readonly string[];
}
