import { post, problemOf } from '../api/api.ts';
import type { Job } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { createStore } from '../shared/store.ts';

export interface ReportRequest {
  report: string;
  name: string;
  month: string;
  hospital: string;
  generatedBy: string;
}

/** 一次生成:任务进行中、可下载,或失败。 */
export interface MadeReport {
  key: number;
  request: ReportRequest;
  job: Job | null;
  problem: Problem | null;
}

/** 这次打开页面后生成的报表,新的在前;切换页面不丢。 */
export const madeReports = createStore<MadeReport[]>([]);
let nextKey = 1;

const change = (key: number, part: Partial<MadeReport>) =>
  madeReports.update((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

export async function makeReport(request: ReportRequest): Promise<void> {
  const key = nextKey++;
  madeReports.update((all) => [{ key, request, job: null, problem: null }, ...all]);
  const { name: _shown, generatedBy, ...rest } = request;
  try {
    const { job } = await post<{ job: Job }>('/reports', generatedBy === '' ? rest : { ...rest, generatedBy });
    change(key, { job });
    await followJob(job, (latest) => change(key, { job: latest }));
  } catch (error) {
    change(key, { problem: problemOf(error) });
  }
}
