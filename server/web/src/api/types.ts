/** 接口的回答,字段见 /api/docs。批次与任务在 batch-types.ts。 */
import type { BatchStatus, Failure, Finding, Job } from './batch-types.ts';

export interface Problem {
  title: string;
  detail: string;
  status: number;
  code: string;
  requestId?: string;
  errors?: { path: string; message: string }[];
}

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

export interface Hospital {
  id: string;
  name: string;
}
export interface Department {
  code: string;
  name: string;
}
export interface MonthWithData {
  month: string;
  discharges: number;
  excluded: number;
}

export interface Indicator {
  id: string;
  name: string;
  unit: string;
  precision: number;
  format: 'count' | 'share' | 'index' | 'money' | 'days' | 'weight';
  direction: 'up' | 'down' | 'monitor';
  dimension: string;
  definition: string;
  /** 责任部门。 */
  owner: string;
  /** 同名的几种算法写同一个概念;采用的一种 `adopted` 为真。 */
  concept: string | null;
  adopted: boolean;
  numerator: string;
  denominator: string | null;
  /** 中文的分子与分母。 */
  numeratorText: string;
  denominatorText: string | null;
  excludes: string;
  source: string;
  version: string;
  effectiveFrom: string;
  effectiveBefore: string | null;
  note: string;
  coverage: string | null;
  minCoverage: number | null;
  needs: string[];
  origin: 'builtin' | 'hospital';
}
export interface Figure {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  coverage: number | null;
  reason: string | null;
}
export type FigureBy = 'hospital' | 'department' | 'ward' | 'team' | 'physician' | 'mdc' | 'drg' | 'month';
export interface FigureUnit {
  code: string;
  name: string;
  parentCode: string | null;
  parentName: string | null;
  cases: number;
  figures: Record<string, Figure>;
}
export interface Figures {
  period: { from: string; before: string; label: string };
  by: FigureBy;
  scheme: { id: string; version: string; name: string; forReference: boolean };
  weights: { origin: string; note: string };
  excludedRecords: number;
  units: FigureUnit[];
}

export interface CaseItem {
  id: string;
  recordNo: string;
  admission: string;
  department: string | null;
  team: string | null;
  physician: string | null;
  admittedOn: string | null;
  dischargedOn: string | null;
  los: number | null;
  principalDiagnosis: string | null;
  principalDiagnosisName: string | null;
  mainProcedure: string | null;
  mainProcedureName: string | null;
  totalFee: string | null;
  excluded: boolean;
  drg: string | null;
  drgName: string | null;
  groupStatus: string | null;
}
export interface CaseVersion {
  id: string;
  batchId: string;
  row: number;
  current: boolean;
  batchStatus: BatchStatus;
  storedAt: string | null;
}
export interface CaseDetail {
  item: CaseItem;
  batchId: string;
  row: number;
  current: boolean;
  group: {
    scheme: string | null;
    status: string;
    mdc: string | null;
    adrg: string | null;
    drg: string | null;
    drgName: string | null;
  };
  diagnoses: string[];
  procedures: string[];
  findings: Finding[];
  versions: CaseVersion[];
  source: { column: string; value: string }[] | null;
}

export type PeriodKind = 'month' | 'quarter' | 'half' | 'year' | 'range';
/** 报表自己的一项选项;有 `choices` 的从登记里选。 */
export interface ReportOption {
  name: string;
  label: string;
  required: boolean;
  choices?: 'scheme' | 'dipCatalogue';
  values?: { value: string; label: string }[];
}
export interface Report {
  report: string;
  name: string;
  periods: PeriodKind[];
  options: ReportOption[];
}
/** 生成过(或正在生成)的报表。 */
export interface MadeReport {
  id: string;
  report: string;
  name: string;
  period: string;
  fileName: string | null;
  downloadable: boolean;
  generatedBy: string;
  status: Job['status'];
  problem: Failure | null;
  createdAt: string;
}
export interface WeightTable {
  id: string;
  withScheme: boolean;
  name: string;
  source: string;
  scheme: string;
  effectiveFrom: string;
  drgs: number;
}
export interface WeightUpload {
  id: string;
  rows: number;
  warnings: { row: number; message: string }[];
}
