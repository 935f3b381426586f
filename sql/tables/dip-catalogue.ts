import type { Generated, JSONColumnType } from 'kysely';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';

/** DIP 目录各表;numeric、date 是文本。 */
export interface DipCatalogueTables {
  dip_region: DipRegionTable;
  dip_entry: DipEntryTable;
  dip_entry_basis: DipEntryBasisTable;
  procedure_dictionary: ProcedureDictionaryTable;
}

/** 草案 → 核准 → 施行 → 停用。 */
export type CatalogueStatus = 'draft' | 'approved' | 'live' | 'retired';

export interface DipRegionTable {
  region_key: string;
  region_id: string;
  version: string;
  name: string;
  source: string;
  effective_from: string;
  effective_before: string | null;
  origin: 'imported' | 'history';
  status: CatalogueStatus;
  content_hash: string;
  content: Buffer;
  entry_count: number;
  findings: JSONColumnType<SchemeFinding[]>;
  basis: JSONColumnType<Record<string, unknown>> | null;
  created_by: string;
  registered_at: Generated<Date>;
  approved_by: string | null;
  approved_at: Date | null;
  live_by: string | null;
  live_at: Date | null;
  retired_by: string | null;
  retired_at: Date | null;
}

export interface DipEntryTable {
  region_key: string;
  entry: string;
  ordinal: number;
  name: string;
  diagnosis: string;
  procedures: string;
  kind: string;
  type: string;
  score: string;
  mean_cost: string | null;
  mean_cost_1: string | null;
  mean_cost_2: string | null;
  mean_cost_3: string | null;
  drug_score: string | null;
  material_score: string | null;
}

export interface DipEntryBasisTable {
  region_key: string;
  entry: string;
  cases: number;
  total_fee: string;
  kept: number;
  mean_fee: string;
  cv: number | null;
  rw: string;
  stable: boolean | null;
}

export interface ProcedureDictionaryTable {
  dictionary_key: string;
  dictionary_id: string;
  version: string;
  name: string;
  source: string;
  for_reference: boolean;
  content_hash: string;
  content: Buffer;
  row_count: number;
  created_by: string;
  registered_at: Generated<Date>;
}
