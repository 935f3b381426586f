import { get, problemOf, upload, urlOf } from '../api/api.ts';
import type { Batch, Job, UploadAnswer } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { createStore } from '../shared/store.ts';

/** 一次上传:传文件 → 等任务 → 结果。 */
export interface Upload {
  key: number;
  fileName: string;
  /** 已传的比例,0–1。 */
  sent: number;
  job: Job | null;
  batch: Batch | null;
  /** 同一文件已存过时的说明。 */
  unchanged: string | null;
  problem: Problem | null;
  over: boolean;
}

/** 进行中与刚完成的上传,新的在前;切换页面不丢。 */
export const uploads = createStore<Upload[]>([]);
let nextKey = 1;

const change = (key: number, part: Partial<Upload>) =>
  uploads.update((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

export const dismiss = (key: number): void => uploads.update((all) => all.filter((one) => one.key !== key));

/** 上传一个文件并跟到导入结束;`onStored` 在数据可能变了的时候调用。 */
export async function startUpload(file: File, fields: Record<string, string>, onChanged: () => void): Promise<void> {
  const key = nextKey++;
  const fresh = {
    key,
    fileName: file.name,
    sent: 0,
    job: null,
    batch: null,
    unchanged: null,
    problem: null,
    over: false,
  };
  uploads.update((all) => [fresh, ...all]);
  try {
    const answer = await upload<UploadAnswer>('/batches', file, fields, (sent) => change(key, { sent }));
    change(key, {
      sent: 1,
      batch: answer.batch,
      job: answer.job ?? null,
      unchanged: answer.unchanged ? (answer.message ?? '') : null,
    });
    onChanged();
    if (answer.job) await followImport(key, answer.batch.id, answer.job);
  } catch (error) {
    change(key, { problem: problemOf(error) });
  } finally {
    change(key, { over: true });
    onChanged();
  }
}

async function followImport(key: number, batchId: string, job: Job): Promise<void> {
  await followJob(job, (latest) => change(key, { job: latest }));
  change(key, { batch: await get<Batch>(urlOf(`/batches/${batchId}`)) });
}
