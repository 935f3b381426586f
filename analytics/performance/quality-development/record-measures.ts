/**
 * 高质量发展与国家监测指标另要的病例度量:名字 → 中文名、汇总表的列、首页缺什么就没有这个数。
 * 与 {@link ../measures.ts} 的度量一样,按医院 × 月 × 科室可相加。
 */
export const QUALITY_MEASURES = {
  electiveSurgical: { label: '择期手术例数', column: 'elective_surgical', needs: 'admissionRoute' },
  daySurgical: { label: '日间手术例数', column: 'day_surgical', needs: 'admissionRoute' },
  minimallyInvasive: { label: '微创手术例数', column: 'minimally_invasive', needs: null },
  level4Listed: { label: '四级手术例数(按清单)', column: 'level4_listed', needs: null },
  electiveComplicated: { label: '择期手术并发症例数', column: 'elective_complicated', needs: 'admissionCondition' },
  cleanIncisions: { label: 'Ⅰ类切口手术例数', column: 'clean_incisions', needs: 'incision' },
  cleanIncisionInfections: { label: 'Ⅰ类切口感染例数', column: 'clean_incision_infections', needs: 'incision' },
  herbUsers: { label: '使用中药饮片的出院人次', column: 'herb_users', needs: null },
  tcmTherapyUsers: { label: '使用中医治疗的出院人次', column: 'tcm_therapy_users', needs: null },
  perioperativeTcm: { label: '使用中医治疗的手术例数', column: 'perioperative_tcm', needs: null },
} as const;
export type QualityMeasure = keyof typeof QUALITY_MEASURES;

/** 手术病例中首页填了该项的例数:一例也没有,说明没有这一列,依赖它的度量就没有数,而不是 0。 */
export const RECORD_NEEDS = {
  admissionRoute: { column: 'route_known', reason: '首页没有入院途径,分不出择期手术' },
  admissionCondition: { column: 'condition_known', reason: '首页没有入院病情,分不出入院后发生的并发症' },
  incision: { column: 'incision_known', reason: '首页没有切口愈合等级' },
} as const;
export type RecordNeed = keyof typeof RECORD_NEEDS;

/** 病种清单上的度量;按清单的病种汇总,再数出有病例的病种。 */
export const DISEASE_MEASURES = {
  monitoredListed: '重点监测病种数',
  monitoredCases: '重点监测病种出院人次',
  monitoredCovered: '有出院病例的重点监测病种数',
  advantageListed: '中医优势病种数',
  advantageCovered: '有出院病例的中医优势病种数',
  lowRiskDiseaseCases: '低风险病种出院人次',
  lowRiskDiseaseDeaths: '低风险病种死亡例数',
} as const;
export type DiseaseMeasure = keyof typeof DISEASE_MEASURES;
