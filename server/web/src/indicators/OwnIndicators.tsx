import { Alert, Button, Drawer, Space, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { post, problemOf, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { IndicatorEditor } from './IndicatorEditor.tsx';
import { type OwnVersion, STATUSES } from './indicator-types.ts';
import { formulaOf } from './RegistryTable.tsx';

/** 本院自己的指标:写草案、核准、停用。 */
export function OwnIndicators() {
  const { hospital } = useHospital();
  const own = useApi<OwnVersion[]>(urlOf('/indicators/own', { hospital: hospital!.id }));
  const [by, setBy] = useRemembered('indicatorBy');
  const [editing, setEditing] = useState<OwnVersion | 'new' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function act({ indicator, version }: OwnVersion, action: 'approval' | 'retirement') {
    setProblem(null);
    const path = `/indicators/own/${indicator.id}/versions/${version}/${action}?hospital=${encodeURIComponent(hospital!.id)}`;
    try {
      await post(path, { by });
      own.reload();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const columns: TableColumnsType<OwnVersion> = [
    { title: '指标', width: 180, render: (_, { indicator }) => indicator.name },
    { title: '编号', width: 140, className: 'mono', render: (_, { indicator }) => indicator.id },
    { title: '版', dataIndex: 'version', width: 50 },
    {
      title: '状态',
      width: 90,
      render: (_, { status }) => <Tag color={STATUSES[status].color}>{STATUSES[status].text}</Tag>,
    },
    { title: '公式', ellipsis: true, width: 220, render: (_, { indicator }) => formulaOf(indicator) },
    {
      title: '生效',
      width: 190,
      render: (_, { indicator: { effectiveFrom, effectiveBefore } }) =>
        `${effectiveFrom} 起${effectiveBefore ? `，到 ${effectiveBefore} 前` : ''}`,
    },
    { title: '编写', width: 200, render: (_, row) => `${row.createdBy}，${time(row.createdAt)}` },
    {
      title: '核准',
      width: 200,
      render: (_, row) => (row.approvedBy ? `${row.approvedBy}，${time(row.approvedAt)}` : ''),
    },
    {
      title: '',
      width: 200,
      render: (_, row) => (
        <Space>
          {row.status !== 'retired' && (
            <Button type="link" size="small" onClick={() => setEditing(row)}>
              {row.status === 'draft' ? '编辑' : '另起一版'}
            </Button>
          )}
          {row.status === 'draft' && (
            <Button type="link" size="small" disabled={by === ''} onClick={() => act(row, 'approval')}>
              核准
            </Button>
          )}
          {row.status !== 'retired' && (
            <Button type="link" size="small" danger disabled={by === ''} onClick={() => act(row, 'retirement')}>
              {row.status === 'draft' ? '丢弃' : '停用'}
            </Button>
          )}
        </Space>
      ),
    },
  ];
  return (
    <div className="stack">
      <Alert
        type="info"
        title="在登记的度量上写公式，试算无误后存为草案；核准之后从生效日起与内置指标一样计算、打开、对照。已核准的一版不再修改，要改就另起一版。"
      />
      <div className="toolbar">
        <Button type="primary" onClick={() => setEditing('new')}>
          新指标
        </Button>
        <LabelledInput label="经手人" value={by} onChange={setBy} placeholder="核准、停用前填写" />
      </div>
      <ProblemAlert problem={problem ?? own.problem} />
      <Table<OwnVersion>
        size="small"
        rowKey={({ indicator, version }) => `${indicator.id}@${version}`}
        loading={own.loading}
        columns={columns}
        dataSource={own.data ?? []}
        pagination={false}
        scroll={{ x: 1300 }}
        locale={{ emptyText: '还没有本院自己的指标' }}
      />
      <Drawer
        open={editing !== null}
        onClose={() => setEditing(null)}
        size="min(1080px, 94vw)"
        destroyOnHidden
        title={editing === 'new' ? '新指标' : editing?.indicator.name}
      >
        {editing && (
          <IndicatorEditor
            from={editing === 'new' ? null : editing.indicator}
            by={by}
            onBy={setBy}
            onSaved={() => {
              setEditing(null);
              own.reload();
            }}
          />
        )}
      </Drawer>
    </div>
  );
}
