import { Modal, Table, type TableColumnsType } from 'antd';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName, decimal, NONE, yuan } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import type { MigratedCase, MigrationCell, ShadowRun } from './scheme-types.ts';

const weight = (value: number | null) => (value === null ? NONE : decimal(value, 4));
const COLUMNS: TableColumnsType<MigratedCase> = [
  { title: '病案号', dataIndex: 'recordNo', width: 130 },
  { title: '出院日期', dataIndex: 'dischargedOn', width: 110 },
  { title: '科室', dataIndex: 'department', width: 90, render: (code: string) => code || '未填' },
  {
    title: '主要诊断',
    render: (_, { principalDiagnosis, principalDiagnosisName }) =>
      codeAndName(principalDiagnosis, principalDiagnosisName),
  },
  { title: '总费用（元）', dataIndex: 'totalFee', width: 120, align: 'right', render: yuan },
  { title: '现行 RW', dataIndex: 'fromRw', width: 90, align: 'right', render: weight },
  { title: '新 RW', dataIndex: 'toRw', width: 90, align: 'right', render: weight },
];

interface MigratedCasesProps {
  run: ShadowRun;
  cell: MigrationCell;
  close: () => void;
}

/** 一格里的病例。 */
export function MigratedCases({ run, cell: { from, fromName, to, toName }, close }: MigratedCasesProps) {
  const pages = usePages(10);
  const url = urlOf(`/shadow-runs/${run.id}/cases`, { from, to, ...pages.query });
  const { data, problem, loading } = useApi<Page<MigratedCase>>(url);
  return (
    <Modal
      open
      width={980}
      footer={null}
      title={`${codeAndName(from, fromName)} → ${codeAndName(to, toName)}`}
      onCancel={close}
    >
      <ProblemAlert problem={problem} />
      <Table<MigratedCase>
        size="small"
        rowKey="id"
        loading={loading}
        columns={COLUMNS}
        dataSource={data?.items ?? []}
        pagination={pages.pagination(data?.total)}
      />
    </Modal>
  );
}
