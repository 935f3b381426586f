import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';

/** DIP 分组运行与结算参数各表;numeric、int8、date 是文本。 */
export interface DipSettlementTables {
  dip_run: DipRunTable;
  dip_case_result: DipCaseResultTable;
  dip_month_run: { hospital_id: string; month: string; run_id: number };
  dip_parameter: DipParameterTable;
}

export const DIP_RUN_PURPOSES = ['live', 'shadow'] as const;
export type DipRunPurpose = (typeof DIP_RUN_PURPOSES)[number];

export interface DipRunTable {
  run_id: GeneratedAlways<number>;
  hospital_id: string;
  region_key: string;
  engine_version: string;
  purpose: DipRunPurpose;
  period_from: string;
  period_before: string;
  hospital_coefficient: string;
  hospital_level: number | null;
  policy_point_values: JSONColumnType<Record<string, string>>;
  cases: number;
  matched: number;
  points: string;
  created_by: string;
  created_at: Generated<Date>;
}

export interface DipCaseResultTable {
  run_id: number;
  case_id: string;
  status: string;
  cause: string | null;
  entry: string | null;
  type: string | null;
  kind: string | null;
  deviation: string | null;
  score: string | null;
  deviation_factor: string | null;
  auxiliary_factor: string | null;
  coefficient: string | null;
  coefficient_rule: string | null;
  points: string | null;
  points_per_coefficient: string | null;
  auxiliary: string | null;
  decided_by: string | null;
  cost_decided: boolean;
}

export interface DipParameterTable {
  parameter_id: GeneratedAlways<string>;
  region_id: string;
  year: number;
  insurance: 'employee' | 'resident';
  hospital_id: string;
  name: string;
  low: string;
  base: string;
  high: string;
  source: string;
  entered_by: string;
  entered_at: Generated<Date>;
  is_current: Generated<boolean>;
}
