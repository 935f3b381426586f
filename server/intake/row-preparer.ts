import { anyError, caseFacts } from '../../analytics/discharge/case-facts.ts';
import type { DischargeRecord, Finding } from '../../analytics/discharge/discharge-record.ts';
import { toGroupingCase } from '../../analytics/discharge/grouping-input.ts';
import { columnsPresent, type Header, identityColumns } from '../../analytics/discharge/header.ts';
import { compileRowReader } from '../../analytics/discharge/read-record.ts';
import { checkRecord, compileChecks, RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import { type StayNumbers, stayNumbers } from '../../analytics/discharge/stay.ts';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { LineBuffer } from '../../sql/line-buffer.ts';
import { caseId, writeCase, writeGroup } from '../../sql/stores/discharge-case.store.ts';
import type { BatchCounts, NotedInFile } from '../../sql/stores/settle-batch.ts';
import type { DayRuns } from '../grouping/day-runs.ts';
import { RepeatedKeys } from './repeated-keys.ts';
import { type SourceBlock, SourceRows } from './source-rows.ts';

/** 攒到这么多字节的病例行就装载一块:块太碎,装载语句与往返太多;太大则占内存。 */
const BLOCK_BYTES = 1024 * 1024;
/** 头一块小些:数据库早一点开始装载,不必等线程攒满。 */
const FIRST_BLOCK_BYTES = 128 * 1024;

export interface PreparerOptions {
  batchId: number;
  defaultHospitalId: string | null;
  today: string;
  hashIdentity: ((text: string) => string) | null;
}

/** 攒成的一块:各表的 COPY 文本,与还没有压缩的来源行。 */
export interface PreparedRows {
  cases: Uint8Array<ArrayBuffer>;
  groups: Uint8Array<ArrayBuffer>;
  findings: Uint8Array<ArrayBuffer>;
  source: SourceBlock[];
  counts: BatchCounts;
}

/** 病例存到哪里:本批的医院,与它的各现行运行。 */
export interface Destination {
  hospitalId: string;
  runs: DayRuns;
}

export interface RowPreparer {
  /** 这一行能存时的记录,用来确定本批的医院;不能存为 null。 */
  peek(cells: string[]): DischargeRecord | null;
  /** 检查、分组各行,写成 COPY 文本攒着。没有能存的行时,`destination` 可以为 null。 */
  add(rows: string[][], firstRow: number, destination: Destination | null): void;
  /** 攒够一块了。 */
  isFull(): boolean;
  /** 取走攒下的;此后从空的开始。 */
  take(): PreparedRows;
  /** 已准备的行里出现的月份与重复的病案号。 */
  noted(): NotedInFile;
}

/** 按表头编译的「一块行 → 可装载的文本」;逐行的工作都在这里,一行只过一遍。 */
export function compileRowPreparer(header: Header, options: PreparerOptions): RowPreparer {
  const { batchId, defaultHospitalId, hashIdentity } = options;
  const read = compileRowReader(header, {
    ...(defaultHospitalId ? { defaultHospitalId } : {}),
    ...(hashIdentity ? { hashIdentity } : {}),
  });
  const checks = compileChecks(RECORD_CHECKS, columnsPresent(header));
  const context = { today: options.today };
  const source = new SourceRows(identityColumns(header));
  const cases = new LineBuffer(BLOCK_BYTES * 1.25);
  const groups = new LineBuffer();
  const findingLines = new LineBuffer();
  const keys = new RepeatedKeys();
  const months = new Set<string>();
  let counts = noCounts();
  let blockBytes = FIRST_BLOCK_BYTES;

  function note({ recordNo, dischargedAt }: DischargeRecord): void {
    keys.add(recordNo);
    if (dischargedAt !== null) months.add(dischargedAt.slice(0, 7));
  }

  /** 分组并写出一个病例;返回是否入组。 */
  function store(record: DischargeRecord, rowNo: number, hasError: boolean, stay: StayNumbers, runs: DayRuns): boolean {
    const facts = toGroupingCase(record, stay);
    const { runId, scheme, codes } = runs.of(record.dischargedAt);
    const day = record.dischargedAt?.slice(0, 10) ?? null;
    const result = groupCase(scheme, codes.convert(facts, day));
    const id = caseId(batchId, rowNo);
    writeCase(cases, batchId, rowNo, record, caseFacts(record, hasError, { stay }));
    writeGroup(groups, runId, id, result);
    for (const ahead of runs.ahead(record.dischargedAt)) {
      writeGroup(groups, ahead.runId, id, groupCase(ahead.scheme, ahead.codes.convert(facts, day)));
    }
    note(record);
    return result.status === 'grouped';
  }

  function addRow(cells: string[], rowNo: number, destination: Destination | null): void {
    const { record, findings } = read(cells);
    if (record === null && findings.length === 0) return;
    counts.rows++;
    if (record === null || record.hospitalId !== destination?.hospitalId) {
      counts.unstorable++;
      writeFindings(rowNo, record, otherHospital(record, destination?.hospitalId ?? '', findings));
      return;
    }
    const stay = stayNumbers(record);
    const found = checkRecord(record, checks, context, findings, stay);
    const all = findings.length === 0 ? found : [...findings, ...found];
    const hasError = anyError(all);
    if (all.length > 0) writeFindings(rowNo, record, all);
    const grouped = store(record, rowNo, hasError, stay, destination.runs);
    counts.stored++;
    if (hasError) counts.errors++;
    else {
      if (all.length > 0) counts.warnings++;
      if (grouped) counts.grouped++;
    }
  }

  function writeFindings(rowNo: number, record: DischargeRecord | null, findings: readonly Finding[]): void {
    for (let i = 0; i < findings.length; i++) {
      const { rule, severity, field, value, message, fix } = findings[i]!;
      const line = findingLines.number(batchId).number(rowNo).number(i).text(rule).text(severity);
      line
        .text(record?.recordNo ?? null)
        .text(field)
        .text(value)
        .text(message)
        .text(fix)
        .end();
    }
  }

  return {
    peek: (cells) => read(cells).record,
    add(rows, firstRow, destination) {
      for (let at = 0; at < rows.length; at++) {
        addRow(rows[at]!, firstRow + at, destination);
        source.add(rows[at]!, firstRow + at);
      }
    },
    isFull: () => Math.max(cases.length, findingLines.length) >= blockBytes,
    take() {
      const taken = {
        cases: cases.take(),
        groups: groups.take(),
        findings: findingLines.take(),
        source: source.take(),
        counts,
      };
      counts = noCounts();
      blockBytes = Math.min(blockBytes * 2, BLOCK_BYTES);
      return taken;
    },
    noted: () => ({ months: [...months].sort(), repeatedRecordNos: keys.repeated }),
  };
}

export const noCounts = (): BatchCounts => ({
  rows: 0,
  stored: 0,
  errors: 0,
  warnings: 0,
  unstorable: 0,
  grouped: 0,
});

/** 一个文件只收一家机构:混入别家的行不存,并指出来。 */
function otherHospital(
  record: DischargeRecord | null,
  hospitalId: string,
  findings: readonly Finding[],
): readonly Finding[] {
  if (record === null) return findings;
  return [
    ...findings,
    {
      rule: 'F10',
      severity: 'E',
      field: '组织机构代码(A01)',
      value: record.hospitalId,
      message: `本行的机构代码与本文件的机构 ${hospitalId} 不同,未存入`,
      fix: '请按机构分成不同的文件上传',
    },
  ];
}

export const FINDING_COLUMNS = [
  'batch_id',
  'row_no',
  'ordinal',
  'rule',
  'severity',
  'record_no',
  'field',
  'value',
  'message',
  'fix',
] as const;
