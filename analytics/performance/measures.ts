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

/** 与当月权重表相联而得的度量,以及不可相加的组数。 */
export const DERIVED_MEASURES = {
  /** Σ 例数 × RW。 */
  totalWeight: '总权重',
  /** 病组有 RW 的入组病例。 */
  weightedCases: '有权重的入组病例数',
  weightedFee: '有权重的入组病例总费用',
  weightedBedDays: '有权重的入组病例住院日数',
  rw2Cases: 'RW≥2 病例数',
  /** Σ 例数 × (本组均费 ÷ 标杆均费),即 Σ 费用 ÷ 标杆均费。 */
  costRatioSum: '费用比之和',
  costRatioCases: '有标杆费用的入组病例数',
  losRatioSum: '住院日比之和',
  losRatioCases: '有标杆住院日的入组病例数',
  lowRiskCases: '低风险组病例数',
  lowRiskDeaths: '低风险组死亡例数',
  midLowRiskCases: '中低风险组病例数',
  midLowRiskDeaths: '中低风险组死亡例数',
  /** 病组有死亡风险等级的入组病例。 */
  tieredCases: '有死亡风险等级的入组病例数',
  /** 以下三项:所在月份的权重表给出 RW、标杆、死亡风险等级的入组病例,用来区分「没有表」与「表中没有该组」。 */
  weightTableCases: '当月有权重表的入组病例数',
  benchmarkTableCases: '当月有标杆的入组病例数',
  tierTableCases: '当月有死亡风险分级表的入组病例数',
  drgCount: 'DRG 组数',
  mdcCount: 'MDC 覆盖数',
} as const;

export type StoredMeasure = keyof typeof STORED_MEASURES;
export type DerivedMeasure = keyof typeof DERIVED_MEASURES;
export type MeasureName = StoredMeasure | DerivedMeasure;

/** 一个单位(科室、病组……)的各项度量之和;金额为元。 */
export type MeasureSums = Record<MeasureName, number>;

export const MEASURE_LABELS: Readonly<Record<MeasureName, string>> = {
  ...(Object.fromEntries(Object.entries(STORED_MEASURES).map(([name, { label }]) => [name, label])) as Record<
    StoredMeasure,
    string
  >),
  ...DERIVED_MEASURES,
};
export const MEASURE_NAMES = Object.keys(MEASURE_LABELS) as MeasureName[];

/** 全为 0 的度量:没有病例的单位。 */
export function noMeasures(): MeasureSums {
  return Object.fromEntries(MEASURE_NAMES.map((name) => [name, 0])) as MeasureSums;
}
