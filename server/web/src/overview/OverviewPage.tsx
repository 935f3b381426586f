import { Card, Segmented, Tabs } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { FigureBy, Figures, FigureUnit } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { FigureOpener } from '../figures/figure-opener.tsx';
import { addMonths } from '../format.ts';
import { go, type Params, useRoute } from '../router.ts';
import { DepartmentSelect } from '../shared/DepartmentSelect.tsx';
import { useHospital } from '../shared/hospital.tsx';
import { Loading } from '../shared/Loading.tsx';
import { MonthSelect } from '../shared/MonthSelect.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { AllIndicators } from './AllIndicators.tsx';
import { chosenIn, MAIN_FIGURES, UNIT_TABS } from './chosen-indicators.ts';
import { FigureCard } from './FigureCard.tsx';
import { useIndicators } from './indicators.tsx';
import { SchemeBanner } from './SchemeBanner.tsx';
import { UnitTable } from './UnitTable.tsx';

const TrendChart = lazy(() => import('./TrendChart.tsx'));
const TREND_MONTHS = 12;

export default function OverviewPage() {
  return (
    <NeedsData>
      <FigureOpener>
        <Overview />
      </FigureOpener>
    </NeedsData>
  );
}

function Overview() {
  const { params } = useRoute();
  const { hospital, months, departmentName } = useHospital();
  const [tab, setTab] = useState<string>('department');
  const month = months.find((known) => known.month === params.month)?.month ?? months[0]!.month;
  const indicators = useIndicators(month);
  const { department, as } = params;
  const by = (tab === 'all' ? 'department' : tab) as FigureBy;
  const scope = { hospital: hospital!.id, department, as };
  const trend = useApi<Figures>(urlOf('/figures', { ...scope, by: 'month', period: comparedPeriod(month) }));
  const table = useApi<Figures>(urlOf('/figures', { ...scope, by, period: month }));
  const trendMonths = useMemo(() => lastMonths(month), [month]);
  const change = (next: Params) => go('overview', { ...params, ...next });

  const figuresOf = (wanted: string) => trend.data?.units.find((unit) => unit.code === wanted)?.figures;
  const current = figuresOf(month);
  const lastMonth = figuresOf(addMonths(month, -1));
  const lastYear = figuresOf(addMonths(month, -12));
  const total = current
    ? { name: department === undefined ? '全院' : departmentName(department), figures: current }
    : null;

  const place = { period: month, department, as, name: total?.name ?? '' };

  return (
    <>
      <div className="toolbar">
        <MonthSelect value={month} onChange={(chosen) => change({ month: chosen })} />
        <DepartmentSelect value={department} onChange={(code) => change({ department: code })} />
        <Segmented
          aria-label="科室口径"
          value={as ?? 'then'}
          onChange={(chosen) => change({ as: chosen === 'now' ? 'now' : undefined })}
          options={[
            { value: 'then', label: '出院时的科室' },
            { value: 'now', label: '现在的科室' },
          ]}
        />
        <span className="muted small">按出院日期统计；▲▼ 为环比（比上月）与同比（比去年同月），比例以百分点计</span>
      </div>
      <ProblemAlert problem={trend.problem ?? table.problem} />
      {table.data && <SchemeBanner figures={table.data} department={department} />}
      {trend.data ? (
        <>
          <div className="figure-grid">
            {chosenIn(indicators, MAIN_FIGURES).map(({ indicator, insteadOf }) => (
              <FigureCard
                key={indicator.id}
                indicator={indicator}
                insteadOf={insteadOf}
                figure={current?.[indicator.id]}
                lastMonth={lastMonth?.[indicator.id]}
                lastYear={lastYear?.[indicator.id]}
                place={place}
              />
            ))}
          </div>
          <Card size="small" title="近 12 个月">
            <Suspense fallback={<Loading />}>
              <TrendChart months={trendMonths} units={trend.data.units} indicators={indicators} />
            </Suspense>
          </Card>
        </>
      ) : (
        trend.loading && <Loading />
      )}
      <Card size="small">
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[...UNIT_TABS.map(({ by: key, label }) => ({ key, label })), { key: 'all', label: '全部指标' }]}
        />
        {indicators.size === 0 ? (
          <Loading />
        ) : tab === 'all' ? (
          <AllIndicators
            indicators={indicators}
            current={current}
            lastMonth={lastMonth}
            lastYear={lastYear}
            place={place}
          />
        ) : (
          <UnitTable
            key={by}
            by={by}
            units={table.data?.by === by ? table.data.units : []}
            total={total}
            indicators={indicators}
            loading={table.loading}
            place={place}
            onOpen={opener(by, month, department)}
          />
        )}
      </Card>
    </>
  );
}

/** 去年同月到本月,一次取回卡片与趋势所需的 13 个月。 */
const comparedPeriod = (month: string) => `${addMonths(month, -TREND_MONTHS)}-01/${addMonths(month, 1)}-01`;

const lastMonths = (month: string) =>
  Array.from({ length: TREND_MONTHS }, (_, i) => addMonths(month, i + 1 - TREND_MONTHS));

/** 点一行打开它的病例;医疗组与医师的编码在科室之内才唯一,带上科室。 */
function opener(by: FigureBy, month: string, department: string | undefined) {
  const within = (unit: FigureUnit) =>
    (by === 'ward' || by === 'team' || by === 'physician' ? unit.parentCode : null) ?? department;
  return (unit: FigureUnit) => go('cases', { period: month, department: within(unit), [by]: unit.code });
}
