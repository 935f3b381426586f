import { Card } from 'antd';
import { urlOf } from '../api/api.ts';
import type { CaseItem, Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { go, type Params, useRoute } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { CaseDrawer } from './CaseDrawer.tsx';
import { CaseFilters } from './CaseFilters.tsx';
import { CaseTable } from './CaseTable.tsx';

export default function CasesPage() {
  return (
    <NeedsData>
      <Cases />
    </NeedsData>
  );
}

function Cases() {
  const { params } = useRoute();
  const { hospital, months } = useHospital();
  const { case: openCase, page = '1', pageSize = '50', ...filters } = params;
  const period = filters.period ?? months[0]!.month;
  const { data, loading, problem } = useApi<Page<CaseItem>>(
    urlOf('/cases', { hospital: hospital!.id, ...filters, period, page, pageSize }),
  );
  const change = (changed: Params) => go('cases', { ...params, ...changed });

  return (
    <Card size="small">
      <div className="stack">
        <CaseFilters period={period} params={params} onChange={(changed) => change({ page: undefined, ...changed })} />
        <ProblemAlert problem={problem} />
        <CaseTable
          cases={data}
          loading={loading}
          onPage={(next, size) => change({ page: String(next), pageSize: String(size) })}
          onOpen={(id) => change({ case: id })}
        />
      </div>
      <CaseDrawer caseId={openCase} onOpen={(id) => change({ case: id })} onClose={() => change({ case: undefined })} />
    </Card>
  );
}
