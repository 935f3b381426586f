import type { Generated, GeneratedAlways } from 'kysely';

/** 高质量发展各表;numeric、int8、date 是文本。 */
export interface QualityDevelopmentTables {
  code_list: CodeListTable;
  code_list_item: CodeListItemTable;
  code_list_range: { code_list_id: number; item_no: number; low: string; high: string };
  quality_month: { hospital_id: string; month: string; basis: string };
  quality_rollup: QualityRollupTable;
  disease_rollup: DiseaseRollupTable;
  attachment: AttachmentTable;
  yearly_figure: YearlyFigureTable;
  indicator_target: IndicatorTargetTable;
}

export interface CodeListTable {
  code_list_id: GeneratedAlways<number>;
  kind: string;
  version: string;
  name: string;
  source: string;
  effective_from: string;
  effective_before: string | null;
  built_in: boolean;
  loaded_by: string;
  loaded_at: Generated<Date>;
}

export interface CodeListItemTable {
  code_list_id: number;
  item_no: number;
  item_code: string;
  name: string;
  benchmark_los: string | null;
  benchmark_cost: string | null;
}

export interface QualityRollupTable {
  hospital_id: string;
  month: string;
  department_code: string;
  elective_surgical: number;
  day_surgical: number;
  minimally_invasive: number;
  level4_listed: number;
  elective_complicated: number;
  clean_incisions: number;
  clean_incision_infections: number;
  herb_users: number;
  tcm_therapy_users: number;
  perioperative_tcm: number;
  route_known: number;
  condition_known: number;
  incision_known: number;
}

export interface DiseaseRollupTable {
  hospital_id: string;
  month: string;
  department_code: string;
  code_list_id: number;
  item_no: number;
  cases: number;
  deaths: number;
  bed_days: number;
  total_fee: string;
  surgical: number;
  level4: number;
  minimally_invasive: number;
}

export interface AttachmentTable {
  attachment_id: GeneratedAlways<string>;
  hospital_id: string;
  file_name: string;
  bytes: string;
  sha256: string;
  uploaded_by: string;
  uploaded_at: Generated<Date>;
}

export interface YearlyFigureTable {
  yearly_figure_id: GeneratedAlways<string>;
  hospital_id: string;
  year: number;
  item: string;
  version: number;
  is_current: boolean;
  value: string | null;
  note: string | null;
  evidence: string | null;
  attachment_id: string | null;
  source: string;
  entered_by: string;
  entered_at: Generated<Date>;
}

export interface IndicatorTargetTable {
  indicator_target_id: GeneratedAlways<string>;
  hospital_id: string;
  year: number;
  indicator: string;
  version: number;
  is_current: boolean;
  target: string | null;
  reference: string | null;
  reference_source: string | null;
  worst: string | null;
  best: string | null;
  responsible: string | null;
  entered_by: string;
  entered_at: Generated<Date>;
}
