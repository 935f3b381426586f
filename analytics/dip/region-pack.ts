import type { Condition } from '../grouping/condition-tree.ts';
import type { RowPlace } from '../grouping/scheme-finding.ts';
import type { DiagnosisScope } from './diagnosis-scope.ts';
import type { Millionths } from './exact-decimal.ts';
import type { ProcedureExpression } from './procedure-expression.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 治疗方式,由低到高;次序即高低。 */
export const TREATMENT_KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgery'] as const;
export type TreatmentKind = (typeof TREATMENT_KINDS)[number];

export const ENTRY_TYPES = ['core', 'grassroots', 'comprehensive'] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

export const kindNames: Readonly<Record<TreatmentKind, string>> = {
  conservative: '保守治疗',
  diagnostic: '诊断性操作',
  therapeutic: '治疗性操作',
  surgery: '相关手术',
};
export const typeNames: Readonly<Record<EntryType, string>> = {
  core: '核心病种',
  grassroots: '基层病种',
  comprehensive: '综合病种',
};

export const kindRank = (kind: TreatmentKind): number => TREATMENT_KINDS.indexOf(kind);

/** 病种目录的一行。 */
export interface CatalogueEntry {
  readonly at: RowPlace;
  readonly code: string;
  readonly name: string;
  readonly diagnosis: DiagnosisScope;
  /** 操作表达式;null 为不要求操作。 */
  readonly procedures: ProcedureExpression | null;
  readonly kind: TreatmentKind;
  readonly type: EntryType;
  /** 病种分值,百万分之一分。 */
  readonly score: Millionths;
  /** 上年同级别机构的均费,百万分之一元;没有或为 0 时为 null。 */
  readonly meanCost: Millionths | null;
}

/** 操作的治疗方式。 */
export interface ProcedureKindRow {
  readonly at: RowPlace;
  readonly code: string;
  readonly kind: TreatmentKind;
  /** 手术级别 1–4;没有写为 null。 */
  readonly level: number | null;
}

/** 辅助目录的一行:条件成立的病例乘以系数。 */
export interface AuxiliaryRow {
  readonly at: RowPlace;
  /** 目录,如「疾病严重程度」;同一目录只取第一个成立的行。 */
  readonly catalogue: string;
  readonly code: string;
  readonly name: string;
  /** 只用于这个病种;null 为全部病种。 */
  readonly entry: string | null;
  readonly condition: Condition;
  readonly factor: Millionths;
}

/** 一个统筹区的 DIP:目录、操作的治疗方式、辅助目录与全部政策选择。 */
export interface RegionPack {
  readonly name: string;
  readonly entries: readonly CatalogueEntry[];
  readonly procedureKinds: readonly ProcedureKindRow[];
  readonly auxiliary: readonly AuxiliaryRow[];
  readonly policy: RegionPolicy;
}
