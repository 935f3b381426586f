import type { Decimal } from 'decimal.js';
import type { Uncertain } from '../ranges.ts';

/** 参数的单位,也决定取值的限制:金额、分值、点值、费率与系数须大于 0,比例在 0 与 1 之间。 */
export type ParameterUnit = 'yuan' | 'points' | 'yuanPerPoint' | 'yuanPerWeight' | 'coefficient' | 'ratio' | 'multiple';

export interface ParameterDefinition {
  readonly label: string;
  readonly unit: ParameterUnit;
  /** 全区域一个数,或每家医院一个数。 */
  readonly scope: 'region' | 'hospital';
  readonly meaning: string;
}

/** 结算要用的参数。各项按 区域 × 年 × 险种(医院的再按医院)录入,有低、基准、高与来源。 */
export const SETTLEMENT_PARAMETERS = {
  fund: { label: 'DIP 基金总额', unit: 'yuan', scope: 'region', meaning: '当年可用于 DIP 的统筹基金' },
  reimbursementRatio: { label: '报销比例', unit: 'ratio', scope: 'region', meaning: '基金支付占医疗总费用的比例' },
  regionPoints: { label: '区域总分值', unit: 'points', scope: 'region', meaning: '当年全区域各医院的分值之和' },
  annualCost: {
    label: '全年住院总费用',
    unit: 'yuan',
    scope: 'region',
    meaning: '该年全区域的住院总费用,算预算点值用',
  },
  budgetPointValue: { label: '公布的预算点值', unit: 'yuanPerPoint', scope: 'region', meaning: '有公布的就不再推算' },
  settlementPointValue: {
    label: '公布的结算点值',
    unit: 'yuanPerPoint',
    scope: 'region',
    meaning: '年终清算公布,有公布的就不再推算',
  },
  prepaymentShare: {
    label: '月预付比例',
    unit: 'ratio',
    scope: 'region',
    meaning: '每月按应付基金的几成预付;不录为全额',
  },
  qualityDeposit: { label: '质量保证金比例', unit: 'ratio', scope: 'region', meaning: '月预付时扣留的比例' },
  assessmentCoefficient: { label: '年度考核系数', unit: 'coefficient', scope: 'hospital', meaning: '年应付乘以它' },
  prepaid: { label: '全年已预付', unit: 'yuan', scope: 'hospital', meaning: '当年各月实际拨付之和' },
  hospitalCoefficient: {
    label: '机构系数',
    unit: 'coefficient',
    scope: 'hospital',
    meaning: '代替目录政策中的机构系数;年终才定的写低、高',
  },
  surplusFullFrom: {
    label: '结余全额留用的界限',
    unit: 'ratio',
    scope: 'region',
    meaning: '按项目的基金费用不低于应付的这一比例时,结余全部留用',
  },
  surplusPartialShare: {
    label: '低于界限的留用比例',
    unit: 'ratio',
    scope: 'region',
    meaning: '低于上述界限时,结余只留用这一比例',
  },
  overspendUpTo: {
    label: '超支第一档的上限',
    unit: 'multiple',
    scope: 'region',
    meaning: '按项目的基金费用为应付的几倍以内,如 1.1',
  },
  overspendShare: { label: '第一档基金分担比例', unit: 'ratio', scope: 'region', meaning: '该档超支由基金分担的比例' },
  overspendUpTo2: { label: '超支第二档的上限', unit: 'multiple', scope: 'region', meaning: '高于第一档的上限' },
  overspendShare2: { label: '第二档基金分担比例', unit: 'ratio', scope: 'region', meaning: '该档超支由基金分担的比例' },
  drgRate: { label: 'DRG 费率', unit: 'yuanPerWeight', scope: 'region', meaning: '每权重的支付标准,与 DIP 对照用' },
  drgCoefficient: { label: 'DRG 机构系数', unit: 'coefficient', scope: 'hospital', meaning: '不录为 1' },
} as const satisfies Record<string, ParameterDefinition>;

export type ParameterName = keyof typeof SETTLEMENT_PARAMETERS;

export const parameterDefinition = (name: ParameterName): ParameterDefinition => SETTLEMENT_PARAMETERS[name];
export const parameterLabel = (name: ParameterName): string => SETTLEMENT_PARAMETERS[name].label;

/** 一项参数的值与出处。 */
export interface ParameterValue extends Uncertain {
  readonly source: string;
}

/** 某区域、年、险种(与医院)的全部参数;没有录入的不在其中。 */
export type ParameterSet = Readonly<Partial<Record<ParameterName, ParameterValue>>>;

/** 参数的取值哪里不对;合适为 null。 */
export function parameterFault(name: ParameterName, { low, base, high }: Uncertain): string | null {
  const { label, unit } = parameterDefinition(name);
  if (low.greaterThan(base) || base.greaterThan(high)) return `${label}应满足 低 ≤ 基准 ≤ 高`;
  if (unit === 'ratio') return low.isNegative() || high.greaterThan(1) ? `${label}是比例,应在 0 与 1 之间` : null;
  if (unit === 'multiple') return low.lessThanOrEqualTo(1) ? `${label}是应付的倍数,应大于 1` : null;
  // 点值、基金为 0 的结算没有意义:宁可不录(显示「—」与缺什么),不可录成 0。
  return low.greaterThan(0) ? null : `${label}应大于 0;还不知道就不要录,结果会注明缺这一项`;
}

export const baseOf = (set: ParameterSet, name: ParameterName): Decimal | null => set[name]?.base ?? null;
