import type { Generated } from 'kysely';

export interface SchemeRegistryTables {
  scheme_finding: SchemeFindingTable;
  shadow_weight: { run_id: number; month: string; weight_table_id: number };
}

/** 草案 → 核准 → 施行 → 停用。 */
export type SchemeStatus = 'draft' | 'approved' | 'live' | 'retired';

/** 方案的登记:状态、施行的日子、内容、经手人。 */
export interface SchemeRegistration {
  status: Generated<SchemeStatus>;
  effective_before: string | null;
  note: string | null;
  /** `-infinity` 是最早。 */
  live_from: string | null;
  is_configured: Generated<boolean>;
  content: Buffer | null;
  content_hash: string | null;
  created_by: string | null;
  approved_by: string | null;
  approved_at: Date | null;
  live_by: string | null;
  live_at: Date | null;
  retired_by: string | null;
  retired_at: Date | null;
}

export interface SchemeFindingTable {
  scheme_key: string;
  ordinal: number;
  level: 'error' | 'warning';
  code: string;
  table_name: string;
  source: string;
  row_no: number | null;
  message: string;
}

/** 运行施行的日子(`-infinity`、`infinity` 是两头不限),与影子运行的期间。 */
export interface RunDays {
  purpose: Generated<'live' | 'shadow'>;
  scheme_hash: string | null;
  live_from: Generated<string>;
  live_before: Generated<string>;
  grouped_from: Generated<string>;
  period_from: string | null;
  period_before: string | null;
  period_label: string | null;
  cases: number | null;
  created_by: string | null;
}
