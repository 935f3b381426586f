import { Progress } from 'antd';
import type { Job } from '../api/batch-types.ts';
import { bytes, count } from '../format.ts';

const amount = (value: number, unit: string) => (unit === '字节' ? bytes(value) : `${count(value)} ${unit}`);

/** 任务进度;还没有报告进度时说明在排队或准备。 */
export function JobProgress({ job, doing }: { job: Job; doing: string }) {
  const { progress, status } = job;
  const percent =
    progress && progress.total > 0 ? Math.min(100, Math.floor((progress.done / progress.total) * 100)) : 0;
  const text = progress
    ? `${doing}:${amount(progress.done, progress.unit)} / ${amount(progress.total, progress.unit)}`
    : status === 'waiting'
      ? '排队等候'
      : doing;
  return (
    <div>
      <span className="small muted">{text}</span>
      <Progress percent={percent} status="active" size="small" />
    </div>
  );
}
