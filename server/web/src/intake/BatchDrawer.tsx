import { Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Batch } from '../api/batch-types.ts';
import { useApi } from '../api/use-api.ts';
import { Loading } from '../shared/Loading.tsx';
import { FailureAlert, ProblemAlert } from '../shared/ProblemAlert.tsx';
import { BatchActions } from './BatchActions.tsx';
import { BatchColumns } from './BatchColumns.tsx';
import { BatchCounts } from './BatchCounts.tsx';
import { BatchFindings } from './BatchFindings.tsx';
import { BatchLedger } from './BatchLedger.tsx';
import { BatchStatusTag } from './batch-status.tsx';
import { FindingsByRule } from './FindingsByRule.tsx';

interface BatchDrawerProps {
  batchId: string | undefined;
  onClose: () => void;
  onChanged: () => void;
}

export function BatchDrawer({ batchId, onClose, onChanged }: BatchDrawerProps) {
  const { data: batch, problem, reload } = useApi<Batch>(batchId ? urlOf(`/batches/${batchId}`) : null);
  const changed = () => {
    reload();
    onChanged();
  };
  return (
    <Drawer
      open={batchId !== undefined}
      onClose={onClose}
      size="min(1180px, 92vw)"
      destroyOnHidden
      title={
        <>
          批次 {batchId} {batch?.id === batchId && batch && <BatchStatusTag status={batch.status} />}
        </>
      }
      extra={batch && <BatchActions batch={batch} onChanged={changed} />}
    >
      <ProblemAlert problem={problem} />
      {batch?.id === batchId && batch ? <BatchBody batch={batch} /> : !problem && <Loading />}
    </Drawer>
  );
}

function BatchBody({ batch }: { batch: Batch }) {
  const [tab, setTab] = useState('rules');
  const [rule, setRule] = useState<string>();
  const openRule = (chosen: string) => {
    setRule(chosen);
    setTab('findings');
  };
  return (
    <div className="stack">
      <FailureAlert title="没有导入" failure={batch.failure} />
      <BatchCounts batch={batch} />
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'rules', label: '缺陷汇总', children: <FindingsByRule batchId={batch.id} onOpen={openRule} /> },
          {
            key: 'findings',
            label: '缺陷明细',
            children: (
              <BatchFindings key={rule} batchId={batch.id} rule={rule} onEveryRule={() => setRule(undefined)} />
            ),
          },
          { key: 'ledger', label: '台账', children: <BatchLedger batch={batch} /> },
          { key: 'columns', label: '列的识别', children: <BatchColumns batch={batch} /> },
        ]}
      />
    </div>
  );
}
