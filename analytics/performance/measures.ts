import type { CodeListKind } from './quality-development/code-list-kinds.ts';

/** 视图 case_measure 与汇总表中可相加的度量:名字 → 中文名与列名。 */
export const STORED_MEASURES = {
  excluded: { label: '剔除记录数', column: 'excluded' },
  discharges: { label: '出院人次', column: 'discharges' },
  grouped: { label: '入组病例数', column: 'grouped' },
  ambiguous: { label: '歧义例数', column: 'ambiguous' },
  insured: { label: '医保出院人次', column: 'insured' },
  bedDays: { label: '住院日数', column: 'bed_days' },
  groupedBedDays: { label: '入组病例住院日数', column: 'grouped_bed_days' },
  totalFee: { label: '总费用', column: 'total_fee' },
  groupedFee: { label: '入组病例总费用', column: 'grouped_fee' },
  selfPaid: { label: '个人支付金额', column: 'self_paid' },
  drugFee: { label: '药品费', column: 'drug_fee' },
  materialFee: { label: '耗材费', column: 'material_fee' },
  examLabFee: { label: '检查检验费', column: 'exam_lab_fee' },
  serviceFee: { label: '医疗服务费(首页口径)', column: 'service_fee' },
  surgical: { label: '手术例数', column: 'surgical' },
  surgicalLevel34: { label: '三四级手术例数', column: 'surgical_level34' },
  surgicalLevel4: { label: '四级手术例数', column: 'surgical_level4' },
  deaths: { label: '死亡例数', column: 'deaths' },
  groupedDeaths: { label: '入组病例死亡例数', column: 'grouped_deaths' },
} as const;

/** 度量依赖哪一类参照数据;没有装载时用到它的指标为 null。 */
export type ReferenceNeed = 'weights' | 'benchmark' | 'mortality';
/** 度量依赖首页的哪一项;手术病例一例也没有填时,用到它的指标为 null,而不是 0。 */
export type RecordNeed = 'admissionRoute' | 'admissionCondition' | 'incision';
/** history:全院此前 12 个月有没有病例。 */
export type Need = ReferenceNeed | RecordNeed | 'history';

/**
 * 由首页另几项与编码清单逐例判定、可相加的度量:名字 → 中文名、列名、依赖首页的哪一项。
 * 判定只有一处(sql/stores/case-quality.store.ts);清单按出院月份选用。
 */
export const QUALITY_MEASURES = {
  electiveSurgical: { label: '择期手术例数', column: 'elective_surgical', need: 'admissionRoute' },
  daySurgical: { label: '日间手术例数', column: 'day_surgical', need: 'admissionRoute' },
  minimallyInvasive: { label: '微创手术例数', column: 'minimally_invasive', need: null, list: 'minimally-invasive' },
  level4Listed: { label: '四级手术例数(按清单)', column: 'level4_listed', need: null, list: 'level-4-surgery' },
  electiveComplicated: {
    label: '择期手术并发症例数',
    column: 'elective_complicated',
    need: 'admissionCondition',
    list: 'complication',
  },
  cleanIncisions: { label: 'Ⅰ类切口手术例数', column: 'clean_incisions', need: 'incision' },
  cleanIncisionInfections: { label: 'Ⅰ类切口感染例数', column: 'clean_incision_infections', need: 'incision' },
  herbUsers: { label: '使用中药饮片的出院人次', column: 'herb_users', need: null },
  tcmTherapyUsers: { label: '使用中医治疗的出院人次', column: 'tcm_therapy_users', need: null },
  perioperativeTcm: { label: '使用中医治疗的手术例数', column: 'perioperative_tcm', need: null },
  monitoredCases: { label: '重点监测病种出院人次', column: 'monitored_cases', need: null, list: 'monitored-disease' },
  advantageCases: { label: '中医优势病种出院人次', column: 'advantage_cases', need: null, list: 'tcm-advantage' },
  lowRiskDiseaseCases: {
    label: '低风险病种出院人次',
    column: 'low_risk_disease_cases',
    need: null,
    list: 'low-risk-disease',
  },
  lowRiskDiseaseDeaths: {
    label: '低风险病种死亡例数',
    column: 'low_risk_disease_deaths',
    need: null,
    list: 'low-risk-disease',
  },
  /** 以下三项:手术病例中首页填了该项的例数,用来区分「没有这一列」与「一例也没有」。 */
  routeKnown: { label: '填了入院途径的手术例数', column: 'route_known', need: null },
  conditionKnown: { label: '填了入院病情的手术例数', column: 'condition_known', need: null },
  incisionKnown: { label: '填了切口愈合等级的手术例数', column: 'incision_known', need: null },
} as const satisfies Record<string, { label: string; column: string; need: RecordNeed | null; list?: CodeListKind }>;

