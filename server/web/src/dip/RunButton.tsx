import { Button } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Failure, Job } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { JobProgress } from '../shared/JobProgress.tsx';
import { FailureAlert, ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';

interface RunState {
  job: Job | null;
  problem: Problem | null;
  failure: Failure | null;
}

/** 给所选期间重新匹配病种、计分;先前的结果留在旧运行里。 */
export function RunButton({ period, onDone }: { period: string; onDone: () => void }) {
  const { hospital } = useHospital();
  const [person] = useRemembered('person');
  const [{ job, problem, failure }, setState] = useState<RunState>({ job: null, problem: null, failure: null });

  async function run() {
    const show = (latest: Job | null) => setState({ job: latest, problem: null, failure: null });
    try {
      const body = { period, hospital: hospital!.id, createdBy: person.trim() || undefined };
      const { job: started } = await post<{ job: Job }>('/dip/runs', body);
      show(started);
      const ended = await followJob(started, show);
      setState({ job: null, problem: null, failure: ended.problem });
      if (ended.status === 'done') onDone();
    } catch (error) {
      setState({ job: null, problem: problemOf(error), failure: null });
    }
  }

  return (
    <>
      <Button type="primary" loading={job !== null} onClick={() => void run()}>
        运行 DIP 分组
      </Button>
      {job && <JobProgress job={job} doing="匹配、计分" />}
      <ProblemAlert problem={problem} />
      <FailureAlert failure={failure} title="没有运行成" />
    </>
  );
}
