import { Alert, Card } from 'antd';
import { useEffect, useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useRoute } from '../router.ts';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ProofView } from './ProofView.tsx';
import { readProofLink } from './proof-link.ts';
import type { SharedCase, SharedProofAnswer } from './proof-types.ts';

/** 分享的证明:事实都在链接里,现场重新判定;没有身份。 */
export default function ProofPage() {
  const { rest } = useRoute();
  const shared = readProofLink(rest);
  return (
    <Card size="small" title="入组证明">
      {shared ? (
        <SharedProof key={rest} shared={shared} />
      ) : (
        <Alert type="error" showIcon title="链接不完整" description="请向分享的人再要一次完整的链接。" />
      )}
    </Card>
  );
}

function SharedProof({ shared }: { shared: SharedCase }) {
  const [answer, setAnswer] = useState<SharedProofAnswer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: 换了链接,整个部件重建(key)
  useEffect(() => {
    const { scheme, case: facts } = shared;
    // 没有诊断的病例:主要诊断是空的。
    const diagnoses = facts.diagnoses.length > 0 ? facts.diagnoses : [''];
    const query = new URLSearchParams({ schemes: scheme, explain: 'true' }).toString();
    post<SharedProofAnswer>(`/group?${query}`, { ...facts, diagnoses }).then(setAnswer, (error) =>
      setProblem(problemOf(error)),
    );
  }, []);
  if (problem) return <ProblemAlert problem={problem} />;
  const found = answer?.items[0]?.results[0];
  if (!answer || !found) return <Loading />;
  return (
    <div className="stack">
      <Alert type="info" title="这是同事分享的证明：只有编码与分组要看的事实，没有病人身份。" />
      <ProofView
        proof={found.proof}
        cause={found.cause}
        facts={shared.case}
        forReference={answer.schemes[0]?.forReference ?? false}
      />
    </div>
  );
}