/** 与当月权重表相联而得、可相加的度量:名字 → 中文名、列名、依赖的参照数据。 */
export const DERIVED_MEASURES = {
  /** Σ 例数 × RW。 */
  totalWeight: { label: '总权重', column: 'total_weight', need: 'weights' },
  /** 病组有 RW 的入组病例。 */
  weightedCases: { label: '有权重的入组病例数', column: 'weighted_cases', need: 'weights' },
  weightedFee: { label: '有权重的入组病例总费用', column: 'weighted_fee', need: 'weights' },
  weightedBedDays: { label: '有权重的入组病例住院日数', column: 'weighted_bed_days', need: 'weights' },
  rw2Cases: { label: 'RW≥2 病例数', column: 'rw2_cases', need: 'weights' },
  /** Σ 例数 × (本组均费 ÷ 标杆均费),即 Σ 费用 ÷ 标杆均费。 */
  costRatioSum: { label: '费用比之和', column: 'cost_ratio_sum', need: 'benchmark' },
  costRatioCases: { label: '有标杆费用的入组病例数', column: 'cost_ratio_cases', need: 'benchmark' },
  losRatioSum: { label: '住院日比之和', column: 'los_ratio_sum', need: 'benchmark' },
  losRatioCases: { label: '有标杆住院日的入组病例数', column: 'los_ratio_cases', need: 'benchmark' },
  /** 以下八项只为消耗指数的另两种算法:总额之比,与按权重折算的期望之比。 */
  benchmarkedFee: { label: '有标杆费用的入组病例总费用', column: 'benchmarked_fee', need: 'benchmark' },
  expectedFee: { label: '按标杆费用的期望总费用', column: 'expected_fee', need: 'benchmark' },
  benchmarkedBedDays: { label: '有标杆住院日的入组病例住院日数', column: 'benchmarked_bed_days', need: 'benchmark' },
  expectedBedDays: { label: '按标杆住院日的期望住院日数', column: 'expected_bed_days', need: 'benchmark' },
  rateRatioSum: { label: '费用与权重折算费用之比的和', column: 'rate_ratio_sum', need: 'benchmark' },
  rateRatioCases: { label: '可按权重折算费用的入组病例数', column: 'rate_ratio_cases', need: 'benchmark' },
  losRateRatioSum: { label: '住院日与权重折算住院日之比的和', column: 'los_rate_ratio_sum', need: 'benchmark' },
  losRateRatioCases: { label: '可按权重折算住院日的入组病例数', column: 'los_rate_ratio_cases', need: 'benchmark' },
  lowRiskCases: { label: '低风险组病例数', column: 'low_risk_cases', need: 'mortality' },
  lowRiskDeaths: { label: '低风险组死亡例数', column: 'low_risk_deaths', need: 'mortality' },
  midLowRiskCases: { label: '中低风险组病例数', column: 'mid_low_risk_cases', need: 'mortality' },
  midLowRiskDeaths: { label: '中低风险组死亡例数', column: 'mid_low_risk_deaths', need: 'mortality' },
  /** 病组有死亡风险等级的入组病例。 */
  tieredCases: { label: '有死亡风险等级的入组病例数', column: 'tiered_cases', need: 'mortality' },
  /** 以下三项:所在月份的权重表给出 RW、标杆、死亡风险等级的入组病例,用来区分「没有表」与「表中没有该组」。 */
  weightTableCases: { label: '当月有权重表的入组病例数', column: 'weight_table_cases', need: null },
  benchmarkTableCases: { label: '当月有标杆的入组病例数', column: 'benchmark_table_cases', need: null },
  tierTableCases: { label: '当月有死亡风险分级表的入组病例数', column: 'tier_table_cases', need: null },
} as const satisfies Record<string, { label: string; column: string; need: ReferenceNeed | null }>;

/** 去重计数,各单位、各期间之和不等于合计。 */
export const DISTINCT_MEASURES = { drgCount: 'DRG 组数', mdcCount: 'MDC 覆盖数' } as const;

/** 「新增」的比较期:此前 12 个月。 */
export const NOVELTY_MONTHS = 12;
/** 要逐个病组与此前 12 个月比的数;只在指标点名用到时才求,也不能跨单位、跨期间相加。 */
export const NOVELTY_MEASURES = {
  newDrgCount: '新增 DRG 组数',
  earlierCases: `全院此前 ${NOVELTY_MONTHS} 个月的入组病例数`,
} as const;

