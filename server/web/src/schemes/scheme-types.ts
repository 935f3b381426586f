/** 方案登记与试算的接口类型;字段含义见 /api/docs。 */
import type { Page } from '../api/types.ts';
import type { RegistryStatus, Steps } from '../shared/registry-status.tsx';

export interface Scheme extends Steps {
  key: string;
  id: string;
  version: string;
  name: string;
  source: string;
  note: string | null;
  status: RegistryStatus;
  effectiveFrom: string;
  liveFrom: string | null;
  liveBefore: string | null;
  configured: boolean;
  forReference: boolean;
  drgs: number;
  findings: number;
  inUse: boolean;
}
export interface SchemeFinding {
  level: 'error' | 'warning';
  code: string;
  table: string;
  source: string;
  row: number | null;
  message: string;
}
export interface SchemeImported {
  scheme: Scheme;
  unchanged: boolean;
  findings: SchemeFinding[];
}
export interface SchemeChange {
  level: string;
  code: string;
  change: string;
  old: string | null;
  new: string | null;
}
export interface SchemeDiff extends Page<SchemeChange> {
  counts: { level: string; change: string; rows: number }[];
}

export interface ShadowRun {
  id: string;
  scheme: string;
  schemeName: string;
  period: string;
  cases: number;
  weights: string;
  createdBy: string;
  createdAt: string;
}
export interface MigrationSums {
  cases: number;
  changed: number;
  fee: string;
  fromGrouped: number;
  toGrouped: number;
  fromWeight: number | null;
  toWeight: number | null;
  fromCmi: number | null;
  toCmi: number | null;
}
export interface ShadowOverall {
  run: ShadowRun;
  overall: MigrationSums & { fromDrgs: number; toDrgs: number; missing: number; excluded: number };
  current: { scheme: string; weights: string };
  notes: string[];
}
export interface MigrationCell extends MigrationSums {
  from: string;
  fromName: string | null;
  to: string;
  toName: string | null;
}
export interface MigrationUnit extends MigrationSums {
  code: string;
  name: string | null;
}
export interface MigratedCase {
  id: string;
  recordNo: string;
  department: string;
  dischargedOn: string;
  principalDiagnosis: string | null;
  principalDiagnosisName: string | null;
  totalFee: string | null;
  from: string;
  to: string;
  fromRw: number | null;
  toRw: number | null;
}
