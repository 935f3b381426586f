import { Button, Table, type TableColumnsType, Tag } from 'antd';
import type { CaseVersion } from '../api/types.ts';
import { time } from '../format.ts';
import { BatchStatusTag } from '../intake/batch-status.tsx';

interface CaseVersionsProps {
  versions: CaseVersion[];
  shown: string;
  onOpen: (id: string) => void;
}

/** 同一次住院的各版本,新的在前。 */
export function CaseVersions({ versions, shown, onOpen }: CaseVersionsProps) {
  const columns: TableColumnsType<CaseVersion> = [
    { title: '存入时间', dataIndex: 'storedAt', render: time },
    { title: '批次', dataIndex: 'batchId' },
    { title: '行', dataIndex: 'row', align: 'right' },
    { title: '批次状态', dataIndex: 'batchStatus', render: (status) => <BatchStatusTag status={status} /> },
    { title: '现行', dataIndex: 'current', render: (current) => current && <Tag color="blue">现行</Tag> },
    {
      title: '',
      render: (_, { id }) =>
        id === shown ? (
          '正在看'
        ) : (
          <Button type="link" size="small" onClick={() => onOpen(id)}>
            看这个版本
          </Button>
        ),
    },
  ];
  return <Table<CaseVersion> size="small" rowKey="id" columns={columns} dataSource={versions} pagination={false} />;
}
