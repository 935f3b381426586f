import { Alert, Button } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import type { WhatIfAnswer } from './proof-types.ts';
import { WhatIfTable } from './WhatIfTable.tsx';

/** 什么会改变入组;先写明是谁在看,看一次记一次。 */
export function WhatIfPanel({ caseId }: { caseId: string }) {
  const [person, setPerson] = useRemembered('person');
  const [answer, setAnswer] = useState<WhatIfAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function ask() {
    setBusy(true);
    setProblem(null);
    try {
      setAnswer(await post<WhatIfAnswer>(`/cases/${caseId}/what-if`, { by: person.trim() }));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="stack">
      <Alert
        type="info"
        showIcon
        title="只试病案上已有的事实：换一个已填的主要诊断、手术换次序、按对照表换编码、补填缺的体重或时间。从不建议增加诊断；该不该改，以病历为准。每次查看都有记录。"
      />
      <div className="toolbar">
        <LabelledInput label="查看人" value={person} onChange={setPerson} />
        <Button type="primary" disabled={person.trim() === ''} loading={busy} onClick={() => void ask()}>
          查看
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      {answer && <WhatIfTable answer={answer} />}
    </div>
  );
}
