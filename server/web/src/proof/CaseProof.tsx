import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ProofView } from './ProofView.tsx';
import type { StoredProof } from './proof-types.ts';
import { ShareProof } from './ShareProof.tsx';

/** 病例页里的证明,与分享它的链接。 */
export function CaseProof({ caseId }: { caseId: string }) {
  const { data, problem } = useApi<StoredProof>(urlOf(`/cases/${caseId}/proof`));
  const found = data?.caseId === caseId ? data : null;
  if (!found) return problem ? <ProblemAlert problem={problem} /> : <Loading />;
  return (
    <div className="stack">
      <ShareProof shared={found.shared} />
      <ProofView proof={found.proof} cause={found.cause} facts={found.shared.case} forReference={found.forReference} />
    </div>
  );
}
