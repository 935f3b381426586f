import type { UngroupedCause } from '../../analytics/grouping/ungrouped-cause.ts';
import type { UngroupedCaseRow } from '../../sql/read-models/ungrouped-cases.read-model.ts';

/** 一个未入组病例的原因,与分组之前转换过的编码。 */
export interface UngroupedReason {
  readonly cause: UngroupedCause;
  /** 转换过的编码:病案上的写法与进入分组的写法。 */
  readonly converted: readonly { readonly given: string; readonly used: string }[];
}

/** 说明一个病例为什么没有入组;由持有方案的一方给出。 */
export type ExplainUngrouped = (row: UngroupedCaseRow) => UngroupedReason;

export interface UngroupedRow extends UngroupedReason {
  readonly row: UngroupedCaseRow;
}

/** 三张清单:歧义,主要诊断编码无效,其余未入组。 */
export const UNGROUPED_LISTS = {
  ungrouped: '未入组',
  ambiguous: '歧义组',
  invalidCode: '编码无效',
} as const;
export type UngroupedList = keyof typeof UNGROUPED_LISTS;

const INVALID_CODE: ReadonlySet<string> = new Set<UngroupedCause['code']>(['principal-missing', 'principal-unknown']);

export const listOf = ({ cause }: UngroupedReason): UngroupedList =>
  cause.code === 'ambiguous' ? 'ambiguous' : INVALID_CODE.has(cause.code) ? 'invalidCode' : 'ungrouped';
