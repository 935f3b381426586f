import type { Generated, GeneratedAlways } from 'kysely';

/** 编码对照表;date 是文本。 */
export interface CodeMappingTables {
  code_mapping: CodeMappingTable;
  code_mapping_row: { code_mapping_id: number; from_code: string; to_code: string };
}

export interface CodeMappingTable {
  code_mapping_id: GeneratedAlways<number>;
  kind: 'diagnosis' | 'procedure';
  scope: 'unknown' | 'all';
  name: string;
  version: string;
  source: string;
  effective_from: string;
  effective_before: string | null;
  row_count: number;
  status: 'draft' | 'approved' | 'live' | 'retired';
  registered_by: string;
  registered_at: Generated<Date>;
  approved_by: string | null;
  approved_at: Date | null;
  live_by: string | null;
  live_at: Date | null;
  retired_by: string | null;
  retired_at: Date | null;
}
