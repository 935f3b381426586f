import { Alert, Card, Table, type TableColumnsType, Tag } from 'antd';
import { urlOf } from '../api/api.ts';
import type { WeightTable } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { count } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ReferenceNote } from './ReferenceNote.tsx';
import { SchemeDiff } from './SchemeDiff.tsx';
import { SchemeTable } from './SchemeTable.tsx';
import { SchemeUpload } from './SchemeUpload.tsx';
import { ShadowPanel } from './ShadowPanel.tsx';
import type { Scheme } from './scheme-types.ts';
import { WeightForm } from './WeightForm.tsx';

const TABLES: TableColumnsType<WeightTable> = [
  {
    title: '名称',
    render: (_, { name, withScheme }) => (
      <>
        {name} {withScheme && <Tag>方案自带</Tag>}
      </>
    ),
  },
  { title: '方案', dataIndex: 'scheme', width: 240 },
  { title: '病组数', dataIndex: 'drgs', width: 90, align: 'right', render: count },
  { title: '生效日', dataIndex: 'effectiveFrom', width: 110 },
  { title: '来源', dataIndex: 'source' },
];

export default function SchemesPage() {
  const { refresh } = useHospital();
  const schemes = useApi<Scheme[]>(urlOf('/schemes'));
  const tables = useApi<WeightTable[]>(urlOf('/weight-tables'));
  const changed = () => {
    schemes.reload();
    tables.reload();
    refresh();
  };
  const loaded = () => {
    tables.reload();
    refresh();
  };
  return (
    <>
      <ReferenceNote schemes={schemes.data ?? []} />
      <Card size="small" title="分组方案">
        <ProblemAlert problem={schemes.problem} />
        <SchemeTable schemes={schemes.data ?? []} loading={schemes.loading} onChanged={changed} />
      </Card>
      <SchemeUpload onImported={changed} />
      <ShadowPanel schemes={schemes.data ?? []} />
      <SchemeDiff schemes={schemes.data ?? []} />
      <Card size="small" title="权重表">
        <div className="stack">
          <Alert
            type="info"
            title="没有装载权重表也能用"
            description="没有适用的权重表时，权重与标杆由本院该月之前最多 12 个月的病例测算，凡用到它的数都注明来源；最早的月份没有可供测算的数据，与权重有关的指标显示「—」。装载当地公布的权重表后，从生效日起的整月使用它（月中生效的，从下个月起）。死亡风险等级只能来自装载的表。"
          />
          <ProblemAlert problem={tables.problem} />
          <Table<WeightTable>
            size="small"
            rowKey="id"
            loading={tables.loading}
            columns={TABLES}
            dataSource={tables.data ?? []}
            pagination={false}
            locale={{ emptyText: '还没有装载权重表，现由本院数据测算' }}
          />
        </div>
      </Card>
      <WeightForm onLoaded={loaded} />
    </>
  );
}
