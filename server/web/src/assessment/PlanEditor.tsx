import { Alert, Button, Card, Drawer } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { DimensionsEditor } from './DimensionsEditor.tsx';
import { PlanNumbers } from './PlanNumbers.tsx';
import type { AssessmentPlan } from './plan-types.ts';
import { ZonesEditor } from './ZonesEditor.tsx';

interface PlanEditorProps {
  from: AssessmentPlan;
  /** 存了会换掉的那版草案;没有草案为 null。 */
  replaces: number | null;
  onSaved: () => void;
  onClose: () => void;
}

/** 编辑一份考核方案,存为草案;错误全部列在保存按钮旁。 */
export function PlanEditor({ from, replaces, onSaved, onClose }: PlanEditorProps) {
  const { hospital } = useHospital();
  const [plan, setPlan] = useState(from);
  const [person, setPerson] = useRemembered('person');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<AssessmentPlan>) => setPlan({ ...plan, ...part });

  async function save() {
    setBusy(true);
    setProblem(null);
    try {
      await post('/assessment/plans', { hospital: hospital!.id, plan, by: person.trim() });
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  const lacking = person.trim() === '' || plan.effectiveFrom === '';
  const footer = (
    <div className="stack">
      {problem && (
        <div style={{ maxHeight: '30vh', overflow: 'auto' }}>
          <ProblemAlert problem={problem} />
        </div>
      )}
      <div className="toolbar">
        <LabelledInput label="经手人" value={person} onChange={setPerson} />
        <span className="muted small">{lacking ? '写明经手人与生效日才能存' : '草案不生效，核准后从生效日起使用'}</span>
        <span className="grow" />
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" loading={busy} disabled={lacking} onClick={save}>
          存为草案
        </Button>
      </div>
    </div>
  );
  return (
    <Drawer open onClose={onClose} size="min(1240px, 96vw)" title="编辑考核方案" footer={footer}>
      <div className="stack">
        {replaces !== null && <Alert type="info" showIcon title={`第 ${replaces} 版还是草案，存了就换成这一份`} />}
        <Card size="small" title="方案">
          <div className="toolbar">
            <LabelledInput label="名称" width={240} value={plan.name} onChange={(name) => change({ name })} />
            <LabelledInput
              label="来源"
              width={420}
              maxLength={200}
              placeholder="文件、会议纪要"
              value={plan.source}
              onChange={(source) => change({ source })}
            />
            <LabelledInput
              label="生效日"
              width={150}
              date
              value={plan.effectiveFrom}
              onChange={(effectiveFrom) => change({ effectiveFrom })}
            />
          </div>
        </Card>
        <Card size="small" title="维度与考核项">
          <DimensionsEditor dimensions={plan.dimensions} onChange={(dimensions) => change({ dimensions })} />
        </Card>
        <Card size="small" title="片区">
          <ZonesEditor plan={plan} onChange={change} />
        </Card>
        <Card size="small" title="评级、表扬与奖金">
          <PlanNumbers plan={plan} onChange={change} />
        </Card>
      </div>
    </Drawer>
  );
}
