import { Button, Card, Empty } from 'antd';
import { urlOf } from '../api/api.ts';
import type { Failure, Job } from '../api/batch-types.ts';
import { isOver } from '../api/follow-job.ts';
import { monthName } from '../format.ts';
import { JobProgress } from '../shared/JobProgress.tsx';
import { FailureAlert, ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useStore } from '../shared/store.ts';
import { type MadeReport, madeReports } from './made-reports.ts';

export function MadeReportList() {
  const made = useStore(madeReports);
  return (
    <Card size="small" title="刚生成的报表">
      {made.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="选好月份，点上面的「生成」" />
      ) : (
        <div className="stack">
          {made.map((one) => (
            <MadeReportRow key={one.key} made={one} />
          ))}
        </div>
      )}
    </Card>
  );
}

function MadeReportRow({ made: { request, job, problem } }: { made: MadeReport }) {
  return (
    <Card size="small" type="inner">
      <div className="toolbar">
        <strong>
          {monthName(request.month)} {request.name}
        </strong>
        {!problem && !job && <span className="muted">正在提交</span>}
        {job?.status === 'done' && <span className="muted">{fileNameOf(job)}</span>}
        <span className="grow" />
        {job?.status === 'done' && <Download job={job} />}
      </div>
      <ProblemAlert problem={problem} />
      {job && !problem && !isOver(job) && <JobProgress job={job} doing="正在生成" />}
      {job && isOver(job) && job.status !== 'done' && (
        <FailureAlert title="没有生成" failure={job.problem ?? INTERRUPTED} />
      )}
    </Card>
  );
}

const INTERRUPTED: Failure = { code: 'interrupted', message: '生成中断。', fix: '请重新生成。' };

const fileNameOf = (job: Job) => String(job.result?.fileName ?? '');

function Download({ job }: { job: Job }) {
  return (
    <Button type="primary" href={urlOf(`/reports/${job.result?.reportId ?? job.id}/file`)} download={fileNameOf(job)}>
      下载
    </Button>
  );
}
