import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Db } from '../../sql/database.ts';
import * as batches from '../../sql/stores/batch.store.ts';
import { conflict, notFound } from '../http/problem.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { ReceivedFile } from './upload.ts';

export interface IntakeDeps {
  db: Db;
  jobs: JobRunner;
}

export interface Registered {
  batchId: string;
  /** 排队的任务;同一文件已在途或已存时没有新任务。 */
  jobId: string | null;
  unchanged: boolean;
}

/** 登记收到的文件并排队导入;同一内容已在途或已存:什么也不变,指回原批次。 */
export async function registerUpload(
  { db, jobs }: IntakeDeps,
  file: ReceivedFile,
  by: { source: string; uploadedBy: string },
): Promise<Registered> {
  const batchId = await createOrFind(db, file, by);
  if (typeof batchId !== 'string') {
    await rm(file.path, { force: true });
    return { batchId: batchId.existing, jobId: null, unchanged: true };
  }
  const jobId = await jobs.submit('import', { batchId, path: file.path });
  return { batchId, jobId, unchanged: false };
}

async function createOrFind(
  db: Db,
  file: ReceivedFile,
  by: { source: string; uploadedBy: string },
): Promise<string | { existing: string }> {
  const existing = await batches.liveBatchOf(db, file.sha256);
  if (existing) return { existing: existing.batch_id };
  try {
    return await batches.createBatch(db, { ...by, fileName: file.fileName, sha256: file.sha256, bytes: file.bytes });
  } catch (error) {
    // 两人同时上传同一文件:唯一索引让后到的一个看到先到的。
    if ((error as { code?: string }).code !== '23505') throw error;
    const winner = await batches.liveBatchOf(db, file.sha256);
    if (!winner) throw error;
    return { existing: winner.batch_id };
  }
}

/** 中断的批次重新导入;上传的文件还在数据目录里才行。 */
export async function retryBatch(
  { db, jobs }: IntakeDeps,
  batchId: string,
  pathOf: (batchId: string) => Promise<string | null>,
): Promise<string> {
  const batch = await batches.findBatch(db, batchId);
  if (!batch) throw notFound('批次', batchId);
  if (batch.status !== 'interrupted')
    throw conflict(
      'batch-not-interrupted',
      '批次不是中断状态',
      '只有中断的批次可以重新导入;失败的文件请改正后重新上传。',
    );
  const path = await pathOf(batchId);
  if (!path || !existsSync(path))
    throw conflict('file-gone', '原文件已不在', '服务上已没有该批次的原文件;请重新上传。');
  return jobs.submit('import', { batchId, path });
}
