import { type RawBuilder, sql } from 'kysely';
import { runScript } from '../bulk-load.ts';
import type { Db } from '../database.ts';
import type { ColumnsReport } from '../tables.ts';
import { caseIdsOf } from './discharge-case.store.ts';
import { allowHashing, refreshRollup } from './rollup.store.ts';

/** 工作线程逐行数出的各项。 */
export interface BatchCounts {
  rows: number;
  stored: number;
  errors: number;
  warnings: number;
  unstorable: number;
  grouped: number;
}

/** 读文件时顺带记下的:集合处理只需细查这些。 */
export interface NotedInFile {
  /** 出院月份(`2025-06`),由早到晚。 */
  months: string[];
  /** 出现不止一次的病案号(可能多报,不漏报)。 */
  repeatedRecordNos: string[];
}

export interface BatchOutcome {
  noted: NotedInFile;
  counts: BatchCounts;
  hospitalId: string;
  format: string;
  encoding: string | null;
  columns: ColumnsReport;
}

/**
 * 一批装载之后、提交之前的集合处理,与装载同一事务:
 * 文件内重复键、住院时间重叠(Q29)、替换旧版本、刷新汇总、台账置为已存。
 */
export async function settleBatch(trx: Db, batchId: string, outcome: BatchOutcome): Promise<void> {
  const { hospitalId, noted } = outcome;
  await allowHashing(trx);
  if (outcome.counts.stored >= ANALYZE_FROM) await analyzeLoaded(trx);
  const repeated = await setAsideRepeats(trx, batchId, noted.repeatedRecordNos);
  const hadCases = await hasOtherBatches(trx, batchId, hospitalId);
  const { replaced, months: oldMonths } = hadCases ? await supersede(trx, batchId, hospitalId) : NOTHING_REPLACED;
  const overlapping = await flagOverlaps(trx, batchId, hospitalId, hadCases ? null : noted.repeatedRecordNos);
  const { months } = noted;
  await refreshRollup(trx, hospitalId, [...months, ...oldMonths]);
  const { counts } = outcome;
  const excluded = repeated + overlapping;
  await trx
    .updateTable('batch')
    .set({
      status: 'stored',
      hospital_id: outcome.hospitalId,
      format: outcome.format,
      encoding: outcome.encoding,
      row_count: counts.rows,
      stored_count: counts.stored,
      error_count: counts.errors + excluded,
      warning_count: counts.warnings,
      unstorable_count: counts.unstorable,
      grouped_count: counts.grouped,
      replaced_count: replaced,
      first_month: firstDay(months.at(0)),
      last_month: firstDay(months.at(-1)),
      columns_report: JSON.stringify(outcome.columns),
      failure: null,
      stored_at: sql<Date>`now()`,
    })
    .where('batch_id', '=', batchId)
    .execute();
}

/** 一次装入这么多行时,先更新统计信息:空表的旧统计会让后面的集合处理选中逐行嵌套的计划,慢几十倍。 */
const ANALYZE_FROM = 2_000;

const analyzeLoaded = (trx: Db) =>
  runScript(
    trx,
    'analyze discharge_case (case_id, hospital_id, batch_id, record_no, admission_key, is_current, admitted_on, discharged_on); analyze case_group (run_id, case_id)',
  );

const NOTHING_REPLACED = { replaced: 0, months: [] as string[] };

/** 医院在本批之前是否已有病例;首批不必找旧版本。 */
async function hasOtherBatches(trx: Db, batchId: string, hospitalId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('batch')
    .select('batch_id')
    .where('hospital_id', '=', hospitalId)
    .where('batch_id', '<>', batchId)
    .executeTakeFirst();
  return row !== undefined;
}

const firstDay = (month: string | undefined) => (month === undefined ? null : `${month}-01`);

/** 条件:该批次的病例(按病例编号的范围,走主键)。 */
export const inBatch = (alias: string, batchId: string) => {
  const { first, before } = caseIdsOf(batchId);
  return sql`${sql.ref(`${alias}.case_id`)} >= ${first}::bigint and ${sql.ref(`${alias}.case_id`)} < ${before}::bigint`;
};

