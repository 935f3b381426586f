import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Batch, UploadAnswer } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { count } from '../format.ts';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { ColumnMappingButton } from './ColumnMappingButton.tsx';
import { canMapColumns } from './column-mapping.ts';

interface BatchActionsProps {
  batch: Batch;
  onChanged: () => void;
}

export function BatchActions({ batch, onChanged }: BatchActionsProps) {
  return (
    <div className="toolbar">
      {canMapColumns(batch) && <ColumnMappingButton source={batch.source} batch={batch} />}
      {batch.status === 'stored' && <Withdrawal batch={batch} onChanged={onChanged} />}
      {batch.status === 'interrupted' && <Retry batch={batch} onChanged={onChanged} />}
    </div>
  );
}

/** 撤回:说明后果,要求写明是谁。 */
function Withdrawal({ batch, onChanged }: BatchActionsProps) {
  const { message } = App.useApp();
  const [person, setPerson] = useRemembered('person');
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function withdraw() {
    setBusy(true);
    setProblem(null);
    try {
      const { restored } = await post<{ restored: number }>(`/batches/${batch.id}/withdrawal`, { by: person.trim() });
      void message.success(`批次 ${batch.id} 已撤回${restored > 0 ? `，恢复了 ${count(restored)} 条旧版本` : ''}`);
      setOpen(false);
      onChanged();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        撤回
      </Button>
      <Modal
        open={open}
        title={`撤回批次 ${batch.id}?`}
        okText="撤回"
        okButtonProps={{ danger: true, disabled: person.trim() === '' }}
        confirmLoading={busy}
        onOk={withdraw}
        onCancel={() => setOpen(false)}
      >
        <div className="stack">
          <span>
            这批 {count(batch.counts.stored)} 条记录不再参加统计，被它替换的旧版本恢复。台账与原文件的记录保留。
          </span>
          <LabelledInput label="撤回人" width={200} value={person} onChange={setPerson} />
          <ProblemAlert problem={problem} />
        </div>
      </Modal>
    </>
  );
}

function Retry({ batch, onChanged }: BatchActionsProps) {
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);

  async function retry() {
    setBusy(true);
    try {
      const { job } = await post<UploadAnswer>(`/batches/${batch.id}/retry`);
      onChanged();
      if (job) await followJob(job, () => {});
    } catch (error) {
      const { title, detail } = problemOf(error);
      void message.error(`${title}：${detail}`);
    } finally {
      setBusy(false);
      onChanged();
    }
  }

  return (
    <Button type="primary" loading={busy} onClick={retry}>
      重新导入
    </Button>
  );
}
