import { Table, type TableColumnsType } from 'antd';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName, count } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import { migrationColumns } from './migration-columns.tsx';
import type { MigrationUnit, ShadowRun } from './scheme-types.ts';

/** 各科室、或各现行病组的变化。 */
export function MigrationUnits({ run, by }: { run: ShadowRun; by: 'department' | 'drg' }) {
  const pages = usePages(15);
  const url = urlOf(`/shadow-runs/${run.id}/units`, { by, ...pages.query });
  const { data, problem, loading } = useApi<Page<MigrationUnit>>(url);
  const columns: TableColumnsType<MigrationUnit> = [
    {
      title: by === 'department' ? '科室' : '现行病组',
      render: (_, { code, name }) => (by === 'department' ? name : codeAndName(code, name)),
    },
    ...migrationColumns<MigrationUnit>(),
    { title: '换组例数', dataIndex: 'changed', width: 100, align: 'right', render: count },
  ];
  return (
    <>
      <ProblemAlert problem={problem} />
      <Table<MigrationUnit>
        size="small"
        rowKey="code"
        loading={loading}
        columns={columns}
        dataSource={data?.items ?? []}
        pagination={pages.pagination(data?.total)}
      />
    </>
  );
}
