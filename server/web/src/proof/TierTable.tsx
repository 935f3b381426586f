import { Table, type TableColumnsType, Tag } from 'antd';
import { codeAndName } from '../format.ts';
import type { ProofStep } from './proof-types.ts';
import { reasonOf } from './reason.ts';

const COLUMNS: TableColumnsType<ProofStep> = [
  { title: '病组', width: 360, render: (_, { code, name }) => codeAndName(code, name) },
  {
    title: '条件',
    width: 180,
    dataIndex: 'condition',
    render: (text) => <code className="mono small muted">{text}</code>,
  },
  {
    title: '',
    width: 76,
    render: (_, { holds }) => <Tag color={holds ? 'success' : 'default'}>{holds ? '成立' : '不成立'}</Tag>,
  },
  { title: '理由', render: (_, { holds, unmet }) => (holds ? '' : reasonOf(unmet)) },
];

/** 依次试过的病组,到成立的为止。 */
export function TierTable({ drgs }: { drgs: ProofStep[] }) {
  return <Table<ProofStep> size="small" rowKey="code" columns={COLUMNS} dataSource={drgs} pagination={false} />;
}
