import type { ProcedureDictionary } from '../discharge/procedure-dictionary.ts';
import type { Condition } from '../grouping/condition-tree.ts';
import type { RowPlace } from '../grouping/scheme-finding.ts';
import type { AuxiliaryLists } from './auxiliary-lists.ts';
import type { DiagnosisScope } from './diagnosis-scope.ts';
import type { Millionths } from './exact-decimal.ts';
import type { ProcedureExpression } from './procedure-expression.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 治疗方式,由低到高;次序即高低。 */
export const TREATMENT_KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgery'] as const;
export type TreatmentKind = (typeof TREATMENT_KINDS)[number];

export const ENTRY_TYPES = ['core', 'grassroots', 'comprehensive', 'tcm'] as const;
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
  tcm: '中医优势病种',
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
  /** 一、二、三级机构各自的均费;区域不分级别,或该级没有时为 null。 */
  readonly meanCostByLevel: readonly (Millionths | null)[];
  /** 药品与耗材的分值;区域不单列时为 null。 */
  readonly drugScore: Millionths | null;
  readonly materialScore: Millionths | null;
}

/** 费用与之相比的均费:区域按机构级别给的,没有就用不分级别的。 */
export const meanCostAt = (
  { meanCost, meanCostByLevel }: Pick<CatalogueEntry, 'meanCost' | 'meanCostByLevel'>,
  hospitalLevel: number | null,
): Millionths | null => (hospitalLevel === null ? null : (meanCostByLevel[hospitalLevel - 1] ?? null)) ?? meanCost;

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
  /** 条件的原文。 */
  readonly text: string;
  readonly condition: Condition;
  /** 条件里的清单 dx、proc。 */
  readonly lists: AuxiliaryLists;
  readonly factor: Millionths;
}

/** 一个统筹区的 DIP:目录、操作的治疗方式、辅助目录与全部政策选择。 */
export interface RegionPack {
  readonly name: string;
  readonly entries: readonly CatalogueEntry[];
  /** 区域自己的操作表;没有时为空,用 `dictionary`。 */
  readonly procedureKinds: readonly ProcedureKindRow[];
  /** 区域没有操作表时所用的字典。 */
  readonly dictionary: ProcedureDictionary | null;
  readonly auxiliary: readonly AuxiliaryRow[];
  readonly policy: RegionPolicy;
}
