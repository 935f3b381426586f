/** 一项怎样给 0–1 的分。 */
export type ScoreRule =
  /** 最差与最好之间线性;越低越好的指标 worst 大于 best。 */
  | { readonly kind: 'linear'; readonly worst: number; readonly best: number }
  /** 与全院值相除后线性给分:绝对值因专科而异的指标(CMI)。 */
  | { readonly kind: 'relative'; readonly worst: number; readonly best: number }
  /** 在同一片区各科室中的百分位。 */
  | { readonly kind: 'percentile' }
  /** 比上年同期的变化率,线性给分。 */
  | { readonly kind: 'improvement'; readonly worst: number; readonly best: number }
  /** 达到目标给满分,否则按差距扣,差到 tolerance(目标的比例)为 0。 */
  | { readonly kind: 'target'; readonly target: number; readonly tolerance: number };

/** 考核的一项:登记的指标,或由职能部门填报的项目(满意度、科研教学)。 */
export interface AssessmentItem {
  readonly id: string;
  readonly name: string;
  /** 登记的指标编号;填报的项目为 null。 */
  readonly indicator: string | null;
  readonly direction: 'up' | 'down';
  readonly weight: number;
  readonly score: ScoreRule;
}

export interface AssessmentDimension {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly items: readonly AssessmentItem[];
}

/** 片区:分开排名。`specialties` 是诊疗科目编码的前缀,长的优先;科室登记时写明的片区又优先于它。 */
export interface AssessmentZone {
  readonly id: string;
  readonly name: string;
  readonly specialties: readonly string[];
}

/** 一个版本的科室考核方案:维度、权重、计分、片区、奖励与留成,全是数据。 */
export interface AssessmentPlan {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly dimensions: readonly AssessmentDimension[];
  readonly zones: readonly AssessmentZone[];
  /** 没有归入任何片区的科室归哪个片区。 */
  readonly otherZone: string;
  /** 期间例数少于它的科室不评级;医技等没有出院病例的片区不受此限。 */
  readonly minimumCases: number;
  /** 可得各项的权重之和不到全部的这个比例时不给总分。 */
  readonly minimumWeightShare: number;
  /** 各片区前多少表扬,每名奖金(元)。 */
  readonly top: { readonly share: number; readonly awardEach: number };
  /** 季度、半年兑现时留下的比例,年度考核后按年度得分兑现。 */
  readonly reserve: { readonly share: number; readonly periods: readonly ('quarter' | 'half')[] };
  /** 奖金分配中 RBRVS 点数与 KPI 各占的比例,和为 1。 */
  readonly blend: { readonly rbrvs: number; readonly kpi: number };
}

/** 科室归哪个片区:登记的优先,其次诊疗科目最长的前缀,再次其余。 */
export function zoneOf(plan: AssessmentPlan, department: string, registered: string | null): string {
  if (registered !== null && plan.zones.some(({ id }) => id === registered)) return registered;
  const matches = plan.zones.flatMap(({ id, specialties }) =>
    specialties.filter((prefix) => department.startsWith(prefix)).map((prefix) => ({ id, length: prefix.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.id ?? plan.otherZone;
}
