import { Button, Card, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { post, urlOf } from '../api/api.ts';
import type { JobAnswer } from '../api/batch-types.ts';
import { useApi } from '../api/use-api.ts';
import { count, periodName, time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { PersonDialog } from '../shared/PersonDialog.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { pagesOf } from '../shared/use-pages.ts';
import { ShadowDrawer } from './ShadowDrawer.tsx';
import type { Scheme, ShadowRun } from './scheme-types.ts';

/** 试算:换成另一个方案,每个科室、每个病组会怎样;不动任何指标。 */
export function ShadowPanel({ schemes }: { schemes: Scheme[] }) {
  const { hospital, months } = useHospital();
  const runs = useApi<ShadowRun[]>(urlOf('/shadow-runs', { hospital: hospital?.id }));
  const [scheme, setScheme] = useState<string>();
  const [chosen, setPeriod] = useState<string>();
  // 月份清单可能晚到:没有选过时是最近一个月。
  const period = chosen ?? months[0]?.month ?? '';
  const [asking, setAsking] = useState(false);
  const [opened, setOpened] = useState<ShadowRun | null>(null);
  const columns: TableColumnsType<ShadowRun> = [
    { title: '方案', dataIndex: 'schemeName' },
    { title: '期间', dataIndex: 'period', width: 140, render: periodName },
    { title: '例数', dataIndex: 'cases', width: 90, align: 'right', render: count },
    { title: '权重', dataIndex: 'weights', ellipsis: true },
    { title: '试算人', dataIndex: 'createdBy', width: 100 },
    { title: '时间', dataIndex: 'createdAt', width: 150, render: time },
    {
      title: '',
      width: 90,
      render: (_, run) => (
        <Button type="link" size="small" onClick={() => setOpened(run)}>
          看影响
        </Button>
      ),
    },
  ];
  return (
    <Card size="small" title="试算：换方案的影响">
      <div className="stack">
        <div className="toolbar">
          <Select
            aria-label="要试算的方案"
            style={{ width: 300 }}
            placeholder="要试算的方案（草案也可以）"
            options={schemes.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }))}
            value={scheme}
            onChange={setScheme}
          />
          {months.length > 0 && <PeriodSelect value={period} onChange={setPeriod} />}
          <Button type="primary" disabled={!scheme || period === ''} onClick={() => setAsking(true)}>
            试算
          </Button>
          <span className="muted small">
            期间的病例另按此方案分组存下，正在用的指标与分组不变；R14 报表用同一份结果
          </span>
        </div>
        <ProblemAlert problem={runs.problem} />
        <Table<ShadowRun>
          size="small"
          rowKey="id"
          loading={runs.loading}
          columns={columns}
          dataSource={runs.data ?? []}
          pagination={pagesOf(5)}
          locale={{ emptyText: '还没有试算过' }}
        />
      </div>
      {asking && (
        <PersonDialog
          title="试算"
          action="开始"
          run={(by) => post<JobAnswer>('/shadow-runs', { by, scheme, period, hospital: hospital?.id })}
          close={() => setAsking(false)}
          done={runs.reload}
        >
          <span>把 {periodName(period)} 的病例按所选方案另行分组；做过的同一试算由这一次替换。</span>
        </PersonDialog>
      )}
      {opened && <ShadowDrawer run={opened} close={() => setOpened(null)} />}
    </Card>
  );
}
