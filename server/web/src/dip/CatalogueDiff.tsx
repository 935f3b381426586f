import { Card, Segmented, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { count, decimal, NONE, yuan } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import { type Catalogue, type CatalogueDifference, type EntryChange, kindNames, typeNames } from './catalogue-types.ts';

const change = (ratio: number | null) => {
  if (ratio === null) return NONE;
  return `${ratio > 0 ? '▲' : ratio < 0 ? '▼' : ''}${decimal(Math.abs(ratio) * 100, 2)}%`;
};
const either = ({ before, after }: EntryChange) => (after ?? before)!;
const pair = (before: string | null | undefined, after: string | null | undefined) => {
  if (before === undefined) return yuan(after ?? null);
  return after === undefined ? yuan(before) : `${yuan(before)} → ${yuan(after)}`;
};

const COLUMNS: TableColumnsType<EntryChange> = [
  {
    title: '编码',
    width: 190,
    render: (_, { before, after }) =>
      before && after && before.code !== after.code ? `${before.code} → ${after.code}` : (after ?? before)?.code,
  },
  { title: '名称', render: (_, row) => either(row).name },
  { title: '类型', width: 80, render: (_, row) => typeNames[either(row).type] },
  { title: '诊断', width: 90, render: (_, row) => either(row).diagnosis },
  { title: '操作', width: 180, render: (_, row) => either(row).procedures || NONE },
  { title: '治疗方式', width: 100, render: (_, row) => kindNames[either(row).kind] },
  { title: '分值', width: 190, align: 'right', render: (_, row) => pair(row.before?.score, row.after?.score) },
  { title: '变动', dataIndex: 'scoreChange', width: 100, align: 'right', render: change },
  {
    title: '均费（元）',
    width: 220,
    align: 'right',
    render: (_, row) => pair(row.before?.meanCost, row.after?.meanCost),
  },
];

/** 两个目录的差异:新增、删除、分值变动;病种以条件相认,不看编号。 */
export function CatalogueDiff({ catalogues }: { catalogues: Catalogue[] }) {
  const [older, setOlder] = useState<string>();
  const [newer, setNewer] = useState<string>();
  const [kind, setKind] = useState<'changed' | 'added' | 'removed'>('changed');
  const { first, ...pages } = usePages(20);
  const chosen = older !== undefined && newer !== undefined && older !== newer;
  const path = chosen ? `/dip/catalogues/${encodeURIComponent(older)}/diff/${encodeURIComponent(newer)}` : '';
  const url = chosen ? urlOf(path, { change: kind, ...pages.query }) : null;
  const { data, problem, loading } = useApi<CatalogueDifference>(url);
  const options = catalogues.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }));
  const side = (label: string, value: string | undefined, set: (key: string) => void) => (
    <Select
      aria-label={label}
      style={{ width: 320 }}
      placeholder={label}
      options={options}
      value={value ?? null}
      onChange={first(set as (key: string | null) => void)}
    />
  );
  return (
    <Card size="small" title="目录差异">
      <div className="stack">
        <div className="toolbar">
          {side('旧目录', older, setOlder)}
          <span>→</span>
          {side('新目录', newer, setNewer)}
        </div>
        <ProblemAlert problem={problem} />
        {chosen && data && (
          <>
            <div className="toolbar">
              <Segmented
                value={kind}
                onChange={first(setKind)}
                options={[
                  { value: 'changed', label: `变动 ${count(data.counts.changed)}` },
                  { value: 'added', label: `新增 ${count(data.counts.added)}` },
                  { value: 'removed', label: `删除 ${count(data.counts.removed)}` },
                ]}
              />
              <span className="muted small">另有 {count(data.counts.same)} 个完全相同</span>
            </div>
            {data.policies.map(({ key, before, after }) => (
              <span key={key} className="small">
                政策 {key}：{before || '没有写'} → {after || '没有写'}
              </span>
            ))}
            <Table<EntryChange>
              size="small"
              rowKey={(row) => `${row.before?.code} ${row.after?.code}`}
              loading={loading}
              columns={COLUMNS}
              dataSource={data.items}
              scroll={{ x: 1300 }}
              pagination={pages.pagination(data.total)}
            />
          </>
        )}
      </div>
    </Card>
  );
}
