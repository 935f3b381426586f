export type CodeKind = 'diagnosis' | 'procedure';
export type MappingStatus = 'draft' | 'approved' | 'live' | 'retired';

export interface CodeMapping {
  id: string;
  kind: CodeKind;
  scope: 'unknown' | 'all';
  name: string;
  version: string;
  source: string;
  effectiveFrom: string;
  effectiveBefore: string | null;
  rows: number;
  status: MappingStatus;
  steps: { step: string; by: string; at: string }[];
}

export interface MappingUpload {
  id: string;
  rows: number;
  warnings: { row: number; message: string }[];
}

export type CodeOutcome = 'known' | 'repaired' | 'mapped' | 'ambiguous' | 'unmapped';

export interface CodeLoss {
  code: string;
  outcome: CodeOutcome;
  grouped: string;
  changes: string[];
  targets: string[];
  cases: number;
  asMain: number;
  totalFee: string;
}

export interface LossClass {
  outcome: CodeOutcome;
  name: string;
  codes: number;
  cases: number;
  mainCases: number;
  totalFee: string;
}

export interface LossReport {
  scheme: string;
  classes: LossClass[];
  items: CodeLoss[];
  total: number;
  page: number;
  pageSize: number;
}

export const KIND_NAMES: Record<CodeKind, string> = { diagnosis: '诊断', procedure: '手术操作' };
