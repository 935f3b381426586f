import type { CodeEntry } from './code-entry.ts';
import type { Condition } from './condition-tree.ts';
import type { RowPlace } from './scheme-finding.ts';

/** 方案的说明:来自包中的 scheme.json,没有时由装载者给出。 */
export interface SchemeMeta {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string | null;
  /** 施行日 YYYY-MM-DD。 */
  readonly effectiveFrom: string | null;
  readonly note: string | null;
}

/** 一行上的条件:原文与语法树;读不成时树为 null(已记为错误,方案不会装载)。 */
export interface RowCondition {
  readonly text: string;
  readonly tree: Condition | null;
}

export type AdrgKind = 'surgical' | 'procedure' | 'medical' | 'ambiguous';

export interface MdcRow {
  readonly at: RowPlace;
  readonly order: number;
  readonly mdc: string;
  readonly name: string;
  readonly condition: RowCondition;
}
export interface MdcDiagnosisRow {
  readonly at: RowPlace;
  readonly mdc: string;
  readonly entry: CodeEntry;
  /** 部位;只有按部位计数的 MDC 才有。 */
  readonly site: string | null;
}
/** ADRG 的一条入组规则;只有一条规则的 ADRG,rule 为空串。 */
export interface AdrgRow {
  readonly at: RowPlace;
  readonly order: number;
  readonly adrg: string;
  readonly rule: string;
  readonly mdc: string;
  readonly name: string;
  readonly kind: AdrgKind;
  readonly condition: RowCondition;
}
export interface AdrgCodeRow {
  readonly at: RowPlace;
  readonly adrg: string;
  readonly rule: string;
  readonly list: string;
  readonly entry: CodeEntry;
}
export interface DrgRow {
  readonly at: RowPlace;
  readonly order: number;
  readonly drg: string;
  readonly adrg: string;
  readonly rule: string;
  readonly name: string;
  readonly condition: RowCondition;
}
export interface ComplicationRow {
  readonly at: RowPlace;
  readonly entry: CodeEntry;
  readonly level: 'MCC' | 'CC';
  readonly exclusionTable: string | null;
}
export interface ExclusionRow {
  readonly at: RowPlace;
  readonly entry: CodeEntry;
  readonly exclusionTable: string;
}
export interface ValidProcedureRow {
  readonly at: RowPlace;
  readonly entry: CodeEntry;
}
export interface CodeNameRow {
  readonly at: RowPlace;
  readonly code: string;
  readonly name: string;
}
/** 病组的权重与标杆;数保留原文,由用它的公式按所需精度读。空为 null。 */
export interface DrgWeightRow {
  readonly at: RowPlace;
  readonly drg: string;
  /** 权重 RW。 */
  readonly rw: string | null;
  /** 标杆费用(元)。 */
  readonly benchmarkCost: string | null;
  /** 标杆住院天数。 */
  readonly benchmarkLos: string | null;
  /** 死亡风险等级。 */
  readonly mortalityRisk: string | null;
}

/** 方案包:各表读成的类型化行,MDC、ADRG、DRG 已按 order 排好。 */
export interface SchemePack {
  readonly meta: SchemeMeta;
  readonly mdcs: readonly MdcRow[];
  readonly mdcDiagnoses: readonly MdcDiagnosisRow[];
  readonly adrgs: readonly AdrgRow[];
  readonly adrgCodes: readonly AdrgCodeRow[];
  readonly drgs: readonly DrgRow[];
  readonly complications: readonly ComplicationRow[];
  readonly exclusions: readonly ExclusionRow[];
  readonly validProcedures: readonly ValidProcedureRow[];
  readonly diagnosisNames: readonly CodeNameRow[];
  readonly procedureNames: readonly CodeNameRow[];
  readonly weights: readonly DrgWeightRow[];
}

/** 一条规则的键:ADRG 与规则号。 */
export const ruleKey = (row: { adrg: string; rule: string }): string => `${row.adrg}\u0000${row.rule}`;

/** 一条规则的一个清单的键。 */
export const listKey = (row: { adrg: string; rule: string }, list: string): string => `${ruleKey(row)}\u0000${list}`;

/** 按键归组,次序不变。 */
export function groupRows<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
