import { Button, Checkbox, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import { MigratedCases } from './MigratedCases.tsx';
import { migrationColumns } from './migration-columns.tsx';
import type { MigrationCell, ShadowRun } from './scheme-types.ts';

/** 病例迁移:从现行病组到试算的病组,每格可以翻到病例。 */
export function MigrationMatrix({ run }: { run: ShadowRun }) {
  const [changed, setChanged] = useState(true);
  const [sort, setSort] = useState<'cases' | 'weight'>('cases');
  const pages = usePages(15);
  const [opened, setOpened] = useState<MigrationCell | null>(null);
  const query = { changed: String(changed), sort, ...pages.query };
  const { data, problem, loading } = useApi<Page<MigrationCell>>(urlOf(`/shadow-runs/${run.id}/matrix`, query));
  const columns: TableColumnsType<MigrationCell> = [
    { title: '现行病组', render: (_, { from, fromName }) => codeAndName(from, fromName) },
    { title: '试算的病组', render: (_, { to, toName }) => codeAndName(to, toName) },
    ...migrationColumns<MigrationCell>().slice(0, 4),
    {
      title: '',
      width: 90,
      render: (_, cell) => (
        <Button type="link" size="small" onClick={() => setOpened(cell)}>
          看病例
        </Button>
      ),
    },
  ];
  return (
    <div className="stack">
      <div className="toolbar">
        <Checkbox checked={changed} onChange={({ target }) => pages.first(setChanged)(target.checked)}>
          只看换了病组的
        </Checkbox>
        <Select
          aria-label="排列"
          style={{ width: 200 }}
          value={sort}
          onChange={pages.first(setSort)}
          options={[
            { value: 'cases', label: '例数多的在前' },
            { value: 'weight', label: '总权重变化大的在前' },
          ]}
        />
      </div>
      <ProblemAlert problem={problem} />
      <Table<MigrationCell>
        size="small"
        rowKey={({ from, to }) => `${from}→${to}`}
        loading={loading}
        columns={columns}
        dataSource={data?.items ?? []}
        pagination={pages.pagination(data?.total)}
        locale={{ emptyText: changed ? '没有换病组的病例' : '期间没有病例' }}
      />
      {opened && <MigratedCases run={run} cell={opened} close={() => setOpened(null)} />}
    </div>
  );
}
