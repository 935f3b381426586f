import { Progress, Spin } from 'antd';
import type { Job } from '../api/batch-types.ts';
import { bytes, count } from '../format.ts';

const amount = (value: number, unit: string) => (unit === '字节' ? bytes(value) : `${count(value)} ${unit}`);

/** 任务进度;没有报告进度的任务只说明在排队还是在做。 */
export function JobProgress({ job: { progress, status }, doing }: { job: Job; doing: string }) {
  if (!progress || progress.total === 0) {
    return (
      <span className="muted">
        <Spin size="small" /> {status === 'waiting' ? '排队等候' : doing}
      </span>
    );
  }
  const { done, total, unit } = progress;
  return (
    <div>
      <span className="small muted">
        {doing}：{amount(done, unit)} / {amount(total, unit)}
      </span>
      <Progress percent={Math.min(100, Math.floor((done / total) * 100))} status="active" size="small" />
    </div>
  );
}
