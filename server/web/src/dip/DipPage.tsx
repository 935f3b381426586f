import { Tabs } from 'antd';
import { lazy, type ReactNode, Suspense } from 'react';
import { go, useRoute } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { Loading } from '../shared/Loading.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { CompareTab } from './CompareTab.tsx';
import { ParametersTab } from './ParametersTab.tsx';
import { SettlementTab } from './SettlementTab.tsx';
import { UnitsTab } from './UnitsTab.tsx';

const DipCatalogues = lazy(() => import('./DipCatalogues.tsx').then(({ DipCatalogues: View }) => ({ default: View })));

/** DIP:目录、结算测算、科室与病种、与 DRG 对比、参数。 */
export default function DipPage() {
  const { params } = useRoute();
  const tab = params.tab ?? 'settlement';
  const items: { key: string; label: string; children: ReactNode }[] = [
    {
      key: 'catalogues',
      label: '目录',
      children: (
        <Suspense fallback={<Loading />}>
          <DipCatalogues />
        </Suspense>
      ),
    },
    { key: 'settlement', label: '结算测算', children: within((period) => <SettlementTab period={period} />) },
    { key: 'units', label: '科室与病种', children: within((period) => <UnitsTab period={period} />) },
    { key: 'compare', label: 'DRG 与 DIP 对比', children: within((period) => <CompareTab period={period} />) },
    { key: 'parameters', label: '参数', children: within((period) => <ParametersTab period={period} />) },
  ];
  return <Tabs activeKey={tab} onChange={(key) => go('dip', { ...params, tab: key })} destroyOnHidden items={items} />;
}

const within = (content: (period: string) => ReactNode) => (
  <NeedsData>
    <InPeriod content={content} />
  </NeedsData>
);

/** 选期间的一栏,内容在它下面;期间在地址里。 */
function InPeriod({ content }: { content: (period: string) => ReactNode }) {
  const { months } = useHospital();
  const { params } = useRoute();
  const period = params.period ?? months[0]!.month;
  return (
    <div className="stack">
      <div className="toolbar">
        <PeriodSelect value={period} onChange={(next) => go('dip', { ...params, period: next })} />
      </div>
      {content(period)}
    </div>
  );
}
