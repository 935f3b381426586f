import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import type { CodeMapping } from './code-types.ts';
import { LossReportCard } from './LossReportCard.tsx';
import { MappingForm } from './MappingForm.tsx';
import { MappingTable } from './MappingTable.tsx';

/** 编码:病案里的编码进入分组之前的去向,与编码对照表。 */
export default function CodesPage() {
  const mappings = useApi<CodeMapping[]>(urlOf('/code-mappings'));
  return (
    <>
      <LossReportCard mappings={mappings.data ?? []} />
      <MappingTable mappings={mappings} />
      <MappingForm onLoaded={mappings.reload} />
    </>
  );
}
