import type { BatchCounts, NotedInFile } from '../../sql/stores/settle-batch.ts';
import type { BatchFailure, ColumnsReport } from '../../sql/tables.ts';
import type { RunForThread } from '../grouping/day-runs.ts';
import type { SourceBlock } from './source-rows.ts';

/** 交给导入线程的全部设定。 */
export interface ImportSetup {
  path: string;
  batchId: number;
  /** 列对照:表头文字 → 字段编号。 */
  mapping: Record<string, string>;
  defaultHospitalId: string | null;
  /** 今天,YYYY-MM-DD:「日期不在将来」的比较用,由主线程给出。 */
  today: string;
  identityKey: string | null;
}

/** 一块准备好的行:都是 COPY 文本,主线程只管装载。 */
export interface PreparedBlock {
  kind: 'block';
  cases: Uint8Array;
  groups: Uint8Array;
  findings: Uint8Array;
  /** 压缩过的来源行。 */
  source: SourceBlock[];
  counts: BatchCounts;
  bytesRead: number;
}

/** 读到第一条记录:主线程登记医院、给出各现行运行之后,线程才开始写行。 */
export interface ImportBegin {
  kind: 'begin';
  hospitalId: string;
  hospitalName: string | null;
}

export interface ImportEnd {
  kind: 'end';
  format: string;
  encoding: string | null;
  columns: ColumnsReport;
  noted: NotedInFile;
}

export interface ImportRefused {
  kind: 'refused';
  failure: BatchFailure;
  columns: ColumnsReport | null;
}

/** 线程里未预料的错误:只进日志。 */
export interface ImportBroken {
  kind: 'broken';
  message: string;
}

export type FromImportThread = ImportBegin | PreparedBlock | ImportEnd | ImportRefused | ImportBroken;
/** 一个方案的内容。 */
export type SchemeForThread = Pick<RunForThread, 'hash' | 'content' | 'mappings'>;

/** `warm` 是先编好方案;`run` 回答 begin;`taken` 表示收下了一块,线程可以再送。 */
export type ToImportThread =
  | { kind: 'warm'; schemes: SchemeForThread[] }
  | { kind: 'import'; setup: ImportSetup }
  | { kind: 'run'; runs: RunForThread[] }
  | { kind: 'taken' };
