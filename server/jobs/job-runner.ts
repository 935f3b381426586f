import type { Logger } from 'pino';
import type { Db } from '../../sql/database.ts';
import * as jobs from '../../sql/stores/job.store.ts';
import type { BatchFailure } from '../../sql/tables.ts';
import { Problem } from '../http/problem.ts';

/** 任务进度:`done / total`,单位给人看(行、字节)。 */
export interface JobProgress {
  done: number;
  total: number;
  unit: string;
}

/** 一种任务:输入里带有自己的任务编号 `jobId`;做完返回结果;`report` 报告进度。 */
export type JobHandler = (input: any, report: (progress: JobProgress) => void) => Promise<Record<string, unknown>>;

/** 预期内的失败:代码与中文说明记在任务上。 */
export class JobFailed extends Error {
  readonly failure: BatchFailure;
  constructor(failure: BatchFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

export interface JobRunner {
  /** 登记任务并排队;返回任务编号。 */
  submit(kind: string, input: Record<string, unknown>): Promise<string>;
  progressOf(jobId: string): JobProgress | null;
  /** 等所有已登记的任务结束(测试与停机用)。 */
  idle(): Promise<void>;
}

/**
 * 一次跑一个任务的执行者:导入与大报表都占满处理器,同时跑并不更快,却会抢内存。
 * 进度只在内存里(嵌入数据库在导入的事务里排队,查不了);状态在 job 表。
 */
export function createJobRunner(db: Db, handlers: Record<string, JobHandler>, log: Logger): JobRunner {
  const progress = new Map<string, JobProgress>();
  let tail: Promise<void> = Promise.resolve();

  async function run(jobId: string, kind: string, input: Record<string, unknown>): Promise<void> {
    await jobs.markRunning(db, jobId);
    try {
      const result = await handlers[kind]!({ ...input, jobId }, (value) => progress.set(jobId, value));
      await jobs.markDone(db, jobId, result);
    } catch (error) {
      if (!(error instanceof JobFailed || error instanceof Problem)) log.error({ jobId, kind, err: error }, '任务失败');
      await jobs.markFailed(db, jobId, failureOf(error));
    } finally {
      progress.delete(jobId);
    }
  }

  return {
    async submit(kind, input) {
      const jobId = await jobs.createJob(db, kind, input);
      tail = tail
        .then(() => run(jobId, kind, input))
        .catch((error) => log.error({ jobId, err: error }, '任务状态未能记录'));
      return jobId;
    },
    progressOf: (jobId) => progress.get(jobId) ?? null,
    async idle() {
      // 任务做完时可能又登记了后续的任务。
      for (let seen: Promise<void> | null = null; seen !== tail; ) {
        seen = tail;
        await seen;
      }
    },
  };
}

/** 失败的说明:预期内的原样,未预料的不把内部细节给外面看。 */
export function failureOf(error: unknown): BatchFailure {
  if (error instanceof JobFailed) return error.failure;
  // 排队期间情形变了(如别人先施行了同一天的方案):说明与当场拒绝时相同。
  if (error instanceof Problem) return { code: error.code, message: error.message };
  return {
    code: 'internal',
    message: '服务内部错误,任务没有完成,数据没有改变;细节在服务日志中。',
    fix: '请稍后重试;仍失败时联系信息科查看日志。',
  };
}
