import { Alert, Input, Table } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { decimal, yuan } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { Bonus } from './assessment-types.ts';

/** 一笔奖金按 RBRVS 点数与 KPI 混合分到各科室。 */
export function BonusPanel({ period }: { period: string }) {
  const { hospital } = useHospital();
  const [pool, setPool] = useState('');
  const asked = pool === '' ? null : urlOf('/assessment/bonus', { hospital: hospital!.id, period, pool });
  const { data, loading, problem } = useApi<Bonus>(asked);
  return (
    <div className="stack">
      <div className="toolbar">
        <span>奖金总额（元）</span>
        <Input.Search
          aria-label="奖金总额"
          style={{ width: 260 }}
          placeholder="1000000.00"
          enterButton="分配"
          onSearch={setPool}
        />
        {data && (
          <span className="muted small">
            发放 {yuan(data.paid)} 元，留到年度考核后兑现 {yuan(data.reserved)} 元
          </span>
        )}
      </div>
      <ProblemAlert problem={problem} />
      {data?.reason && <Alert type="warning" showIcon title={data.reason} />}
      {data?.shares && (
        <Table
          size="small"
          rowKey="department"
          loading={loading}
          dataSource={data.shares}
          pagination={false}
          columns={[
            { title: '科室', dataIndex: 'name' },
            { title: 'RBRVS 点数', dataIndex: 'rbrvs', align: 'right', render: (value) => decimal(value, 2) },
            { title: '总权重', dataIndex: 'weight', align: 'right', render: (value) => decimal(value, 2) },
            { title: 'KPI 得分', dataIndex: 'kpi', align: 'right', render: (value) => decimal(value, 2) },
            { title: '所得（元）', dataIndex: 'amount', align: 'right', render: yuan },
          ]}
        />
      )}
    </div>
  );
}
