import type { Generated, GeneratedAlways } from 'kysely';
import type { RollupDimensions } from '../tables.ts';
import type { QualityColumns } from './indicator-registry.ts';

/** 高质量发展各表;numeric、int8、date 是文本。 */
export interface QualityDevelopmentTables {
  code_list: CodeListTable;
  code_list_item: CodeListItemTable;
  code_list_range: { code_list_id: number; item_no: number; low: string; high: string };
  quality_month: { hospital_id: string; month: string; basis: string };
  case_quality: CaseQualityTable;
  quality_rollup: RollupDimensions & QualityColumns;
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

export interface CaseQualityTable extends QualityColumns {
  case_id: string;
  hospital_id: string;
  month: string;
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
