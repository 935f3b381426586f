import { Alert, Drawer, Tabs } from 'antd';
import { urlOf } from '../api/api.ts';
import type { CaseDetail } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { CaseDipProof } from '../dip/CaseDipProof.tsx';
import { FindingsTable } from '../intake/FindingsTable.tsx';
import { CaseProof } from '../proof/CaseProof.tsx';
import { WhatIfPanel } from '../proof/WhatIfPanel.tsx';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { CaseSummary } from './CaseSummary.tsx';
import { CaseVersions } from './CaseVersions.tsx';
import { CaseStatusTag } from './group-status.tsx';
import { SourceRow } from './SourceRow.tsx';

interface CaseDrawerProps {
  caseId: string | undefined;
  onOpen: (id: string) => void;
  onClose: () => void;
}

export function CaseDrawer({ caseId, onOpen, onClose }: CaseDrawerProps) {
  const { data, problem } = useApi<CaseDetail>(caseId ? urlOf(`/cases/${caseId}`) : null);
  const detail = data?.item.id === caseId ? data : null;
  return (
    <Drawer
      open={caseId !== undefined}
      onClose={onClose}
      size="min(1080px, 92vw)"
      destroyOnHidden
      title={
        <>
          病案号 {detail?.item.recordNo} {detail && <CaseStatusTag {...detail.item} />}
        </>
      }
    >
      <ProblemAlert problem={problem} />
      {detail ? <CaseBody detail={detail} onOpen={onOpen} /> : !problem && <Loading />}
    </Drawer>
  );
}

function CaseBody({ detail, onOpen }: { detail: CaseDetail; onOpen: (id: string) => void }) {
  const { findings, versions, source, current } = detail;
  return (
    <div className="stack">
      {!current && <Alert type="warning" showIcon title="这不是现行版本，不参加统计。现行版本见「版本」。" />}
      <CaseSummary detail={detail} />
      <Tabs
        items={[
          { key: 'proof', label: '入组证明', children: <CaseProof caseId={detail.item.id} /> },
          {
            key: 'what-if',
            label: '什么会改变入组',
            children: <WhatIfPanel key={detail.item.id} caseId={detail.item.id} />,
          },
          { key: 'dip', label: 'DIP 病种', children: <CaseDipProof caseId={detail.item.id} /> },
          {
            key: 'findings',
            label: `缺陷（${findings.length}）`,
            children: <FindingsTable findings={findings} pagination={false} />,
          },
          {
            key: 'versions',
            label: `版本（${versions.length}）`,
            children: <CaseVersions versions={versions} shown={detail.item.id} onOpen={onOpen} />,
          },
          { key: 'source', label: '来源行', children: <SourceRow source={source} /> },
        ]}
      />
    </div>
  );
}
