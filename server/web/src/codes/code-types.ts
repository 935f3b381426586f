import type { RegistryStatus, Steps } from '../shared/registry-status.tsx';

export type CodeKind = 'diagnosis' | 'procedure';

export interface CodeMapping extends Steps {
  id: string;
  kind: CodeKind;
  scope: 'unknown' | 'all';
  name: string;
  version: string;
  source: string;
  effectiveFrom: string;
  effectiveBefore: string | null;
  rows: number;
  status: RegistryStatus;
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
export const KIND_OPTIONS: { value: CodeKind; label: string }[] = [
  { value: 'diagnosis', label: KIND_NAMES.diagnosis },
  { value: 'procedure', label: KIND_NAMES.procedure },
];
