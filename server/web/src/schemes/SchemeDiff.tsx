import { Card, Select, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { count, NONE } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import type { SchemeDiff as Diff, Scheme, SchemeChange } from './scheme-types.ts';

const text = (value: string | null) => value ?? NONE;
const COLUMNS: TableColumnsType<SchemeChange> = [
  { title: '层级', dataIndex: 'level', width: 90 },
  { title: '编码', dataIndex: 'code', width: 130 },
  { title: '变更', dataIndex: 'change', width: 110 },
  { title: '旧', dataIndex: 'old', render: text },
  { title: '新', dataIndex: 'new', render: text },
];

/** 两个方案的规则差异:先看各类有几处,再逐条看。 */
export function SchemeDiff({ schemes }: { schemes: Scheme[] }) {
  const [older, setOlder] = useState<string>();
  const [newer, setNewer] = useState<string>();
  const [level, setLevel] = useState<string>();
  const { first, ...pages } = usePages(20);
  const chosen = older !== undefined && newer !== undefined && older !== newer;
  const path = chosen ? `/schemes/${encodeURIComponent(older)}/diff/${encodeURIComponent(newer)}` : '';
  const { data, problem, loading } = useApi<Diff>(chosen ? urlOf(path, { level, ...pages.query }) : null);
  const options = schemes.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }));
  const levels = [...new Set((data?.counts ?? []).map((each) => each.level))];
  return (
    <Card size="small" title="规则差异">
      <div className="stack">
        <div className="toolbar">
          <Select
            aria-label="旧方案"
            style={{ width: 300 }}
            placeholder="旧方案"
            options={options}
            value={older}
            onChange={first(setOlder)}
          />
          <span>→</span>
          <Select
            aria-label="新方案"
            style={{ width: 300 }}
            placeholder="新方案"
            options={options}
            value={newer}
            onChange={first(setNewer)}
          />
          <Select
            aria-label="层级"
            style={{ width: 130 }}
            allowClear
            placeholder="全部层级"
            options={levels.map((each) => ({ value: each, label: each }))}
            value={level}
            onChange={first(setLevel)}
          />
        </div>
        <ProblemAlert problem={problem} />
        {chosen && data && (
          <>
            <div>
              {data.counts.length === 0 && '两个方案的规则相同'}
              {data.counts.map((each) => (
                <Tag key={`${each.level}${each.change}`}>
                  {each.level} {each.change} {count(each.rows)}
                </Tag>
              ))}
            </div>
            <Table<SchemeChange>
              size="small"
              rowKey={(change) => JSON.stringify(change)}
              loading={loading}
              columns={COLUMNS}
              dataSource={data.items}
              pagination={pages.pagination(data.total)}
            />
          </>
        )}
      </div>
    </Card>
  );
}
