import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AssessmentTables } from './tables/assessment.ts';
import type { CodeMappingTables } from './tables/code-mapping.ts';
import type { DipCatalogueTables } from './tables/dip-catalogue.ts';
import type { DipSettlementTables } from './tables/dip-settlement.ts';
import type { IndicatorRegistryTables, QualityColumns } from './tables/indicator-registry.ts';
import type { QualityDevelopmentTables } from './tables/quality-development.ts';
import type { RunDays, SchemeRegistration, SchemeRegistryTables } from './tables/scheme-registry.ts';
import type { WhatIfUseTables } from './tables/what-if-use.ts';

/** 各表的列类型,与迁移一致(有测试核对)。numeric、int8、date 一律是文本,避免精度与时区。 */
export interface Tables
  extends AssessmentTables,
    CodeMappingTables,
    DipCatalogueTables,
    DipSettlementTables,
    IndicatorRegistryTables,
    SchemeRegistryTables,
    QualityDevelopmentTables,
    WhatIfUseTables {
  hospital: { hospital_id: string; name: string };
  column_mapping: { source: string; columns: JSONColumnType<Record<string, string>>; updated_at: Generated<Date> };
  batch: BatchTable;
  batch_finding: BatchFindingTable;
  source_block: { batch_id: string; first_row: number; last_row: number; payload: Buffer };
  discharge_case: DischargeCaseTable;
  scheme: SchemeTable;
  drg_catalogue: DrgCatalogueTable;
  grouping_run: GroupingRunTable;
  case_group: CaseGroupTable;
  weight_table: WeightTableTable;
  drg_weight: DrgWeightTable;
  month_weight: MonthWeightTable;
  hospital_month: { hospital_id: string; month: string; revision: string };
  case_measure: CaseMeasureView;
  run_case_measure: CaseMeasureView & { is_live: boolean };
  case_rollup: RollupDimensions & Measures;
  job: JobTable;
}

export type BatchStatus = 'waiting' | 'processing' | 'stored' | 'failed' | 'interrupted' | 'withdrawn';

export interface BatchTable {
  batch_id: GeneratedAlways<string>;
  source: string;
  file_name: string;
  sha256: string;
  bytes: string;
  uploaded_by: string;
  uploaded_at: Generated<Date>;
  status: BatchStatus;
  hospital_id: string | null;
  format: string | null;
  encoding: string | null;
  row_count: Generated<number>;
  stored_count: Generated<number>;
  error_count: Generated<number>;
  warning_count: Generated<number>;
  unstorable_count: Generated<number>;
  replaced_count: Generated<number>;
  grouped_count: Generated<number>;
  first_month: string | null;
  last_month: string | null;
  columns_report: JSONColumnType<ColumnsReport> | null;
  failure: JSONColumnType<BatchFailure> | null;
  stored_at: Date | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
}

/** 表头识别的结果,给人看。 */
export interface ColumnsReport {
  recognised: { column: string; field: string }[];
  unknown: string[];
  missing: string[];
}

export interface BatchFailure {
  code: string;
  message: string;
  fix?: string;
  row?: number;
  field?: string;
}

export interface BatchFindingTable {
  batch_id: string;
  row_no: number;
  ordinal: number;
  rule: string;
  severity: 'E' | 'W';
  record_no: string | null;
  field: string;
  value: string;
  message: string;
  fix: string;
}

