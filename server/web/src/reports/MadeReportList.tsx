import { Button, Card, Empty, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { urlOf } from '../api/api.ts';
import type { Job } from '../api/batch-types.ts';
import type { MadeReport, Page } from '../api/types.ts';
import type { Loaded } from '../api/use-api.ts';
import { NONE, periodName, time } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { Pages } from '../shared/use-pages.ts';

const STATUSES: Record<Job['status'], { name: string; color: string }> = {
  waiting: { name: '排队', color: 'default' },
  running: { name: '正在生成', color: 'processing' },
  done: { name: '已生成', color: 'success' },
  failed: { name: '失败', color: 'error' },
  interrupted: { name: '中断', color: 'warning' },
};

const COLUMNS: TableColumnsType<MadeReport> = [
  { title: '编号', dataIndex: 'report', width: 64 },
  { title: '报表', dataIndex: 'name', ellipsis: true },
  { title: '期间', dataIndex: 'period', width: 130, render: periodName },
  { title: '文件', dataIndex: 'fileName', ellipsis: true, render: (name: string | null) => name ?? NONE },
  { title: '生成时间', dataIndex: 'createdAt', width: 130, render: time },
  { title: '生成人', dataIndex: 'generatedBy', width: 96, ellipsis: true },
  { title: '状态', width: 96, render: (_, made) => <Status made={made} /> },
  { title: '', width: 96, align: 'right', render: (_, made) => <Download made={made} /> },
];

interface MadeReportListProps {
  made: Loaded<Page<MadeReport>>;
  pages: Pages;
}

/** 生成过的报表,新的在前。 */
export function MadeReportList({ made: { data, loading, problem }, pages }: MadeReportListProps) {
  return (
    <Card size="small" title="生成过的报表">
      <ProblemAlert problem={problem} />
      <Table<MadeReport>
        size="small"
        rowKey="id"
        loading={loading && !data}
        columns={COLUMNS}
        dataSource={data?.items ?? []}
        scroll={{ x: 960 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="选好期间，点上面的「生成」" /> }}
        pagination={pages.pagination(data?.total)}
      />
    </Card>
  );
}

function Status({ made: { status, problem } }: { made: MadeReport }) {
  const { name, color } = STATUSES[status];
  return (
    <Tooltip title={problem && `${problem.message}${problem.fix ?? ''}`}>
      <Tag color={color}>{name}</Tag>
    </Tooltip>
  );
}

function Download({ made: { id, status, fileName, downloadable } }: { made: MadeReport }) {
  if (status !== 'done') return null;
  if (!downloadable) return <span className="muted small">文件已清理</span>;
  return (
    <Button size="small" href={urlOf(`/reports/${id}/file`)} download={fileName ?? true}>
      下载
    </Button>
  );
}
