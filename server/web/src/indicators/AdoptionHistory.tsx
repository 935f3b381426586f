import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { post } from '../api/api.ts';
import { time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { PersonDialog } from '../shared/PersonDialog.tsx';
import type { Adoption } from './adoption-types.ts';

interface AdoptionHistoryProps {
  adoptions: Adoption[];
  onChanged: () => void;
}

/** 一个概念采用过哪些算法;错了的可撤回,撤回的仍列着。 */
export function AdoptionHistory({ adoptions, onChanged }: AdoptionHistoryProps) {
  const { hospital } = useHospital();
  const [withdrawing, setWithdrawing] = useState<Adoption | null>(null);
  const columns: TableColumnsType<Adoption> = [
    { title: '生效日', dataIndex: 'effectiveFrom', width: 110 },
    { title: '采用的算法', dataIndex: 'indicatorName', width: 220 },
    { title: '状态', width: 110, render: (_, adoption) => <AdoptionStatus adoption={adoption} /> },
    { title: '理由', dataIndex: 'reason' },
    { title: '采用', width: 210, render: (_, { adoptedBy, adoptedAt }) => `${adoptedBy}，${time(adoptedAt)}` },
    {
      title: '撤回',
      width: 210,
      render: (_, adoption) =>
        adoption.withdrawnBy ? (
          `${adoption.withdrawnBy}，${time(adoption.withdrawnAt)}`
        ) : (
          <Button type="link" size="small" danger onClick={() => setWithdrawing(adoption)}>
            撤回
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table<Adoption>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={adoptions}
        pagination={false}
        locale={{ emptyText: '没有另外采用过，一直用内置采用的算法' }}
      />
      {withdrawing && (
        <PersonDialog
          title={`撤回采用「${withdrawing.indicatorName}」？`}
          action="撤回"
          danger
          run={(by) => withdraw(withdrawing.id, hospital!.id, by)}
          close={() => setWithdrawing(null)}
          done={onChanged}
        >
          <span>此前的决定（没有时是内置采用的算法）重新起作用；这一条留在历史里。</span>
        </PersonDialog>
      )}
    </>
  );
}

const withdraw = (id: string, hospital: string, by: string) =>
  post(`/indicators/adoptions/${id}/withdrawal?hospital=${encodeURIComponent(hospital)}`, { by });

function AdoptionStatus({ adoption: { inForce, withdrawnAt, effectiveFrom } }: { adoption: Adoption }) {
  if (withdrawnAt) return <Tag>已撤回</Tag>;
  if (inForce) return <Tag color="success">今天采用</Tag>;
  return effectiveFrom > new Date().toISOString().slice(0, 10) ? (
    <Tag color="processing">未到生效日</Tag>
  ) : (
    <Tag>已过</Tag>
  );
}
