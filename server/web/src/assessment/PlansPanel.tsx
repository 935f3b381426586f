import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import type { Loaded } from '../api/use-api.ts';
import { NONE, time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { RegistryActions } from '../shared/RegistryActions.tsx';
import { RegistryStatusTag } from '../shared/registry-status.tsx';
import { PlanEditor } from './PlanEditor.tsx';
import { draftFrom } from './plan-draft.ts';
import type { PlanVersion } from './plan-types.ts';

interface PlansPanelProps {
  plans: Loaded<PlanVersion[]>;
  /** 由参考方案起草时先填的生效日。 */
  day: string;
  /** 方案变了:重取方案与考核结果。 */
  onChanged: () => void;
}

/** 考核方案的各版:由任一版起草,核准,停用。 */
export function PlansPanel({ plans, day, onChanged }: PlansPanelProps) {
  const { hospital } = useHospital();
  const [editing, setEditing] = useState<PlanVersion | null>(null);
  const columns: TableColumnsType<PlanVersion> = [
    { title: '版', width: 60, render: (_, { version }) => (version === 0 ? '参考' : version) },
    { title: '名称', width: 200, render: (_, { plan }) => plan.name },
    { title: '状态', width: 90, render: (_, row) => <PlanStatus row={row} /> },
    { title: '生效日', width: 110, render: (_, row) => (row.version === 0 ? '没有本院方案时' : row.effectiveFrom) },
    { title: '编写', width: 190, render: (_, row) => who(row.createdBy, row.createdAt) },
    { title: '核准', width: 190, render: (_, row) => who(row.approvedBy, row.approvedAt) },
    { title: '来源', render: (_, { plan }) => plan.source },
    {
      title: '',
      width: 210,
      render: (_, row) => (
        <RegistryActions
          name={`第 ${row.version} 版考核方案`}
          status={row.status}
          path={`/assessment/plans/${row.version}`}
          hospital={hospital!.id}
          about={row.version === 0 ? {} : ABOUT}
          onChanged={onChanged}
        >
          <Button size="small" onClick={() => setEditing(row)}>
            {row.status === 'draft' ? '编辑' : '由此起草'}
          </Button>
        </RegistryActions>
      ),
    },
  ];
  const latest = plans.data?.[0];
  return (
    <div className="stack">
      <span className="muted small">
        考核用期末那天有效的、已核准的一版；没有时用参考方案。已核准的一版不再修改，要改请由它起草另一版。
      </span>
      <ProblemAlert problem={plans.problem} />
      <Table<PlanVersion>
        size="small"
        rowKey="version"
        loading={plans.loading}
        columns={columns}
        dataSource={plans.data ?? []}
        pagination={false}
        scroll={{ x: 1200 }}
      />
      {editing && (
        <PlanEditor
          from={draftFrom(editing, day)}
          replaces={latest?.status === 'draft' && latest.version !== editing.version ? latest.version : null}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

const ABOUT = {
  approval: '核准后从它的生效日起用它考核，内容不再修改。',
  retirement: '停用后不再用它考核，已存的内容仍可查。',
};

const who = (person: string | null, at: string | null) => (person ? `${person}${at ? `，${time(at)}` : ''}` : NONE);

function PlanStatus({ row }: { row: PlanVersion }) {
  const { version, status, createdBy, createdAt, approvedBy, approvedAt, retiredBy, retiredAt } = row;
  if (version === 0) return <Tag color="warning">参考</Tag>;
  const steps = {
    created: { by: createdBy, at: createdAt },
    approved: approvedBy === null ? null : { by: approvedBy, at: approvedAt },
    live: null,
    retired: retiredBy === null ? null : { by: retiredBy, at: retiredAt },
  };
  return <RegistryStatusTag item={{ status, ...steps }} />;
}
