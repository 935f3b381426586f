import { useCallback, useEffect, useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Batch } from '../api/batch-types.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { go, useRoute } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { BatchDrawer } from './BatchDrawer.tsx';
import { BatchTable } from './BatchTable.tsx';
import { isUnderWay } from './batch-status.tsx';
import { UploadPanel } from './UploadPanel.tsx';

const PAGE_SIZE = 20;
const LOOK_AGAIN = 3000;

export default function IntakePage() {
  const { params } = useRoute();
  const { refresh } = useHospital();
  const [page, setPage] = useState(1);
  const batches = useApi<Page<Batch>>(urlOf('/batches', { page, pageSize: PAGE_SIZE }));
  const { data, reload } = batches;

  // 有别人或上次的批次还在导入时,过一会儿再看。
  useEffect(() => {
    if (!data?.items.some(({ status }) => isUnderWay(status))) return;
    const timer = setTimeout(reload, LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [data, reload]);

  const changed = useCallback(() => {
    reload();
    refresh();
  }, [reload, refresh]);
  const open = (batch: string) => go('intake', { batch });

  return (
    <>
      <UploadPanel onChanged={changed} onOpen={open} />
      <BatchTable batches={batches} onPage={setPage} onOpen={open} />
      <BatchDrawer batchId={params.batch} onClose={() => go('intake')} onChanged={changed} />
    </>
  );
}
