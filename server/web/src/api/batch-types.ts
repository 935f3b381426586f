/** 批次、缺陷与任务。 */

export interface Failure {
  code: string;
  message: string;
  fix?: string;
}
export type BatchStatus = 'waiting' | 'processing' | 'stored' | 'failed' | 'interrupted' | 'withdrawn';
export interface Batch {
  id: string;
  source: string;
  fileName: string;
  sha256: string;
  bytes: number;
  uploadedBy: string;
  uploadedAt: string;
  status: BatchStatus;
  hospitalId: string | null;
  format: string | null;
  encoding: string | null;
  counts: {
    rows: number;
    stored: number;
    errors: number;
    warnings: number;
    unstorable: number;
    replaced: number;
    grouped: number;
  };
  months: { first: string; last: string } | null;
  columns: { recognised: { column: string; field: string }[]; unknown: string[]; missing: string[] } | null;
  failure: Failure | null;
  storedAt: string | null;
  withdrawnAt: string | null;
  withdrawnBy: string | null;
}
export type Severity = 'E' | 'W';
export interface Finding {
  rule: string;
  severity: Severity;
  field: string;
  value: string;
  message: string;
  fix: string;
}
export interface BatchFinding extends Finding {
  row: number;
  recordNo: string | null;
}
export interface RuleCount {
  rule: string;
  name: string;
  severity: Severity;
  findings: number;
  rows: number;
}

/** 列对照里可以指的字段。 */
export interface Field {
  id: string;
  label: string;
  name: string;
  required: 'always' | 'conditional' | 'optional';
}
/** 一个来源的列对照:表头文字 → 字段编号;空串为忽略。 */
export interface ColumnMapping {
  source: string;
  columns: Record<string, string>;
}

export interface Job {
  id: string;
  kind: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'interrupted';
  progress: { done: number; total: number; unit: string } | null;
  result: Record<string, unknown> | null;
  problem: Failure | null;
}
/** 交给后台的回答。 */
export interface JobAnswer {
  job: Job;
}
/** 上传的回答:新批次带任务;同一文件已存过时没有任务。 */
export interface UploadAnswer {
  batch: Batch;
  job?: Job;
  unchanged?: true;
  message?: string;
}