export type StoredMeasure = keyof typeof STORED_MEASURES;
export type DerivedMeasure = keyof typeof DERIVED_MEASURES;
export type QualityMeasure = keyof typeof QUALITY_MEASURES;
export type DistinctMeasure = keyof typeof DISTINCT_MEASURES;
export type NoveltyMeasure = keyof typeof NOVELTY_MEASURES;
/** 可相加的度量。 */
export type AdditiveMeasure = StoredMeasure | DerivedMeasure | QualityMeasure;
export type MeasureName = AdditiveMeasure | DistinctMeasure | NoveltyMeasure;

/** 一个单位(科室、病组……)的各项度量之和;金额为元。 */
export type MeasureSums = Record<MeasureName, number>;

/** 可相加的度量,按登记的次序;看板汇总各有一列。 */
export const ADDITIVE_MEASURES = { ...STORED_MEASURES, ...DERIVED_MEASURES, ...QUALITY_MEASURES };
const labels = Object.entries(ADDITIVE_MEASURES).map(([name, { label }]) => [name, label] as const);

export const MEASURE_LABELS = {
  ...Object.fromEntries(labels),
  ...DISTINCT_MEASURES,
  ...NOVELTY_MEASURES,
} as Readonly<Record<MeasureName, string>>;

/** 可相加的度量的列名;去重计数没有列,为 undefined。 */
export const measureColumn = (name: MeasureName): string | undefined =>
  (ADDITIVE_MEASURES as Partial<Record<MeasureName, { column: string }>>)[name]?.column;

const GROUPED_ONLY: ReadonlySet<string> = new Set<MeasureName>([
  'grouped',
  'groupedBedDays',
  'groupedFee',
  'groupedDeaths',
  ...(Object.keys(DERIVED_MEASURES) as DerivedMeasure[]),
  ...(Object.keys(DISTINCT_MEASURES) as DistinctMeasure[]),
  ...(Object.keys(NOVELTY_MEASURES) as NoveltyMeasure[]),
]);
/** 只含入组病例的度量。 */
export const isGroupedOnly = (name: MeasureName): boolean => GROUPED_ONLY.has(name);

const CASE_COUNTS: ReadonlySet<string> = new Set<MeasureName>([
  'discharges',
  'grouped',
  'ambiguous',
  'insured',
  'surgical',
  'surgicalLevel34',
  'surgicalLevel4',
  'deaths',
  'groupedDeaths',
  'weightedCases',
  'rw2Cases',
  'costRatioCases',
  'losRatioCases',
  'rateRatioCases',
  'losRateRatioCases',
  'lowRiskCases',
  'lowRiskDeaths',
  'midLowRiskCases',
  'midLowRiskDeaths',
  'tieredCases',
  ...(Object.keys(QUALITY_MEASURES) as QualityMeasure[]),
]);
/** 一例至多计一次的度量;两个这样的数之比是率。 */
export const isCaseCount = (name: MeasureName): boolean => CASE_COUNTS.has(name);

/** 要与此前的病组比的度量。 */
export const isNovelty = (name: MeasureName): name is NoveltyMeasure => Object.hasOwn(NOVELTY_MEASURES, name);
/** 不能逐例相加的计数:一组的数不是各部分之和。 */
export const isDistinct = (name: MeasureName): name is DistinctMeasure | NoveltyMeasure =>
  Object.hasOwn(DISTINCT_MEASURES, name) || isNovelty(name);

/** 由编码清单与首页另几项判定的度量;取它之前须先确保那些月份已经判定。 */
export const isQuality = (name: MeasureName): name is QualityMeasure => Object.hasOwn(QUALITY_MEASURES, name);

/** 度量依赖的参照数据或首页项目;不依赖时为 null。 */
export const measureNeed = (name: MeasureName): Need | null =>
  name === 'newDrgCount'
    ? 'history'
    : ((ADDITIVE_MEASURES as Partial<Record<MeasureName, { need?: Need | null }>>)[name]?.need ?? null);
/** 判定它的编码清单;不用清单的为 null。 */
export const measureList = (name: MeasureName): CodeListKind | null =>
  (ADDITIVE_MEASURES as Partial<Record<MeasureName, { list?: CodeListKind }>>)[name]?.list ?? null;
/** 依赖的是首页项目,不是装载的参照数据。 */
export const isRecordNeed = (need: Need): need is RecordNeed =>
  need === 'admissionRoute' || need === 'admissionCondition' || need === 'incision';
export const MEASURE_NAMES = Object.keys(MEASURE_LABELS) as MeasureName[];
/** 没有点名时求的度量。 */
export const USUAL_MEASURES = MEASURE_NAMES.filter((name) => !isNovelty(name));

/** 全为 0 的度量:没有病例的单位。 */
export function noMeasures(): MeasureSums {
  return Object.fromEntries(MEASURE_NAMES.map((name) => [name, 0])) as MeasureSums;
}
