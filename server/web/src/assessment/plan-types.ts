/** 一项怎样给 0–1 的分。 */
export type ScoreRule =
  | { kind: 'linear' | 'relative' | 'improvement'; worst: number; best: number }
  | { kind: 'percentile' }
  | { kind: 'target'; target: number; tolerance: number };
export type ScoreKind = ScoreRule['kind'];

export interface AssessmentItem {
  id: string;
  name: string;
  /** 登记的指标编号;填报的项为 null。 */
  indicator: string | null;
  direction: 'up' | 'down';
  weight: number;
  score: ScoreRule;
}
export interface AssessmentDimension {
  id: string;
  name: string;
  weight: number;
  items: AssessmentItem[];
}
export interface AssessmentZone {
  id: string;
  name: string;
  specialties: string[];
}
export type ReservePeriod = 'quarter' | 'half';
/** 一份考核方案;存草案时整份发出。 */
export interface AssessmentPlan {
  id: string;
  name: string;
  source: string;
  effectiveFrom: string;
  dimensions: AssessmentDimension[];
  zones: AssessmentZone[];
  otherZone: string;
  minimumCases: number;
  minimumWeightShare: number;
  top: { share: number; awardEach: number };
  reserve: { share: number; periods: ReservePeriod[] };
  blend: { rbrvs: number; kpi: number };
}
/** 方案的一版;版本 0 是内置的参考方案。 */
export interface PlanVersion {
  version: number;
  status: 'draft' | 'approved' | 'retired';
  effectiveFrom: string;
  createdBy: string;
  createdAt: string | null;
  approvedBy: string | null;
  approvedAt: string | null;
  retiredBy: string | null;
  retiredAt: string | null;
  plan: AssessmentPlan;
}
