import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AssessmentPlan } from '../../analytics/performance/assessment/assessment-plan.ts';

/** 科室考核各表;numeric、date 是文本。 */
export interface AssessmentTables {
  assessment_plan: AssessmentPlanTable;
  assessment_department: { hospital_id: string; department_code: string; zone: string };
  assessment_input: AssessmentInputTable;
  peer_benchmark: PeerBenchmarkTable;
}

export interface AssessmentPlanTable {
  hospital_id: string;
  version: number;
  status: 'draft' | 'approved' | 'retired';
  effective_from: string;
  body: JSONColumnType<AssessmentPlan>;
  created_by: string;
  created_at: Generated<Date>;
  approved_by: string | null;
  approved_at: Date | null;
  retired_by: Generated<string | null>;
  retired_at: Generated<Date | null>;
}

export interface AssessmentInputTable {
  hospital_id: string;
  period: string;
  department_code: string;
  item: string;
  version: number;
  is_current: boolean;
  value: string | null;
  source: string;
  entered_by: string;
  entered_at: Generated<Date>;
}

export interface PeerBenchmarkTable {
  peer_benchmark_id: GeneratedAlways<number>;
  indicator_id: string;
  peer_group: string;
  specialty: Generated<string>;
  period: string;
  mean: string | null;
  p25: string | null;
  p50: string | null;
  p75: string | null;
  peers: number;
  source: string;
  loaded_by: string;
  loaded_at: Generated<Date>;
}
