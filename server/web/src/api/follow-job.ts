import { get, urlOf } from './api.ts';
import type { Job } from './batch-types.ts';

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 1500;

const isOver = (job: Job): boolean => job.status !== 'waiting' && job.status !== 'running';

/** 跟着一个任务直到结束,每次状态都报告;间隔由短到长。 */
export async function followJob(job: Job, onChange: (job: Job) => void): Promise<Job> {
  let latest = job;
  for (let pause = FIRST_PAUSE; !isOver(latest); pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    latest = await get<Job>(urlOf(`/jobs/${job.id}`));
    onChange(latest);
  }
  return latest;
}
