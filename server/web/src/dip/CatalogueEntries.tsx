import { Checkbox, Drawer, Select, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { count, decimal, NONE, yuan } from '../format.ts';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import { BuildSummaryTable } from './BuildSummaryTable.tsx';
import { type Catalogue, type Entry, kindNames, typeNames } from './catalogue-types.ts';

const meanText = (mean: string | null) => (mean === null ? NONE : decimal(Number(mean), 2));

const FACTS: TableColumnsType<Entry> = [
  { title: '编码', dataIndex: 'code', width: 110 },
  { title: '名称', dataIndex: 'name' },
  { title: '诊断', dataIndex: 'diagnosis', width: 90 },
  { title: '操作', dataIndex: 'procedures', width: 190, render: (text) => text || NONE },
  { title: '治疗方式', dataIndex: 'kind', width: 100, render: (kind) => kindNames[kind] ?? kind },
  { title: '类型', dataIndex: 'type', width: 80, render: (type) => typeNames[type] ?? type },
  { title: '分值', dataIndex: 'score', width: 100, align: 'right', render: yuan },
  { title: '均费（元）', dataIndex: 'meanCost', width: 110, align: 'right', render: meanText },
];
const BASIS: TableColumnsType<Entry> = [
  { title: '例数', width: 80, align: 'right', render: (_, { basis }) => (basis ? count(basis.cases) : NONE) },
  { title: '裁剪后', width: 80, align: 'right', render: (_, { basis }) => (basis ? count(basis.kept) : NONE) },
  {
    title: 'CV',
    width: 110,
    align: 'right',
    render: (_, { basis }) => (
      <>
        {basis?.stable === false && <Tag color="warning">不稳定</Tag>}
        {basis?.cv == null ? NONE : decimal(basis.cv, 2)}
      </>
    ),
  },
];

/** 一个目录的病种;历史测算的连同依据。 */
export function CatalogueEntries({ catalogue, close }: { catalogue: Catalogue; close: () => void }) {
  const { first, ...pages } = usePages(50);
  const [type, setType] = useState<string>();
  const [diagnosis, setDiagnosis] = useState('');
  const [unstable, setUnstable] = useState(false);
  const fromHistory = catalogue.origin === 'history';
  const { data, problem, loading } = useApi<Page<Entry>>(
    urlOf(`/dip/catalogues/${encodeURIComponent(catalogue.key)}/entries`, {
      type,
      diagnosis: diagnosis.trim() || undefined,
      unstable: unstable ? 'true' : undefined,
      ...pages.query,
    }),
  );
  return (
    <Drawer open size="min(1280px, 94vw)" title={`${catalogue.name} ${catalogue.version} 的病种`} onClose={close}>
      <div className="stack">
        {catalogue.basis && <BuildSummaryTable summary={catalogue.basis} />}
        <div className="toolbar">
          <Select
            aria-label="病种类型"
            style={{ width: 140 }}
            allowClear
            placeholder="全部类型"
            value={type ?? null}
            onChange={(value) => first(setType)(value ?? undefined)}
            options={Object.entries(typeNames).map(([value, label]) => ({ value, label }))}
          />
          <LabelledInput label="诊断" placeholder="K80" width={100} value={diagnosis} onChange={first(setDiagnosis)} />
          {fromHistory && (
            <Checkbox checked={unstable} onChange={({ target }) => first(setUnstable)(target.checked)}>
              只看不稳定的
            </Checkbox>
          )}
        </div>
        <ProblemAlert problem={problem} />
        <Table<Entry>
          size="small"
          rowKey="code"
          loading={loading}
          columns={fromHistory ? [...FACTS, ...BASIS] : FACTS}
          dataSource={data?.items ?? []}
          pagination={pages.pagination(data?.total)}
        />
      </div>
    </Drawer>
  );
}
