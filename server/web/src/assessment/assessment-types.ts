export interface AssessmentItem {
  id: string;
  name: string;
  indicator: string | null;
  weight: number;
}
export interface AssessmentDimension {
  id: string;
  name: string;
  weight: number;
  items: AssessmentItem[];
}
export interface AssessmentPlan {
  name: string;
  source: string;
  effectiveFrom: string;
  dimensions: AssessmentDimension[];
  zones: { id: string; name: string }[];
  minimumCases: number;
  top: { share: number; awardEach: number };
  blend: { rbrvs: number; kpi: number };
}
export interface UnitAssessment {
  code: string;
  name: string;
  cases: number;
  items: { item: string; value: number | null; score: number | null; reason: string | null }[];
  dimensions: { dimension: string; score: number | null }[];
  score: number | null;
  reason: string | null;
  rank: number | null;
  outcome: 'commended' | 'talk' | null;
}
export interface ZoneAssessment {
  zone: string;
  name: string;
  ranked: number;
  commended: number;
  award: number;
  units: UnitAssessment[];
}
export interface Assessment {
  period: string;
  forReference: boolean;
  version: string;
  plan: AssessmentPlan;
  zones: ZoneAssessment[];
}
export interface AssessmentInput {
  department: string;
  item: string;
  value: string | null;
}
export interface Bonus {
  reserved: string;
  paid: string;
  reason: string | null;
  shares: { department: string; name: string; rbrvs: number; weight: number; kpi: number; amount: string }[] | null;
}
