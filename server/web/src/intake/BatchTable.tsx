import { Card, Empty, Table, type TableColumnsType } from 'antd';
import type { Batch } from '../api/batch-types.ts';
import type { Page } from '../api/types.ts';
import type { Loaded } from '../api/use-api.ts';
import { count, time } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { COUNTS, monthsOf } from './BatchCounts.tsx';
import { BatchStatusTag } from './batch-status.tsx';

const COLUMNS: TableColumnsType<Batch> = [
  { title: '批次', dataIndex: 'id', width: 52 },
  { title: '状态', width: 76, dataIndex: 'status', render: (status) => <BatchStatusTag status={status} /> },
  { title: '上传时间', dataIndex: 'uploadedAt', width: 124, render: time },
  { title: '文件', dataIndex: 'fileName', ellipsis: true },
  { title: '来源', dataIndex: 'source', width: 96, ellipsis: true },
  { title: '上传人', dataIndex: 'uploadedBy', width: 72, ellipsis: true },
  { title: '出院月份', width: 136, render: (_, batch) => monthsOf(batch) },
  ...COUNTS.map(({ key, name }) => ({
    title: name,
    key,
    align: 'right' as const,
    width: 76,
    render: (_: unknown, { counts, status }: Batch) => (status === 'failed' ? '' : count(counts[key])),
  })),
];

interface BatchTableProps {
  batches: Loaded<Page<Batch>>;
  onPage: (page: number) => void;
  onOpen: (batchId: string) => void;
}

export function BatchTable({ batches: { data, loading, problem }, onPage, onOpen }: BatchTableProps) {
  return (
    <Card size="small" title="批次台账" extra={<span className="muted small">点一行看明细、缺陷，或撤回</span>}>
      <ProblemAlert problem={problem} />
      <Table<Batch>
        className="clickable-rows"
        size="small"
        rowKey="id"
        loading={loading && !data}
        dataSource={data?.items ?? []}
        columns={COLUMNS}
        scroll={{ x: 1180 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="还没有批次，先上传一个文件" /> }}
        pagination={{
          current: data?.page ?? 1,
          pageSize: data?.pageSize ?? 20,
          total: data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: onPage,
        }}
        onRow={(batch) => ({ onClick: () => onOpen(batch.id) })}
      />
    </Card>
  );
}
