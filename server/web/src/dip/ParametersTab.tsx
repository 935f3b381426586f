import { Alert, Button, Popconfirm, Switch, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { problemOf, remove, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ParameterForm } from './ParameterForm.tsx';
import { amount } from './RangeText.tsx';
import { INSURANCE_NAMES, type Parameter, type ParameterKind } from './settlement-types.ts';

interface Parameters {
  region: string | null;
  items: Parameter[];
}

/** 结算参数:一项一行,低、基准、高与来源;改动留下历史。 */
export function ParametersTab({ period }: { period: string }) {
  const year = Number(period.slice(0, 4));
  const { hospital } = useHospital();
  const [history, setHistory] = useState(false);
  const kinds = useApi<ParameterKind[]>(urlOf('/dip/parameter-kinds'));
  const query = { hospital: hospital!.id, year, history: String(history) };
  const { data, problem, loading, reload } = useApi<Parameters>(urlOf('/dip/parameters', query));
  const [refused, setRefused] = useState<Problem | null>(null);

  async function withdraw(id: string) {
    try {
      await remove(`/dip/parameters/${id}`);
      setRefused(null);
      reload();
    } catch (error) {
      setRefused(problemOf(error));
    }
  }

  if (data && data.region === null)
    return <Alert type="info" showIcon title="还没有施行的 DIP 目录：先在「目录」导入或测算一个并施行，再录参数。" />;
  return (
    <div className="stack">
      <ProblemAlert problem={problem ?? kinds.problem ?? refused} />
      {data?.region && kinds.data && (
        <ParameterForm region={data.region} year={year} kinds={kinds.data} onEntered={reload} />
      )}
      <div className="toolbar">
        <strong>
          {data?.region} {year} 年
        </strong>
        <Switch
          aria-label="连同改过的"
          checkedChildren="连同改过的"
          unCheckedChildren="只看现行"
          checked={history}
          onChange={setHistory}
        />
        <span className="muted small">还不知道的不要录；不确定的写低、高，金额就给出范围</span>
      </div>
      <Table<Parameter>
        size="small"
        rowKey="id"
        loading={loading}
        columns={columnsOf(withdraw)}
        dataSource={data?.items ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </div>
  );
}

const columnsOf = (withdraw: (id: string) => void): TableColumnsType<Parameter> => [
  { title: '险种', key: 'insurance', width: 100, render: (_, { insurance }) => INSURANCE_NAMES[insurance] },
  {
    title: '参数',
    key: 'label',
    render: (_, { label, scope, current }) => (
      <>
        {label} {scope === 'hospital' && <Tag>本院</Tag>}
        {!current && <Tag>已改过</Tag>}
      </>
    ),
  },
  { title: '低', dataIndex: 'low', align: 'right', render: amount },
  { title: '基准', dataIndex: 'base', align: 'right', render: amount },
  { title: '高', dataIndex: 'high', align: 'right', render: amount },
  { title: '来源', dataIndex: 'source' },
  { title: '录入', key: 'entered', render: (_, { enteredBy, enteredAt }) => `${enteredBy} ${time(enteredAt)}` },
  {
    title: '',
    key: 'withdraw',
    width: 80,
    render: (_, { id, current }) =>
      current && (
        <Popconfirm title="撤销这一项？旧值留作历史。" onConfirm={() => withdraw(id)}>
          <Button size="small">撤销</Button>
        </Popconfirm>
      ),
  },
];
