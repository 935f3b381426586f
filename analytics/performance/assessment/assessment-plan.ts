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

/** 检查方案;返回全部错误(中文,写明是哪一项),没有为空。 */
export function checkPlan(plan: AssessmentPlan, isIndicator: (id: string) => boolean): string[] {
  const zones = new Set(plan.zones.map(({ id }) => id));
  const items = plan.dimensions.flatMap(({ items }) => items);
  return [
    ...plan.dimensions.flatMap(({ name, weight, items }) => [
      ...(weight >= 0 && Number.isFinite(weight) ? [] : [`维度「${name}」的权重应不小于 0`]),
      ...(items.length > 0 ? [] : [`维度「${name}」没有一个考核项`]),
    ]),
    ...(plan.dimensions.some(({ weight }) => weight > 0) ? [] : ['各维度的权重之和应大于 0']),
    ...repeated(items.map(({ id }) => id)).map((id) => `考核项编号「${id}」重复`),
    ...items.flatMap((item) => itemProblems(item, isIndicator)),
    ...repeated(plan.zones.map(({ id }) => id)).map((id) => `片区编号「${id}」重复`),
    ...repeated(plan.zones.flatMap(({ specialties }) => specialties)).map((code) => `诊疗科目「${code}」归了两个片区`),
    ...(zones.has(plan.otherZone) ? [] : [`其余科室所归的片区「${plan.otherZone}」不在片区表里`]),
    ...(inUnit(plan.top.share) ? [] : ['表扬的比例应在 0 与 1 之间']),
    ...(plan.top.awardEach >= 0 ? [] : ['每名奖金应不小于 0']),
    ...(inUnit(plan.reserve.share) ? [] : ['留成的比例应在 0 与 1 之间']),
    ...(inUnit(plan.minimumWeightShare) ? [] : ['可得权重的下限应在 0 与 1 之间']),
    ...(Math.abs(plan.blend.rbrvs + plan.blend.kpi - 1) < 1e-9 && inUnit(plan.blend.rbrvs)
      ? []
      : ['RBRVS 与 KPI 的比例之和应为 1']),
  ];
}

const inUnit = (value: number) => value >= 0 && value <= 1;

const repeated = (values: readonly string[]) => [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];

function itemProblems({ name, indicator, weight, score }: AssessmentItem, isIndicator: (id: string) => boolean) {
  return [
    ...(indicator === null || isIndicator(indicator) ? [] : [`考核项「${name}」的指标「${indicator}」没有登记`]),
    ...(weight >= 0 && Number.isFinite(weight) ? [] : [`考核项「${name}」的权重应不小于 0`]),
    ...('worst' in score && score.worst === score.best ? [`考核项「${name}」的最差值与最好值相同,无法计分`] : []),
    ...(score.kind === 'target' && !(score.tolerance > 0) ? [`考核项「${name}」的容差应大于 0`] : []),
  ];
}

/** 科室归哪个片区:登记的优先,其次诊疗科目最长的前缀,再次其余。 */
export function zoneOf(plan: AssessmentPlan, department: string, registered: string | null): string {
  if (registered !== null && plan.zones.some(({ id }) => id === registered)) return registered;
  const matches = plan.zones.flatMap(({ id, specialties }) =>
    specialties.filter((prefix) => department.startsWith(prefix)).map((prefix) => ({ id, length: prefix.length })),
  );
  return matches.sort((a, b) => b.length - a.length)[0]?.id ?? plan.otherZone;
}
