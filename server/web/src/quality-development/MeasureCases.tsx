import { Table, type TableColumnsType } from 'antd';
import { urlOf } from '../api/api.ts';
import type { CaseItem, Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';

/** 计入一个度量的病例。 */
export function MeasureCases({ measure, name, year }: { measure: string; name: string; year: number }) {
  const { hospital, departmentName } = useHospital();
  const pages = usePages(10);
  const query = { hospital: hospital!.id, year, ...pages.query };
  const { data, loading, problem } = useApi<Page<CaseItem>>(
    urlOf(`/quality-development/measures/${measure}/cases`, query),
  );
  const columns: TableColumnsType<CaseItem> = [
    { title: '病案号', dataIndex: 'recordNo', width: 120 },
    { title: '科室', dataIndex: 'department', width: 130, render: departmentName },
    { title: '出院日期', dataIndex: 'dischargedOn', width: 110 },
    {
      title: '主要诊断',
      render: (_, { principalDiagnosis, principalDiagnosisName }) =>
        codeAndName(principalDiagnosis, principalDiagnosisName),
    },
    {
      title: '主要手术',
      render: (_, { mainProcedure, mainProcedureName }) => codeAndName(mainProcedure, mainProcedureName),
    },
  ];
  return (
    <>
      <strong>{name}的病例</strong>
      <ProblemAlert problem={problem} />
      <Table<CaseItem>
        size="small"
        rowKey="id"
        loading={loading}
        columns={columns}
        dataSource={data?.items ?? []}
        scroll={{ x: 660 }}
        pagination={pages.pagination(data?.total)}
      />
    </>
  );
}
