import { Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { problemOf } from '../api/api.ts';
import type { Job, JobAnswer } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { JobProgress } from './JobProgress.tsx';
import { LabelledInput } from './LabelledInput.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';
import { useRemembered } from './remembered.ts';

interface PersonDialogProps {
  title: string;
  action: string;
  danger?: boolean;
  children: ReactNode;
  /** 做这件事;交给后台的返回任务,对话框跟到它结束。 */
  run: (by: string) => Promise<JobAnswer | unknown>;
  close: () => void;
  done: () => void;
}

const jobIn = (answer: unknown): Job | null =>
  typeof answer === 'object' && answer !== null && 'job' in answer ? (answer as JobAnswer).job : null;

/** 要写明是谁做的对话框;说明后果,做完才关。 */
export function PersonDialog({ title, action, danger = false, children, run, close, done }: PersonDialogProps) {
  const [person, setPerson] = useRemembered('person');
  const [busy, setBusy] = useState(false);
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function act() {
    setBusy(true);
    setProblem(null);
    try {
      const started = jobIn(await run(person.trim()));
      const over = started && (await followJob(started, setJob));
      if (over?.problem)
        return setProblem({ title: '没有完成', detail: over.problem.message, status: 0, code: over.problem.code });
      done();
      close();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
      setJob(null);
    }
  }

  return (
    <Modal
      open
      title={title}
      okText={action}
      cancelText="取消"
      okButtonProps={{ danger, disabled: person.trim() === '' }}
      confirmLoading={busy}
      onOk={act}
      onCancel={close}
    >
      <div className="stack">
        {children}
        <LabelledInput label="经手人" width={200} value={person} onChange={setPerson} />
        {job && <JobProgress job={job} doing="正在分组" />}
        <ProblemAlert problem={problem} />
      </div>
    </Modal>
  );
}
