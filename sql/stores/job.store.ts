import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { BatchFailure } from '../tables.ts';

export async function createJob(db: Db, kind: string, input: Record<string, unknown>): Promise<string> {
  const row = await db
    .insertInto('job')
    .values({
      kind,
      input: JSON.stringify(input),
      status: 'waiting',
      result: null,
      problem: null,
      started_at: null,
      finished_at: null,
    })
    .returning('job_id')
    .executeTakeFirstOrThrow();
  return row.job_id;
}

export function findJob(db: Db, jobId: string) {
  return db.selectFrom('job').selectAll().where('job_id', '=', jobId).executeTakeFirst();
}

export interface ReportJobInput {
  report: string;
  period?: string;
  /** 早先的任务只记了月份。 */
  month?: string;
  hospitalId: string;
  generatedBy: string;
}

/** 生成报表的任务(一页),新的在前;`hospitalId` 不写则为各机构的。 */
export async function listReportJobs(db: Db, hospitalId: string | undefined, page: number, pageSize: number) {
  const base = db
    .selectFrom('job')
    .where('kind', '=', 'report')
    .$if(hospitalId !== undefined, (q) => q.where(sql<string>`input ->> 'hospitalId'`, '=', hospitalId!));
  const rows = await base
    .selectAll()
    .orderBy('job_id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await base.select(sql<string>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const items = rows.map((row) => ({ ...row, input: row.input as unknown as ReportJobInput }));
  return { items, total: Number(total), page, pageSize };
}

export async function markRunning(db: Db, jobId: string): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'running', started_at: sql<Date>`now()` })
    .where('job_id', '=', jobId)
    .execute();
}

export async function markDone(db: Db, jobId: string, result: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'done', result: JSON.stringify(result), finished_at: sql<Date>`now()` })
    .where('job_id', '=', jobId)
    .execute();
}

export async function markFailed(db: Db, jobId: string, problem: BatchFailure): Promise<void> {
  await db
    .updateTable('job')
    .set({ status: 'failed', problem: JSON.stringify(problem), finished_at: sql<Date>`now()` })
    .where('job_id', '=', jobId)
    .execute();
}

/** 启动时:上次没做完的任务标为中断,并说明怎么办。返回个数。 */
export async function interruptUnfinished(db: Db): Promise<number> {
  const problem: BatchFailure = {
    code: 'interrupted',
    message: '服务在任务完成之前停止,任务被中断,没有留下不完整的数据。',
    fix: '导入:在批次上点「重新导入」;报表:请再生成一次。',
  };
  const result = await db
    .updateTable('job')
    .set({ status: 'interrupted', problem: JSON.stringify(problem), finished_at: sql<Date>`now()` })
    .where('status', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** 一个批次最近一次导入任务用的文件路径(中断后重新导入用)。 */
export async function importPathOf(db: Db, batchId: string): Promise<string | null> {
  const row = await db
    .selectFrom('job')
    .select(sql<string>`input ->> 'path'`.as('path'))
    .where('kind', '=', 'import')
    .where(sql<string>`input ->> 'batchId'`, '=', batchId)
    .orderBy('job_id', 'desc')
    .executeTakeFirst();
  return row?.path ?? null;
}
