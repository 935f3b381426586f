import { Table, type TableColumnsType } from 'antd';
import { urlOf } from '../api/api.ts';
import type { RuleCount } from '../api/batch-types.ts';
import { useApi } from '../api/use-api.ts';
import { count } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { SeverityTag } from './batch-status.tsx';

const COLUMNS: TableColumnsType<RuleCount> = [
  { title: '规则', dataIndex: 'rule', width: 100 },
  { title: '名称', dataIndex: 'name' },
  { title: '轻重', dataIndex: 'severity', width: 120, render: (severity) => <SeverityTag severity={severity} /> },
  {
    title: '缺陷数',
    dataIndex: 'findings',
    width: 100,
    align: 'right',
    render: count,
    sorter: (a, b) => a.findings - b.findings,
  },
  { title: '涉及行', dataIndex: 'rows', width: 100, align: 'right', render: count, sorter: (a, b) => a.rows - b.rows },
];

interface FindingsByRuleProps {
  batchId: string;
  onOpen: (rule: string) => void;
}

export function FindingsByRule({ batchId, onOpen }: FindingsByRuleProps) {
  const { data, loading, problem } = useApi<RuleCount[]>(urlOf(`/batches/${batchId}/findings-by-rule`));
  return (
    <>
      <ProblemAlert problem={problem} />
      <Table<RuleCount>
        className="clickable-rows"
        size="small"
        rowKey={({ rule, severity }) => `${rule}${severity}`}
        loading={loading}
        dataSource={data ?? []}
        columns={COLUMNS}
        pagination={false}
        locale={{ emptyText: '没有缺陷' }}
        onRow={({ rule }) => ({ onClick: () => onOpen(rule) })}
      />
    </>
  );
}
