import { Card, Segmented, Select, Tabs } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { addMonths } from '../format.ts';
import { go, type Params, useRoute } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { Loading } from '../shared/Loading.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { CodeListsPanel } from './CodeListsPanel.tsx';
import { DiseaseTable } from './DiseaseTable.tsx';
import { IndicatorDrawer } from './IndicatorDrawer.tsx';
import { IndicatorTable } from './IndicatorTable.tsx';
import { LowRiskDeathsPanel } from './LowRiskDeathsPanel.tsx';
import type { ListId, OfficialTable } from './quality-types.ts';
import { TemplateButtons } from './TemplateButtons.tsx';
import { TrendTable } from './TrendTable.tsx';

const LISTS: { value: ListId; label: string }[] = [
  { value: 'general', label: '综合医院 18 项' },
  { value: 'tcm', label: '中医医院 24 项' },
  { value: 'national', label: '国家监测 55+1 项' },
];

export default function QualityDevelopmentPage() {
  return (
    <NeedsData>
      <QualityDevelopment />
    </NeedsData>
  );
}

function QualityDevelopment() {
  const { params } = useRoute();
  const { hospital, months } = useHospital();
  const year = Number(params.year ?? months[0]!.month.slice(0, 4));
  const list = (params.list ?? 'general') as ListId;
  const change = (changed: Params) => go('quality', { ...params, ...changed });
  const { data, loading, problem, reload } = useApi<OfficialTable>(
    urlOf('/quality-development', { hospital: hospital!.id, year, list }),
  );
  return (
    <Card size="small">
      <div className="stack">
        <div className="toolbar">
          <YearSelect year={year} years={data?.years ?? []} onChange={(next) => change({ year: String(next) })} />
          <Segmented options={LISTS} value={list} onChange={(next) => change({ list: next })} />
          <TemplateButtons list={list} year={year} onSaved={reload} />
        </div>
        <ProblemAlert problem={problem} />
        {data ? (
          <Views table={data} loading={loading} view={params.view ?? 'indicators'} change={change} reload={reload} />
        ) : (
          <Loading />
        )}
      </div>
      <IndicatorDrawer
        row={data?.rows.find(({ id }) => id === params.indicator)}
        year={year}
        onSaved={reload}
        onClose={() => change({ indicator: undefined })}
      />
    </Card>
  );
}

interface ViewsProps {
  table: OfficialTable;
  loading: boolean;
  view: string;
  change: (changed: Params) => void;
  reload: () => void;
}

function Views({ table, loading, view, change, reload }: ViewsProps) {
  const items = [
    {
      key: 'indicators',
      label: '指标',
      children: (
        <>
          <Basis table={table} />
          <IndicatorTable rows={table.rows} loading={loading} onOpen={(id) => change({ indicator: id })} />
        </>
      ),
    },
    { key: 'trend', label: '多年趋势', children: <TrendTable table={table} /> },
    { key: 'diseases', label: '重点监测病种', children: <DiseaseTable table={table} /> },
    { key: 'deaths', label: '低风险组死亡', children: <LowRiskDeathsPanel /> },
    { key: 'lists', label: '编码清单', children: <CodeListsPanel onChanged={reload} /> },
  ];
  return (
    <Tabs size="small" activeKey={view} items={items} onChange={(next) => change({ view: next })} destroyOnHidden />
  );
}

/** 数从哪里来:清单的文件、有数据的月份、用的编码清单。 */
function Basis({ table: { list, period, lastPeriod, codeLists } }: { table: OfficialTable }) {
  const days = (range: OfficialTable['period']) =>
    range ? `${range.from.slice(0, 7)} 至 ${addMonths(range.before.slice(0, 7), -1)}` : '没有数据';
  const reference = codeLists.filter(({ builtIn }) => builtIn).length;
  return (
    <p className="muted small" style={{ marginTop: 0 }}>
      {list.source}；{list.note}。病例：本年 {days(period)}，上年同期 {days(lastPeriod)}。
      {reference > 0 && `${reference} 张编码清单用的是内置参考，请在「编码清单」装载官方目录。`}
    </p>
  );
}

interface YearSelectProps {
  year: number;
  years: number[];
  onChange: (year: number) => void;
}

function YearSelect({ year, years, onChange }: YearSelectProps) {
  const all = [...new Set([...years, year])].sort((a, b) => b - a);
  return (
    <Select
      aria-label="年份"
      style={{ width: 110 }}
      value={year}
      onChange={onChange}
      options={all.map((each) => ({ value: each, label: `${each} 年` }))}
    />
  );
}
