import { Button, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Report } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { MonthSelect } from '../shared/MonthSelect.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { MadeReportList } from './MadeReportList.tsx';
import { makeReport } from './made-reports.ts';

export default function ReportsPage() {
  return (
    <NeedsData>
      <Reports />
    </NeedsData>
  );
}

function Reports() {
  const { hospital, months } = useHospital();
  const [month, setMonth] = useState(months[0]!.month);
  const [person, setPerson] = useRemembered('person');
  const { data, loading, problem } = useApi<Report[]>(urlOf('/reports'));
  const make = ({ report, name }: Report) =>
    void makeReport({ report, name, month, hospital: hospital!.id, generatedBy: person.trim() });
  const columns: TableColumnsType<Report> = [
    { title: '编号', dataIndex: 'report', width: 90 },
    { title: '报表', dataIndex: 'name' },
    {
      title: '',
      width: 120,
      align: 'right',
      render: (_, report) => (
        <Button type="primary" onClick={() => make(report)}>
          生成
        </Button>
      ),
    },
  ];
  return (
    <>
      <Card size="small" title="报表目录">
        <div className="stack">
          <div className="toolbar">
            <MonthSelect value={month} onChange={setMonth} />
            <LabelledInput label="生成人" placeholder="印在封面上" value={person} onChange={setPerson} />
            <span className="muted small">Excel 工作簿，公式与图表可用；数与本页面同源</span>
          </div>
          <ProblemAlert problem={problem} />
          <Table<Report>
            size="small"
            rowKey="report"
            loading={loading}
            columns={columns}
            dataSource={data ?? []}
            pagination={false}
          />
        </div>
      </Card>
      <MadeReportList />
    </>
  );
}
