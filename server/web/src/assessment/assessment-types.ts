import type { RankRange } from '../shared/rank-range.tsx';
import type { AssessmentPlan } from './plan-types.ts';

export interface Interval {
  low: number;
  high: number;
}
export interface ItemScore {
  item: string;
  value: number | null;
  score: number | null;
  /** 值在 95% 区间两端时的得分。 */
  interval: Interval | null;
  reason: string | null;
}
export interface UnitAssessment {
  code: string;
  name: string;
  cases: number;
  items: ItemScore[];
  dimensions: { dimension: string; score: number | null }[];
  score: number | null;
  interval: { low: number | null; high: number | null; reason: string | null };
  reason: string | null;
  rank: RankRange | null;
  outcome: 'commended' | 'talk' | null;
  outcomeCertain: boolean | null;
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
