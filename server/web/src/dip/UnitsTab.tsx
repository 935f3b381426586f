import { Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName, count, decimal, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { amount, RangeText } from './RangeText.tsx';
import type { DipUnit } from './settlement-types.ts';

type By = 'department' | 'entry';
const PAGE_SIZE = 50;

/** 科室、病种的分值、支付与盈亏。 */
export function UnitsTab({ period }: { period: string }) {
  const { hospital } = useHospital();
  const [by, setBy] = useState<By>('department');
  const [page, setPage] = useState(1);
  const query = { period, hospital: hospital!.id, by, page, pageSize: PAGE_SIZE };
  const { data, problem, loading } = useApi<Page<DipUnit>>(urlOf('/dip/settlements/units', query));
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented<By>
          options={[
            { value: 'department', label: '科室' },
            { value: 'entry', label: '病种' },
          ]}
          value={by}
          onChange={(next) => {
            setBy(next);
            setPage(1);
          }}
        />
        <span className="muted small">总费用高的在前；停在金额上看主要驱动因素</span>
      </div>
      <ProblemAlert problem={problem} />
      <Table<DipUnit>
        size="small"
        rowKey="code"
        loading={loading}
        columns={columnsOf(by)}
        dataSource={problem ? [] : (data?.items ?? [])}
        scroll={{ x: 'max-content' }}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: setPage,
        }}
      />
    </div>
  );
}

function columnsOf(by: By): TableColumnsType<DipUnit> {
  const right = { align: 'right' as const };
  return [
    {
      title: by === 'department' ? '科室' : '病种',
      key: 'name',
      fixed: 'start',
      width: 280,
      render: (_, { code, name }) => codeAndName(code, name),
    },
    ...(by === 'entry' ? [{ title: '类型', dataIndex: 'type', width: 110 }] : []),
    { title: '进结算例数', dataIndex: 'cases', ...right, render: count },
    ...(by === 'department' ? [{ title: '病种数', dataIndex: 'entries', ...right, render: count }] : []),
    { title: '病种分值', dataIndex: 'score', ...right, render: points },
    { title: '结算分值', dataIndex: 'points', ...right, render: points },
    {
      title: '费用比',
      dataIndex: 'costRatio',
      ...right,
      render: (ratio: string | null) => (ratio === null ? NONE : decimal(Number(ratio), 2)),
    },
    { title: '费用极高', dataIndex: 'highCases', ...right, render: count },
    { title: '费用极低', dataIndex: 'lowCases', ...right, render: count },
    { title: '总费用 元', dataIndex: 'cost', ...right, render: amount },
    { title: '支付标准 元', key: 'standard', ...right, render: (_, unit) => <RangeText range={unit.standard} /> },
    { title: '盈亏 元（正为结余）', key: 'balance', ...right, render: (_, unit) => <RangeText range={unit.balance} /> },
  ];
}

const points = (text: string) => decimal(Number(text), 2);
