import { Card, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { count, decimal, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import {
  type CodeKind,
  type CodeLoss,
  type CodeMapping,
  type CodeOutcome,
  KIND_OPTIONS,
  type LossClass,
  type LossReport,
} from './code-types.ts';

const wan = (yuan: string) => decimal(Number(yuan) / 10_000, 2);

const CLASSES: TableColumnsType<LossClass> = [
  { title: '去向', dataIndex: 'name' },
  { title: '编码数', dataIndex: 'codes', width: 110, align: 'right', render: count },
  { title: '涉及病例', dataIndex: 'cases', width: 120, align: 'right', render: count },
  { title: '其中主要诊断（手术）', dataIndex: 'mainCases', width: 180, align: 'right', render: count },
  { title: '涉及费用（万元）', dataIndex: 'totalFee', width: 150, align: 'right', render: wan },
];

const CODES: TableColumnsType<CodeLoss> = [
  { title: '病案中的编码', dataIndex: 'code', width: 160 },
  { title: '进入分组的编码', dataIndex: 'grouped', width: 160 },
  {
    title: '说明',
    render: (_, { changes, outcome, targets }) =>
      outcome === 'ambiguous' ? `对照表有 ${targets.join('、')}` : changes.join('、') || NONE,
  },
  { title: '病例', dataIndex: 'cases', width: 90, align: 'right', render: count },
  { title: '作主要', dataIndex: 'asMain', width: 90, align: 'right', render: count },
  { title: '费用（万元）', dataIndex: 'totalFee', width: 130, align: 'right', render: wan },
];

/** 转码损失:期间内用到的编码各到哪里去了。 */
export function LossReportCard({ mappings }: { mappings: CodeMapping[] }) {
  return (
    <NeedsData>
      <Losses mappings={mappings} />
    </NeedsData>
  );
}

function Losses({ mappings }: { mappings: CodeMapping[] }) {
  const { hospital, months } = useHospital();
  const [period, setPeriod] = useState(months[0]!.month);
  const [kind, setKind] = useState<CodeKind>('diagnosis');
  const [outcome, setOutcome] = useState<CodeOutcome>('unmapped');
  const [mapping, setMapping] = useState<string | undefined>();
  const { first, ...pages } = usePages(20);
  const query = { hospital: hospital!.id, period, kind, outcome, mapping, ...pages.query };
  const { data, loading, problem } = useApi<LossReport>(urlOf('/code-losses', query));
  return (
    <Card size="small" title="转码损失">
      <div className="stack">
        <div className="toolbar">
          <PeriodSelect value={period} onChange={first(setPeriod)} />
          <Segmented
            value={kind}
            onChange={(value: CodeKind) => {
              setMapping(undefined);
              first(setKind)(value);
            }}
            options={KIND_OPTIONS}
          />
          <Select
            aria-label="试算的对照表"
            style={{ width: 260 }}
            placeholder="不用对照表"
            allowClear
            value={mapping ?? null}
            onChange={(value: string | null) => first(setMapping)(value ?? undefined)}
            options={mappings
              .filter((candidate) => candidate.kind === kind)
              .map(({ id, name, version }) => ({ value: id, label: `${name} ${version}` }))}
          />
          {data && <span className="muted small">按方案 {data.scheme} 判断</span>}
        </div>
        <ProblemAlert problem={problem} />
        <Table<LossClass>
          size="small"
          rowKey="outcome"
          loading={loading && !data}
          columns={CLASSES}
          dataSource={data?.classes ?? []}
          pagination={false}
          rowClassName={(row) => (row.outcome === outcome ? 'ant-table-row-selected' : '')}
          onRow={(row) => ({ onClick: () => first(setOutcome)(row.outcome), style: { cursor: 'pointer' } })}
        />
        <span className="muted small">点一行看这一类的编码；一个病例有几类编码时，各类都计入。</span>
        <Table<CodeLoss>
          size="small"
          rowKey="code"
          loading={loading}
          columns={CODES}
          dataSource={data?.items ?? []}
          scroll={{ x: 760 }}
          locale={{ emptyText: '这一类没有编码' }}
          pagination={pages.pagination(data?.total)}
        />
      </div>
    </Card>
  );
}