export interface DischargeCaseTable {
  case_id: string;
  hospital_id: string;
  batch_id: string;
  row_no: number;
  record_no: string;
  admission_key: string;
  is_current: boolean;
  repeats_key: Generated<boolean>;
  has_error: boolean;
  person_key: string | null;
  admitted_on: string | null;
  discharged_on: string | null;
  department_code: string | null;
  ward: string | null;
  team_code: string | null;
  physician_code: string | null;
  sex: number | null;
  age_years: number | null;
  age_days: number | null;
  birth_weight: number | null;
  admission_weight: number | null;
  ventilator_hours: number | null;
  icu_hours: number | null;
  payer: string | null;
  discharge_mode: string | null;
  los: number | null;
  principal_diagnosis: string | null;
  principal_diagnosis_name: string | null;
  main_procedure: string | null;
  main_procedure_name: string | null;
  diagnosis_codes: string | null;
  procedure_codes: string | null;
  surgery_level: number | null;
  is_surgical: boolean;
  died: boolean;
  total_fee: string | null;
  self_paid: string | null;
  western_drug_fee: string | null;
  chinese_drug_fee: string | null;
  material_fee: string | null;
  exam_fee: string | null;
  lab_fee: string | null;
  surgery_fee: string | null;
  service_fee: string | null;
  blood_fee: string | null;
  other_fee: string | null;
  fee_items: string[] | null;
  admission_route: string | null;
  admission_conditions: string | null;
  incision_classes: string | null;
}

export interface SchemeTable extends SchemeRegistration {
  scheme_key: string;
  scheme_id: string;
  version: string;
  name: string;
  source: string;
  effective_from: string;
  for_reference: boolean;
  registered_at: Generated<Date>;
}

export interface DrgCatalogueTable {
  scheme_key: string;
  drg: string;
  drg_name: string;
  adrg: string;
  adrg_name: string;
  mdc: string;
  mdc_name: string;
  kind: string;
}

export interface GroupingRunTable extends RunDays {
  run_id: GeneratedAlways<number>;
  hospital_id: string;
  scheme_key: string;
  engine_version: string;
  is_current: boolean;
  created_at: Generated<Date>;
}

export interface CaseGroupTable {
  run_id: number;
  case_id: string;
  status: string;
  mdc: string | null;
  adrg: string | null;
  drg: string | null;
}

export interface WeightTableTable {
  weight_table_id: GeneratedAlways<number>;
  scheme_key: string;
  hospital_id: string | null;
  name: string;
  source: string;
  origin: 'loaded' | 'own_history';
  with_scheme: Generated<boolean>;
  effective_from: string;
  effective_before: string | null;
  basis: JSONColumnType<Record<string, unknown>> | null;
  created_at: Generated<Date>;
}

export interface DrgWeightTable {
  weight_table_id: number;
  drg: string;
  rw: string | null;
  benchmark_cost: string | null;
  benchmark_los: string | null;
  mortality_risk: number | null;
  cases: number | null;
}

export interface MonthWeightTable {
  hospital_id: string;
  scheme_key: string;
  month: string;
  weight_table_id: number | null;
  basis_revision: string;
}

/** 汇总表的维度;'' 表示该项未填。 */
export interface RollupDimensions {
  hospital_id: string;
  run_id: number;
  month: string;
  department_code: string;
  team_code: string;
  mdc: string;
  drg: string;
}

/** 可相加的度量,含义见 docs/domain-language.md;金额为元(两位小数的文本)。 */
export interface Measures {
  excluded: number;
  discharges: number;
  grouped: number;
  ambiguous: number;
  insured: number;
  bed_days: number;
  grouped_bed_days: number;
  total_fee: string;
  grouped_fee: string;
  self_paid: string;
  drug_fee: string;
  material_fee: string;
  exam_lab_fee: string;
  service_fee: string;
  surgical: number;
  surgical_level34: number;
  surgical_level4: number;
  deaths: number;
  grouped_deaths: number;
}

export interface CaseMeasureView extends RollupDimensions, Measures, QualityColumns {
  case_id: string;
  discharged_on: string;
  ward: string;
  physician_code: string;
}

export interface JobTable {
  job_id: GeneratedAlways<string>;
  kind: string;
  input: JSONColumnType<Record<string, unknown>>;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'interrupted';
  result: JSONColumnType<Record<string, unknown>> | null;
  problem: JSONColumnType<BatchFailure> | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}
