/** 变更所在的层级,依报告的次序。 */
export const CHANGE_LEVELS = ['MDC', 'ADRG', 'DRG', '编码表', 'MCC', 'CC', '排除', '有效手术', '权重'] as const;
export type ChangeLevel = (typeof CHANGE_LEVELS)[number];

export type ChangeKind =
  | '新增'
  | '删除'
  | '移动'
  | '改名'
  | '条件变化'
  | '类型变化'
  | '次序变化'
  | '等级变化'
  | '排除表变化'
  | '权重变化';

/** 两个方案之间的一处规则差异。 */
export interface SchemeChange {
  readonly level: ChangeLevel;
  /** 组码、规则(`BR1/2`)或诊断、手术编码(前缀写 `J18*`,区间写 `I20-I25`)。 */
  readonly code: string;
  readonly change: ChangeKind;
  readonly old: string | null;
  readonly new: string | null;
}
