import type { UngroupedCauseCode } from './ungrouped-cause.ts';

/** 各未入组原因的名称与请编码员核查的事。 */
export const UNGROUPED_ADVICE: Readonly<Record<UngroupedCauseCode, { readonly name: string; readonly check: string }>> =
  {
    'principal-missing': { name: '没有主要诊断', check: '补填主要诊断编码' },
    'principal-unknown': {
      name: '主要诊断编码不认得',
      check: '核对编码的写法与版本；病案用临床版编码的，请装载对照表',
    },
    'sex-missing': { name: '没有性别', check: '补填性别' },
    'sex-against-diagnosis': { name: '性别与诊断不符', check: '核对性别与主要诊断' },
    'newborn-fact-missing': { name: '新生儿资料不全', check: '补填日龄、出生体重或入院体重' },
    'no-mdc': { name: '主要诊断不属于任何 MDC', check: '核对主要诊断的选择：症状、后遗症、外因等不宜作主要诊断' },
    'no-adrg': { name: '没有相应的 ADRG', check: '核对主要手术操作是否漏填、位置是否恰当' },
    ambiguous: { name: '歧义', check: '核对主要诊断与主要手术操作是否对应' },
  };
