import { Card, Table, type TableColumnsType } from 'antd';
import { useEffect, useState } from 'react';
import { post, problemOf, urlOf } from '../api/api.ts';
import type { MadeReport, Page, Problem, Report } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { type Pages, usePages } from '../shared/use-pages.ts';
import { MadeReportList } from './MadeReportList.tsx';
import { MakeReportButton } from './MakeReportButton.tsx';

const LOOK_AGAIN = 1000;

export default function ReportsPage() {
  return (
    <NeedsData>
      <Reports />
    </NeedsData>
  );
}

function Reports() {
  const { hospital, months } = useHospital();
  const [period, setPeriod] = useState(months[0]!.month);
  const [person, setPerson] = useRemembered('person');
  const { data, loading, problem } = useApi<Report[]>(urlOf('/reports'));
  const pages = usePages(20);
  const made = useMadeReports(hospital!.id, pages);
  const [refused, setRefused] = useState<Problem | null>(null);

  async function make(report: string, options: Record<string, string>) {
    const generatedBy = person.trim() || undefined;
    try {
      await post('/reports', { report, period, hospital: hospital!.id, generatedBy, options });
      setRefused(null);
      pages.restart();
      made.reload();
    } catch (error) {
      setRefused(problemOf(error));
    }
  }

  const columns: TableColumnsType<Report> = [
    { title: '编号', dataIndex: 'report', width: 90 },
    { title: '报表', dataIndex: 'name' },
    {
      title: '',
      width: 120,
      align: 'right',
      render: (_, report) => (
        <MakeReportButton report={report} period={period} make={(options) => make(report.report, options)} />
      ),
    },
  ];
  return (
    <>
      <Card size="small" title="报表目录">
        <div className="stack">
          <div className="toolbar">
            <PeriodSelect value={period} onChange={setPeriod} />
            <LabelledInput label="生成人" placeholder="印在封面上" value={person} onChange={setPerson} />
            <span className="muted small">Excel 工作簿，公式与图表可用；数与本页面同源</span>
          </div>
          <ProblemAlert problem={problem ?? refused} />
          <Table<Report>
            size="small"
            rowKey="report"
            loading={loading}
            columns={columns}
            dataSource={(data ?? []).toSorted((a, b) => a.report.localeCompare(b.report))}
            pagination={false}
          />
        </div>
      </Card>
      <MadeReportList made={made} pages={pages} />
    </>
  );
}

/** 生成过的报表;还有没做完的,过一会儿再看。 */
function useMadeReports(hospital: string, pages: Pages) {
  const made = useApi<Page<MadeReport>>(urlOf('/reports/made', { hospital, ...pages.query }));
  const { data, reload } = made;
  useEffect(() => {
    if (!data?.items.some(({ status }) => status === 'waiting' || status === 'running')) return;
    const timer = setTimeout(reload, LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [data, reload]);
  return made;
}
