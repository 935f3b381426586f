import { Drawer, Table, type TableColumnsType, Tag } from 'antd';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { pagesOf, usePages } from '../shared/use-pages.ts';
import type { SchemeFinding } from './scheme-types.ts';

const COLUMNS: TableColumnsType<SchemeFinding> = [
  {
    title: '轻重',
    dataIndex: 'level',
    width: 80,
    render: (level) => <Tag color={level === 'error' ? 'error' : 'warning'}>{level === 'error' ? '错误' : '提醒'}</Tag>,
  },
  { title: '表', dataIndex: 'source', width: 170 },
  { title: '行', dataIndex: 'row', width: 70, align: 'right' },
  { title: '哪里不对、有什么后果', dataIndex: 'message' },
];

/** 发现的表;导入的结果与抽屉里共用。 */
export function FindingTable({ findings }: { findings: SchemeFinding[] }) {
  return (
    <Table<SchemeFinding>
      size="small"
      rowKey={(finding) => JSON.stringify(finding)}
      columns={COLUMNS}
      dataSource={findings}
      pagination={pagesOf(10)}
    />
  );
}

interface SchemeFindingsProps {
  title: string;
  /** 取发现的接口。 */
  path: string;
  close: () => void;
}

/** 一个方案(或 DIP 目录)的全部体检发现。 */
export function SchemeFindings({ title, path, close }: SchemeFindingsProps) {
  const pages = usePages(50);
  const { data, problem, loading } = useApi<Page<SchemeFinding>>(urlOf(path, pages.query));
  return (
    <Drawer open size={900} title={title} onClose={close}>
      <ProblemAlert problem={problem} />
      <Table<SchemeFinding>
        size="small"
        rowKey={(finding) => JSON.stringify(finding)}
        loading={loading}
        columns={COLUMNS}
        dataSource={data?.items ?? []}
        pagination={pages.pagination(data?.total)}
      />
    </Drawer>
  );
}
