import { Table, type TableColumnsType, type TablePaginationConfig } from 'antd';
import type { Finding } from '../api/batch-types.ts';
import { NONE } from '../format.ts';
import { SeverityTag } from './batch-status.tsx';

interface FindingsTableProps<F extends Finding> {
  findings: F[];
  /** 放在前面的列(行号、病案号)。 */
  lead?: TableColumnsType<F>;
  loading?: boolean;
  pagination: TablePaginationConfig | false;
}

/** 缺陷表:错在哪里、现在的值、怎么改。批次与病例共用。 */
export function FindingsTable<F extends Finding>({
  findings,
  lead = [],
  loading = false,
  pagination,
}: FindingsTableProps<F>) {
  const columns: TableColumnsType<F> = [
    ...lead,
    { title: '轻重', dataIndex: 'severity', width: 112, render: (severity) => <SeverityTag severity={severity} /> },
    { title: '规则', dataIndex: 'rule', width: 90 },
    { title: '字段', dataIndex: 'field', width: 140 },
    { title: '现在的值', dataIndex: 'value', width: 120, ellipsis: true, render: (value: string) => value || NONE },
    { title: '问题', dataIndex: 'message' },
    { title: '怎么改', dataIndex: 'fix' },
  ];
  return (
    <Table<F>
      size="small"
      rowKey={(finding) => JSON.stringify(finding)}
      loading={loading}
      dataSource={findings}
      columns={columns}
      pagination={pagination}
      scroll={{ x: 860 }}
      locale={{ emptyText: '没有缺陷' }}
    />
  );
}
