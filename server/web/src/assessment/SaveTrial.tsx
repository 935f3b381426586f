import { Button } from 'antd';
import { useState } from 'react';
import { post } from '../api/api.ts';
import { periodName } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { PersonDialog } from '../shared/PersonDialog.tsx';
import type { Assessment } from './assessment-types.ts';
import { draftFrom, firstDay } from './plan-draft.ts';
import type { PlanVersion } from './plan-types.ts';

interface SaveTrialProps {
  /** 试算的结果,方案里是试过的权重。 */
  trial: Assessment;
  /** 已有的各版,新的在前。 */
  versions: readonly PlanVersion[];
  onSaved: () => void;
}

/** 把试过的权重存为草案;核准之后才用。 */
export function SaveTrial({ trial, versions, onSaved }: SaveTrialProps) {
  const { hospital } = useHospital();
  const [asking, setAsking] = useState(false);
  const [day, setDay] = useState(firstDay(trial.period));
  const { name, source } = trial.plan;
  const draft = versions[0]?.status === 'draft' ? versions[0].version : null;

  function save(by: string) {
    const from = trial.forReference ? `由「${name}」改` : source;
    const base = draftFrom({ version: Number(trial.forReference ? 0 : trial.version), plan: trial.plan }, day);
    const plan = { ...base, source: `${from}；权重按 ${trial.period} 试算`.slice(-200), effectiveFrom: day };
    return post('/assessment/plans', { hospital: hospital!.id, plan, by });
  }

  return (
    <>
      <Button onClick={() => setAsking(true)}>存为草案</Button>
      {asking && (
        <PersonDialog
          title="把试过的权重存为草案？"
          action="存为草案"
          run={save}
          close={() => setAsking(false)}
          done={onSaved}
        >
          <span>
            其余内容取 {periodName(trial.period)}所用的「{name}」；草案不生效，在「考核方案」里可以再改、核准。
            {draft !== null && `第 ${draft} 版还是草案，会换成这一份。`}
          </span>
          <LabelledInput label="生效日" width={160} date value={day} onChange={setDay} />
        </PersonDialog>
      )}
    </>
  );
}
