import type { CasePricing } from './case-pricing.ts';
import type { ComprehensiveIndex } from './comprehensive-index.ts';
import type { Contest } from './contest.ts';
import type { DipMatch } from './match-case.ts';
import type { ProcedureReader } from './procedure-reader.ts';
import type { AuxiliaryRow, CatalogueEntry, EntryType } from './region-pack.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 编好的病种:表达式换成操作号,先后标准换成数。 */
export interface CompiledEntry {
  readonly source: CatalogueEntry;
  readonly code: string;
  readonly type: EntryType;
  /** 治疗方式的高低,0–3。 */
  readonly kind: number;
  /** 各组操作号;每组有其一即可,各组都要有。 */
  readonly parts: readonly (readonly number[])[];
  /** 点名的全部操作号,不重复。 */
  readonly named: readonly number[];
  /** 编码从小到大的名次。 */
  readonly codeRank: number;
  /** 比较费用用的均费(百万分之一元);没有均费按 0。 */
  readonly mean: number;
  readonly pricing: CasePricing;
  /** 费用正常且没有辅助系数的结果;最常见,不必逐例再造。 */
  readonly atNormal: DipMatch;
  readonly auxiliary: readonly (readonly AuxiliaryRow[])[];
}

/** 一个亚目的核心与基层病种。 */
export interface SubcategoryEntries {
  readonly withProcedures: readonly CompiledEntry[];
  /** withProcedures 的判定表,见 expression-tests.ts。 */
  readonly tests: Int32Array;
  readonly withoutProcedures: readonly CompiledEntry[];
}

/** 编好的区域:可反复匹配。操作的标记逐例覆写,所以不可重入(同步调用无碍)。 */
export interface CompiledRegion {
  readonly name: string;
  readonly policy: RegionPolicy;
  /** 参加匹配的全部病种(类型在 type_order 之中)。 */
  readonly entries: readonly CompiledEntry[];
  readonly bySubcategory: ReadonlyMap<string, SubcategoryEntries>;
  readonly comprehensive: ComprehensiveIndex<CompiledEntry>;
  readonly procedures: ProcedureReader;
  readonly contest: Contest;
}
