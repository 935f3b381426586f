import { Button, Card, Popconfirm, Space, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import type { Loaded } from '../api/use-api.ts';
import { count, time } from '../format.ts';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { type CodeMapping, KIND_NAMES, type MappingStatus } from './code-types.ts';

const STATUSES: Record<MappingStatus, { name: string; color: string }> = {
  draft: { name: '草稿', color: 'default' },
  approved: { name: '已批准', color: 'processing' },
  live: { name: '启用', color: 'success' },
  retired: { name: '停用', color: 'warning' },
};
const NEXT: Partial<Record<MappingStatus, { path: string; name: string; ask: string }>> = {
  draft: { path: 'approval', name: '批准', ask: '批准这张对照表？' },
  approved: { path: 'live', name: '启用', ask: '启用后，所涉病例按它转码并重新分组。' },
  live: { path: 'retirement', name: '停用', ask: '停用后，所涉病例不再按它转码，并重新分组。' },
};

/** 已装载的对照表与它们的状态。 */
export function MappingTable({ mappings: { data, loading, problem, reload } }: { mappings: Loaded<CodeMapping[]> }) {
  const [person, setPerson] = useRemembered('person');
  const [refused, setRefused] = useState<Problem | null>(null);

  async function advance({ id }: CodeMapping, path: string) {
    try {
      await post(`/code-mappings/${id}/${path}`, { by: person.trim() });
      setRefused(null);
      reload();
    } catch (error) {
      setRefused(problemOf(error));
    }
  }

  const columns: TableColumnsType<CodeMapping> = [
    { title: '编码', dataIndex: 'kind', width: 90, render: (kind: CodeMapping['kind']) => KIND_NAMES[kind] },
    { title: '名称', dataIndex: 'name' },
    { title: '版本', dataIndex: 'version', width: 110 },
    { title: '对照', dataIndex: 'rows', width: 90, align: 'right', render: count },
    {
      title: '用于',
      dataIndex: 'scope',
      width: 130,
      render: (scope: CodeMapping['scope']) => (scope === 'all' ? '全部编码' : '不认得的编码'),
    },
    { title: '生效日', dataIndex: 'effectiveFrom', width: 110 },
    { title: '来源', dataIndex: 'source', ellipsis: true },
    { title: '状态', width: 90, render: (_, mapping) => <Status mapping={mapping} /> },
    {
      title: '',
      width: 90,
      align: 'right',
      render: (_, mapping) => {
        const next = NEXT[mapping.status];
        return (
          next && (
            <Popconfirm title={next.ask} okText="确定" cancelText="取消" onConfirm={() => advance(mapping, next.path)}>
              <Button size="small">{next.name}</Button>
            </Popconfirm>
          )
        );
      },
    },
  ];
  return (
    <Card size="small" title="编码对照表" extra={<LabelledInput label="经手人" value={person} onChange={setPerson} />}>
      <ProblemAlert problem={problem ?? refused} />
      <Table<CodeMapping>
        size="small"
        rowKey="id"
        loading={loading}
        columns={columns}
        dataSource={data ?? []}
        pagination={false}
        scroll={{ x: 960 }}
        locale={{ emptyText: '还没有装载对照表；病案若用国家临床版编码，请装载临床版到医保版的对照' }}
      />
    </Card>
  );
}

function Status({ mapping: { status, steps } }: { mapping: CodeMapping }) {
  const { name, color } = STATUSES[status];
  return (
    <Tooltip
      title={
        <Space orientation="vertical" size={0}>
          {steps.map(({ step, by, at }) => (
            <span key={step}>
              {step}：{by} {time(at)}
            </span>
          ))}
        </Space>
      }
    >
      <Tag color={color}>{name}</Tag>
    </Tooltip>
  );
}
