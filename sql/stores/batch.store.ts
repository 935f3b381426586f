import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { BatchFailure, ColumnsReport } from '../tables.ts';

export interface NewBatch {
  source: string;
  fileName: string;
  sha256: string;
  bytes: number;
  uploadedBy: string;
}

/** 同一内容在途或已存的批次;没有则 undefined。 */
export function liveBatchOf(db: Db, sha256: string) {
  return db
    .selectFrom('batch')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('status', 'in', ['waiting', 'processing', 'stored'])
    .executeTakeFirst();
}

/** 登记一个等待导入的批次,返回批次号;同一内容已有在途或已存批次时,唯一索引拒绝(23505)。 */
export async function createBatch(db: Db, batch: NewBatch): Promise<string> {
  const row = await db
    .insertInto('batch')
    .values({
      source: batch.source,
      file_name: batch.fileName,
      sha256: batch.sha256,
      bytes: String(batch.bytes),
      uploaded_by: batch.uploadedBy,
      status: 'waiting',
    } as never)
    .returning('batch_id')
    .executeTakeFirstOrThrow();
  return row.batch_id;
}

export function findBatch(db: Db, batchId: string) {
  return db.selectFrom('batch').selectAll().where('batch_id', '=', batchId).executeTakeFirst();
}

export async function markProcessing(db: Db, batchId: string): Promise<void> {
  await db.updateTable('batch').set({ status: 'processing', failure: null }).where('batch_id', '=', batchId).execute();
}

/** 整个文件不能导入:记下原因(与表头识别的结果,如果读到了表头)。 */
export async function markFailed(
  db: Db,
  batchId: string,
  failure: BatchFailure,
  columns: ColumnsReport | null,
): Promise<void> {
  await db
    .updateTable('batch')
    .set({ status: 'failed', failure: JSON.stringify(failure), columns_report: columns && JSON.stringify(columns) })
    .where('batch_id', '=', batchId)
    .where('status', '<>', 'stored')
    .execute();
}

/** 启动时:上次没导完的批次标为中断(事务已整个撤销,一行也没有存)。 */
export async function interruptUnfinishedBatches(db: Db): Promise<void> {
  const failure: BatchFailure = {
    code: 'interrupted',
    message: '服务在导入完成之前停止,本批一行也没有存入。',
    fix: '请点「重新导入」,或重新上传该文件。',
  };
  await db
    .updateTable('batch')
    .set({ status: 'interrupted', failure: JSON.stringify(failure) })
    .where('status', 'in', ['waiting', 'processing'])
    .execute();
}

export interface BatchFilter {
  status?: string;
}

export async function listBatches(db: Db, filter: BatchFilter, page: number, pageSize: number) {
  const base = db
    .selectFrom('batch')
    .$if(filter.status !== undefined, (q) => q.where('status', '=', filter.status as never));
  const items = await base
    .selectAll()
    .orderBy('batch_id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await base.select(sql<string>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items, total: Number(total), page, pageSize };
}

export interface FindingFilter {
  batchId: string;
  severity?: 'E' | 'W' | undefined;
  rule?: string | undefined;
}

const findingsOf = (db: Db, { batchId, severity, rule }: FindingFilter) =>
  db
    .selectFrom('batch_finding')
    .where('batch_id', '=', batchId)
    .$if(severity !== undefined, (q) => q.where('severity', '=', severity!))
    .$if(rule !== undefined, (q) => q.where('rule', '=', rule!));

export async function listFindings(db: Db, filter: FindingFilter, page: number, pageSize: number) {
  const base = findingsOf(db, filter);
  const items = await base
    .selectAll()
    .orderBy('row_no')
    .orderBy('ordinal')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await base.select(sql<string>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items, total: Number(total), page, pageSize };
}

/** 按规则汇总一个批次的缺陷。 */
export function findingsByRule(db: Db, batchId: string) {
  return findingsOf(db, { batchId })
    .groupBy(['rule', 'severity'])
    .select(['rule', 'severity', sql<string>`count(*)`.as('count'), sql<string>`count(distinct row_no)`.as('rows')])
    .orderBy('severity')
    .orderBy('rule')
    .execute();
}

/** 逐页给出全部缺陷(下载用,内存平稳)。 */
export async function* allFindings(db: Db, filter: FindingFilter) {
  let after = { row: -1, ordinal: -1 };
  for (;;) {
    const rows = await findingsOf(db, filter)
      .selectAll()
      .where(sql<boolean>`(row_no, ordinal) > (${after.row}, ${after.ordinal})`)
      .orderBy('row_no')
      .orderBy('ordinal')
      .limit(2000)
      .execute();
    if (rows.length === 0) return;
    yield rows;
    const last = rows.at(-1)!;
    after = { row: last.row_no, ordinal: last.ordinal };
  }
}
