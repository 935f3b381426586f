import { Table, type TableColumnsType } from 'antd';
import type { CaseItem, Page } from '../api/types.ts';
import { codeAndName, NONE, yuan } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { HEADER_HEIGHT } from '../theme.ts';
import { CaseStatusTag } from './group-status.tsx';

function columnsOf(departmentName: (code: string | null) => string): TableColumnsType<CaseItem> {
  return [
    { title: '病案号', dataIndex: 'recordNo', width: 104, fixed: 'start' },
    { title: '科室', width: 120, ellipsis: true, render: (_, { department }) => departmentName(department) },
    { title: '入院', dataIndex: 'admittedOn', width: 88, render: (day) => day ?? NONE },
    { title: '出院', dataIndex: 'dischargedOn', width: 88, render: (day) => day ?? NONE },
    { title: '住院日', dataIndex: 'los', width: 64, align: 'right', render: (days) => days ?? NONE },
    {
      title: '主要诊断',
      ellipsis: true,
      render: (_, item) => codeAndName(item.principalDiagnosis, item.principalDiagnosisName),
    },
    { title: '主要手术', ellipsis: true, render: (_, item) => codeAndName(item.mainProcedure, item.mainProcedureName) },
    { title: '病组', ellipsis: true, render: (_, item) => codeAndName(item.drg, item.drgName) },
    { title: '总费用（元）', dataIndex: 'totalFee', width: 96, align: 'right', render: yuan },
    { title: '状态', width: 124, render: (_, item) => <CaseStatusTag {...item} /> },
  ];
}

interface CaseTableProps {
  cases: Page<CaseItem> | null;
  loading: boolean;
  onPage: (page: number, pageSize: number) => void;
  onOpen: (id: string) => void;
}

export function CaseTable({ cases, loading, onPage, onOpen }: CaseTableProps) {
  const { departmentName } = useHospital();
  return (
    <Table<CaseItem>
      className="clickable-rows"
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={cases?.items ?? []}
      columns={columnsOf(departmentName)}
      scroll={{ x: 1180 }}
      sticky={{ offsetHeader: HEADER_HEIGHT }}
      locale={{ emptyText: '没有符合条件的病例' }}
      pagination={{
        current: cases?.page ?? 1,
        pageSize: cases?.pageSize ?? 50,
        total: cases?.total ?? 0,
        showTotal: (total) => `共 ${total.toLocaleString('zh-CN')} 例`,
        pageSizeOptions: [20, 50, 100, 200],
        showSizeChanger: true,
        onChange: onPage,
      }}
      onRow={(item) => ({ onClick: () => onOpen(item.id) })}
    />
  );
}
