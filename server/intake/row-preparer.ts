import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { caseFacts } from '../../analytics/discharge/case-facts.ts';
import type { DischargeRecord, Finding } from '../../analytics/discharge/discharge-record.ts';
import { toGroupingCase } from '../../analytics/discharge/grouping-input.ts';
import { columnsPresent, type Header, identityColumns } from '../../analytics/discharge/header.ts';
import { compileRowReader } from '../../analytics/discharge/read-record.ts';
import { checkRecord, compileChecks, RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { copyText } from '../../sql/bulk-load.ts';
import { LineBuffer } from '../../sql/line-buffer.ts';
import { caseLine, groupLine } from '../../sql/stores/discharge-case.store.ts';
import type { BatchCounts, NotedInFile } from '../../sql/stores/settle-batch.ts';
import type { PreparedBlock } from './import-protocol.ts';
import { RepeatedKeys } from './repeated-keys.ts';

const compress = promisify(deflateRaw);
const sourceLines = new LineBuffer();

/** 来源行的存法:格与格、行与行之间用控制字符分开,整块压缩;读回见 source-rows.ts。 */
export const CELL_SEPARATOR = '\x1f';
export const ROW_SEPARATOR = '\x1e';

export interface PreparerOptions {
  batchId: number;
  scheme: CompiledScheme;
  defaultHospitalId: string | null;
  today: string;
  hashIdentity: ((text: string) => string) | null;
}

export interface RowPreparer {
  /** 第一条能存的记录,用来确定本批的医院;读不出时为 null。 */
  peek(cells: string[]): DischargeRecord | null;
  /** 检查、分组并写成 COPY 文本。 */
  prepare(
    rows: string[][],
    firstRow: number,
    runId: number,
    hospitalId: string,
  ): Promise<Omit<PreparedBlock, 'bytesRead'>>;
  /** 已准备的行里出现的月份与重复的病案号。 */
  noted(): NotedInFile;
}

/** 按表头编译的「一块行 → 可装载的文本」;逐行的工作都在这里,一行只过一遍。 */
export function compileRowPreparer(header: Header, options: PreparerOptions): RowPreparer {
  const { batchId, scheme, defaultHospitalId, hashIdentity } = options;
  const read = compileRowReader(header, {
    ...(defaultHospitalId ? { defaultHospitalId } : {}),
    ...(hashIdentity ? { hashIdentity } : {}),
  });
  const checks = compileChecks(RECORD_CHECKS, columnsPresent(header));
  const context = { today: options.today };
  const identity = identityColumns(header);
  const cases = new LineBuffer();
  const groups = new LineBuffer();
  const findingLines = new LineBuffer();
  const keys = new RepeatedKeys();
  const months = new Set<string>();

  function note({ recordNo, dischargedAt }: DischargeRecord): void {
    keys.add(recordNo);
    if (dischargedAt !== null) months.add(dischargedAt.slice(0, 7));
  }

  async function prepare(rows: string[][], firstRow: number, runId: number, hospitalId: string) {
    const counts: BatchCounts = { rows: 0, stored: 0, errors: 0, warnings: 0, unstorable: 0, grouped: 0 };
    for (let at = 0; at < rows.length; at++) {
      const rowNo = firstRow + at;
      const { record, findings } = read(rows[at]!);
      if (record === null && findings.length === 0) continue;
      counts.rows++;
      const ours = record !== null && record.hospitalId === hospitalId ? record : null;
      const all = ours
        ? [...findings, ...checkRecord(ours, checks, context, findings)]
        : otherHospital(record, hospitalId, findings);
      const hasError = all.some((finding) => finding.severity === 'E');
      if (all.length > 0) findingLines.append(findingText(batchId, rowNo, record?.recordNo ?? null, all));
      if (ours) {
        const result = groupCase(scheme, toGroupingCase(ours));
        cases.append(caseLine(batchId, rowNo, ours, caseFacts(ours, hasError)));
        groups.append(groupLine(runId, batchId, rowNo, result));
        note(ours);
        counts.stored++;
        if (!hasError && result.status === 'grouped') counts.grouped++;
      } else counts.unstorable++;
      if (hasError && ours) counts.errors++;
      else if (all.length > 0 && ours) counts.warnings++;
    }
    return {
      kind: 'block' as const,
      cases: cases.take(),
      groups: groups.take(),
      findings: findingLines.take(),
      source: await packRows(rows, firstRow, identity),
      counts,
    };
  }

  return {
    peek: (cells) => read(cells).record,
    prepare,
    noted: () => ({ months: [...months].sort(), repeatedRecordNos: keys.repeated }),
  };
}

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

function findingText(batchId: number, rowNo: number, recordNo: string | null, findings: readonly Finding[]): string {
  let lines = '';
  const key = recordNo === null ? '\\N' : copyText(recordNo);
  for (let i = 0; i < findings.length; i++) {
    const f = findings[i]!;
    lines += `${batchId}\t${rowNo}\t${i}\t${f.rule}\t${f.severity}\t${key}\t${copyText(f.field)}\t${copyText(f.value)}\t${copyText(
      f.message,
    )}\t${copyText(f.fix)}\n`;
  }
  return lines;
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

/** 去掉身份信息后压缩一块来源行。 */
export async function packRows(rows: string[][], firstRow: number, identity: readonly number[]) {
  if (rows.length === 0) return null;
  for (const cells of rows) {
    for (const at of identity) if (cells[at]) cells[at] = '(已去除)';
    sourceLines.append(cells.join(CELL_SEPARATOR));
    sourceLines.append(ROW_SEPARATOR);
  }
  const payload = await compress(sourceLines.take(), { level: 1 });
  return { firstRow, lastRow: firstRow + rows.length - 1, payload: new Uint8Array(payload) };
}
