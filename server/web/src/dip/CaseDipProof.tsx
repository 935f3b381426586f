import { Alert, Table, type TableColumnsType, Tag } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName } from '../format.ts';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { DipProof } from './settlement-types.ts';

type Candidate = DipProof['candidates'][number];

const COLUMNS: TableColumnsType<Candidate> = [
  { title: '候选病种', key: 'name', render: (_, { code, name }) => codeAndName(code, name) },
  { title: '类型', dataIndex: 'type', width: 120 },
  { title: '治疗方式', dataIndex: 'kind', width: 120 },
  {
    title: '结果',
    key: 'lost',
    render: (_, { lostBy }) =>
      lostBy === null ? (
        <Tag color="green">胜出</Tag>
      ) : (
        `落选于「${lostBy.name}」：${lostBy.own}，胜出者 ${lostBy.winner}`
      ),
  },
];

/** 病例页里的 DIP 病种:候选、为何落选、分值的算式。 */
export function CaseDipProof({ caseId }: { caseId: string }) {
  const { data, problem } = useApi<DipProof>(urlOf(`/cases/${caseId}/dip-proof`));
  const proof = data?.caseId === caseId ? data : null;
  if (!proof) return problem ? <ProblemAlert problem={problem} /> : <Loading />;
  return (
    <div className="stack proof">
      <span className="muted small">目录：{proof.catalogue.name}</span>
      {proof.cause && <Alert type="warning" showIcon title={`没有 DIP 病种：${proof.cause.text}`} />}
      {proof.costDecided && (
        <Alert type="warning" showIcon title="病种由费用决定：同样的诊断与操作，费用不同会入不同的病种，请留意。" />
      )}
      <Table<Candidate>
        size="small"
        rowKey="code"
        columns={COLUMNS}
        dataSource={proof.candidates}
        pagination={false}
        locale={{ emptyText: '没有候选' }}
      />
      <ol className="proof-sentences">
        {proof.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
    </div>
  );
}
