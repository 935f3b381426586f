import type { FindingList, RowPlace } from '../grouping/scheme-finding.ts';
import { type Millionths, ONE } from './exact-decimal.ts';
import { PolicyReader } from './policy-reader.ts';
import { ABOUT_KEYS, DICTIONARY_KEY } from './region-about.ts';
import { ENTRY_TYPES, type EntryType } from './region-pack.ts';

/** 核心、基层病种内部的先后标准。 */
export const CRITERIA = ['main_procedure', 'parts', 'matched', 'kind', 'cost', 'code'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** 费用偏差的界限与算法;t = 病例费用 ÷ 均费。 */
export interface DeviationPolicy {
  /** t < low 为费用极低。 */
  readonly low: Millionths;
  /** t > high 为费用极高。 */
  readonly high: Millionths;
  /** t > extreme 为极端异常;没有这一档时为 null。 */
  readonly extreme: Millionths | null;
  /** 恰在下界(t = low)也算极低;有的地区如此。 */
  readonly lowIncludesEdge: boolean;
  /** 机构系数并入偏差系数的地区算法,见 case-pricing.ts。 */
  readonly coefficientInside: boolean;
}

/** 区域的全部政策选择。 */
export interface RegionPolicy {
  readonly typeOrder: readonly EntryType[];
  readonly order: readonly Criterion[];
  readonly comprehensiveFallsBack: boolean;
  readonly deviation: DeviationPolicy;
  readonly hospitalCoefficient: Millionths;
  /** 本机构的级别 1–3,目录按级别给均费时用;没有写为 null。 */
  readonly hospitalLevel: number | null;
  readonly grassrootsCoefficient: Millionths;
  /** 中医优势病种在机构系数之上再乘的系数;没有写为 1(分值已在目录中调好)。 */
  readonly tcmFactor: Millionths;
  /** 几个辅助目录都适用时:取最大的一个,或连乘。 */
  readonly auxiliaryCombine: AuxiliaryCombine;
  /** 各险种的点值(百万分之一元/分),键由区域定。 */
  readonly pointValue: Readonly<Record<string, Millionths>>;
}

export const AUXILIARY_COMBINES = ['max', 'multiply'] as const;
export type AuxiliaryCombine = (typeof AUXILIARY_COMBINES)[number];

/** 只作说明、不参与匹配的键。 */
const NOTES = [
  ...ABOUT_KEYS,
  DICTIONARY_KEY,
  'note',
  'notes',
  'region',
  'city',
  'year',
  'title',
  'description',
  'comment',
];
const KEYS = [
  'type_order',
  'order',
  'comprehensive_falls_back',
  'deviation',
  'hospital_coefficient',
  'hospital_level',
  'grassroots_coefficient',
  'tcm_factor',
  'auxiliary',
  'point_value',
];
const DEVIATION_KEYS = ['low', 'high', 'extreme', 'low_includes_edge', 'coefficient_inside'];

/** 读 policy.json 的内容;有错误时返回 null,全部错误在 `findings` 里。不认识的键是错误:写错的选择不能悄悄不算数。 */
export function readPolicy(content: unknown, at: RowPlace, findings: FindingList): RegionPolicy | null {
  const reader = PolicyReader.over(content, '', at, findings);
  if (reader === null) return null;
  reader.onlyKeys([...KEYS, ...NOTES]);
  const policy = {
    typeOrder: reader.words('type_order', ENTRY_TYPES),
    order: reader.words('order', CRITERIA),
    comprehensiveFallsBack: reader.flag('comprehensive_falls_back', false),
    deviation: readDeviation(reader),
    hospitalCoefficient: reader.decimal('hospital_coefficient'),
    hospitalLevel: readLevel(reader),
    grassrootsCoefficient: reader.decimal('grassroots_coefficient', ONE),
    tcmFactor: reader.decimal('tcm_factor', ONE),
    auxiliaryCombine: readCombine(reader),
    pointValue: readPointValues(reader),
  };
  if (!policy.order.includes('code'))
    findings.warning('order-open', at, 'order 没有 code:各标准都分不出先后的病种,取编码小的');
  return reader.failed ? null : policy;
}

function readDeviation(policy: PolicyReader): DeviationPolicy {
  const reader = policy.inner('deviation');
  reader.onlyKeys(DEVIATION_KEYS);
  const low = reader.decimal('low');
  const high = reader.decimal('high');
  const extreme = reader.has('extreme') ? reader.decimal('extreme') : null;
  if (!reader.failed && low > high) reader.fail('low', `下界大于上界 high,没有正常的费用`);
  if (!reader.failed && extreme !== null && extreme < high) reader.fail('extreme', `小于上界 high`);
  return {
    low,
    high,
    extreme,
    lowIncludesEdge: reader.flag('low_includes_edge', false),
    coefficientInside: reader.flag('coefficient_inside', false),
  };
}

function readCombine(policy: PolicyReader): AuxiliaryCombine {
  if (!policy.has('auxiliary')) return 'max';
  const reader = policy.inner('auxiliary');
  reader.onlyKeys(['combine']);
  return reader.word('combine', AUXILIARY_COMBINES);
}

function readPointValues(policy: PolicyReader): Record<string, Millionths> {
  if (!policy.has('point_value')) return {};
  const reader = policy.inner('point_value');
  return Object.fromEntries(reader.keys().map((insurance) => [insurance, reader.decimal(insurance)]));
}

function readLevel(policy: PolicyReader): number | null {
  if (!policy.has('hospital_level')) return null;
  const level = policy.decimal('hospital_level') / ONE;
  if (![1, 2, 3].includes(level)) policy.fail('hospital_level', '应是 1、2、3(一级、二级、三级机构)');
  return level;
}
