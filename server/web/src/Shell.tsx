import { Select } from 'antd';
import { type ComponentType, lazy, Suspense } from 'react';
import { Navigation } from './Navigation.tsx';
import { type PageName, useRoute } from './router.ts';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { HospitalProvider, useHospital } from './shared/hospital.tsx';
import { Loading } from './shared/Loading.tsx';

const VIEWS: Record<PageName, ComponentType> = {
  overview: lazy(() => import('./overview/OverviewPage.tsx')),
  intake: lazy(() => import('./intake/IntakePage.tsx')),
  cases: lazy(() => import('./cases/CasesPage.tsx')),
  quality: lazy(() => import('./quality-development/QualityDevelopmentPage.tsx')),
  assessment: lazy(() => import('./assessment/AssessmentPage.tsx')),
  benchmarks: lazy(() => import('./benchmarks/BenchmarksPage.tsx')),
  codes: lazy(() => import('./codes/CodesPage.tsx')),
  reports: lazy(() => import('./reports/ReportsPage.tsx')),
  indicators: lazy(() => import('./indicators/IndicatorsPage.tsx')),
  departments: lazy(() => import('./departments/DepartmentsPage.tsx')),
  figure: lazy(() => import('./figures/FigurePage.tsx')),
  schemes: lazy(() => import('./schemes/SchemesPage.tsx')),
  dip: lazy(() => import('./dip/DipPage.tsx')),
  proof: lazy(() => import('./proof/ProofPage.tsx')),
};

export function Shell() {
  const { page } = useRoute();
  const View = VIEWS[page];
  return (
    <HospitalProvider>
      <header className="shell-header">
        <div className="shell-brand">
          casemix<small>DRG 成本与绩效分析</small>
        </div>
        <Navigation current={page} />
        <HospitalPicker />
        <a href="api/docs/" target="_blank" rel="noreferrer" style={{ color: '#cfdeec' }}>
          接口文档
        </a>
      </header>
      <main className="shell-main">
        <ErrorBoundary key={page}>
          <Suspense fallback={<Loading />}>
            <View />
          </Suspense>
        </ErrorBoundary>
      </main>
    </HospitalProvider>
  );
}

/** 只有一家医院时不占地方,只写名称。 */
function HospitalPicker() {
  const { hospitals, hospital, choose } = useHospital();
  if (hospitals.length <= 1) return <span className="small shell-hospital">{hospital?.name}</span>;
  return (
    <Select
      aria-label="医院"
      style={{ width: 220 }}
      value={hospital?.id ?? null}
      onChange={choose}
      showSearch={{ optionFilterProp: 'label' }}
      options={hospitals.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