/** 文件内同一 机构 + 病案号 + 住院次数 出现多次:首行有效,其余留存但不作现行版本。返回行数。 */
async function setAsideRepeats(trx: Db, batchId: string, recordNos: string[]): Promise<number> {
  if (recordNos.length === 0) return 0;
  const repeated = sql`
    with ranked as (
      select c.case_id, row_number() over (partition by c.hospital_id, c.record_no, c.admission_key order by c.case_id) as place
      from unnest(${recordNos}::text[]) as suspect(record_no)
      join discharge_case c on c.record_no = suspect.record_no collate "C"
      where ${inBatch('c', batchId)}),
    flagged as (
      update discharge_case c set is_current = false, repeats_key = true, has_error = true
      from ranked r where r.place > 1 and c.case_id = r.case_id
      returning c.batch_id, c.row_no, c.record_no)`;
  return recordSetFinding(trx, repeated, {
    message: '与本文件中更早一行的 机构 + 病案号 + 住院次数 相同,本行留存备查,不参加统计。',
    fix: '若是重复导出,无须处理;若是另一次住院,请改正住院次数后重新上传。',
  });
}

/** 同一键的旧版本(其他批次的现行版本)让位。返回替换数与旧版本所在的月份。 */
async function supersede(
  trx: Db,
  batchId: string,
  hospitalId: string,
): Promise<{ replaced: number; months: string[] }> {
  const { rows } = await sql<{ month: string | null; count: string }>`
    with superseded as (
      update discharge_case old set is_current = false
      from discharge_case c
      where ${inBatch('c', batchId)} and c.is_current and c.hospital_id = ${hospitalId}
        and old.hospital_id = c.hospital_id and old.record_no = c.record_no and old.admission_key = c.admission_key
        and old.is_current and old.batch_id <> c.batch_id
      returning old.discharged_on)
    select to_char(discharged_on, 'YYYY-MM') as month, count(*) as count from superseded group by 1`.execute(trx);
  const { count, months } = countByMonth(rows);
  return { replaced: count, months };
}

/** 按月计数的行 → 总数与月份。 */
export const countByMonth = (rows: { month: string | null; count: string }[]) => ({
  count: rows.reduce((sum, row) => sum + Number(row.count), 0),
  months: rows.flatMap((row) => row.month ?? []),
});

/**
 * 同一病案号的两次住院时间重叠(Q29):较晚存入的一次不参加统计。同日出院又入院不算重叠。
 * `recordNos` 限定要查的病案号;null 为本批全部(医院已有其他批次时)。
 */
async function flagOverlaps(trx: Db, batchId: string, hospitalId: string, recordNos: string[] | null): Promise<number> {
  if (recordNos?.length === 0) return 0;
  const within = recordNos ? sql`c.record_no = any(${recordNos}::text[] collate "C")` : sql`true`;
  const overlapping = sql`
    with flagged as (
      update discharge_case c set has_error = true
      where ${inBatch('c', batchId)} and ${within} and c.is_current and c.hospital_id = ${hospitalId} and not c.has_error
        and exists (
          select from discharge_case other
          where other.hospital_id = c.hospital_id and other.record_no = c.record_no and other.is_current
            and other.case_id < c.case_id
            and other.admitted_on < c.discharged_on and c.admitted_on < other.discharged_on)
      returning c.batch_id, c.row_no, c.record_no)`;
  return recordSetFinding(trx, overlapping, {
    message: '与同一病案号的另一次住院时间重叠,本行不参加统计。',
    fix: '请核对两次住院的入院、出院时间与病案号,改正后重新上传。',
  });
}

/** 执行标记(一个名为 flagged 的 CTE)并为每个被标记的行记一条 Q29。返回行数。 */
async function recordSetFinding(
  trx: Db,
  flagging: RawBuilder<unknown>,
  text: { message: string; fix: string },
): Promise<number> {
  const result = await sql`${flagging}
    insert into batch_finding (batch_id, row_no, ordinal, rule, severity, record_no, field, value, message, fix)
    select batch_id, row_no, 1000, 'Q29', 'E', record_no, '病案号(A48)', record_no, ${text.message}, ${text.fix}
    from flagged`.execute(trx);
  return Number(result.numAffectedRows ?? 0);
}

/** 一个批次(全部版本)涉及的出院月份(`2025-06`),由早到晚。 */
export async function monthsOf(trx: Db, batchId: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(discharged_on, 'YYYY-MM') as month from discharge_case c
    where ${inBatch('c', batchId)} and discharged_on is not null order by 1`.execute(trx);
  return rows.map((row) => row.month);
}
