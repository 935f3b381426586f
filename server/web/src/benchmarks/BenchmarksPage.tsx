import { Alert, Card, Segmented, Select } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { FigureOpener } from '../figures/figure-opener.tsx';
import { decimal } from '../format.ts';
import { type Indicators, useIndicators } from '../overview/indicators.tsx';
import { go, type Params, useRoute } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { Loading } from '../shared/Loading.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { BenchmarkTable } from './BenchmarkTable.tsx';
import type { BenchmarkLevel, Benchmarks } from './benchmark-types.ts';
import { PeerPanel } from './PeerPanel.tsx';

export default function BenchmarksPage() {
  return (
    <NeedsData>
      <FigureOpener>
        <Comparison />
      </FigureOpener>
    </NeedsData>
  );
}

const FIRST_INDICATOR = 'cmi';
const LEVELS = [
  { value: 'department', label: '各科室' },
  { value: 'hospital', label: '全院' },
] as const;

/** 一个指标、一个期间:各单位与自己的从前、同级、目标、同行比。筛选条件都在地址里。 */
function Comparison() {
  const { params } = useRoute();
  const { hospital, months } = useHospital();
  const indicators = useIndicators();
  const wanted = params.indicator ?? FIRST_INDICATOR;
  const period = params.period ?? months[0]!.month;
  const level: BenchmarkLevel = params.level === 'hospital' ? 'hospital' : 'department';
  const compared = useApi<Benchmarks>(
    urlOf('/benchmarks', { hospital: hospital!.id, indicator: wanted, period, level }),
  );
  const change = (next: Params) => go('benchmarks', { ...params, ...next });
  const { data } = compared;
  const indicator = indicators.get(wanted);
  return (
    <div className="stack">
      <div className="toolbar">
        <IndicatorSelect indicators={indicators} value={wanted} onChange={(id) => change({ indicator: id })} />
        <PeriodSelect value={period} onChange={(chosen) => change({ period: chosen })} />
        <Segmented aria-label="层次" value={level} options={[...LEVELS]} onChange={(to) => change({ level: to })} />
      </div>
      <ProblemAlert problem={compared.problem} />
      {data ? (
        <Card size="small" title={`${data.indicator.name} 标杆比较`}>
          <div className="stack">
            <Explanation data={data} />
            <NoValues units={data.units} />
            <BenchmarkTable data={data} loading={compared.loading} />
          </div>
        </Card>
      ) : (
        !compared.problem && <Loading />
      )}
      {indicator && <PeerPanel key={indicator.id} indicator={indicator} onLoaded={compared.reload} />}
    </div>
  );
}

function Explanation({ data }: { data: Benchmarks }) {
  const { minimumSample, intervalLevel, scheme, weights } = data;
  return (
    <span className="muted small">
      样本少于 {minimumSample} 例的不评级（灰行），不占名次。名次只在 {decimal(intervalLevel * 100, 0)}%
      区间不相交时分先后，分不出的写范围；百分位在其他评级科室中求，少于 5 个不显示。停在横线上看没有数的原因。方案：
      {scheme.name}
      {scheme.version && ` ${scheme.version}`}
      {scheme.forReference && '（仅供参考）'}；{weights.note}。
    </span>
  );
}

/** 一个单位也没有数值时,原因写在表前,不必逐格停留去看。 */
function NoValues({ units }: Pick<Benchmarks, 'units'>) {
  if (units.length === 0) return <Alert type="info" showIcon title="该期间没有病例" />;
  if (units.some(({ figure }) => figure.value !== null)) return null;
  return <Alert type="info" showIcon title={units[0]!.figure.reason ?? '没有数值'} />;
}

interface IndicatorSelectProps {
  indicators: Indicators;
  value: string;
  onChange: (id: string) => void;
}

function IndicatorSelect({ indicators, value, onChange }: IndicatorSelectProps) {
  const all = [...indicators.values()];
  const dimensions = [...new Set(all.map(({ dimension }) => dimension))];
  return (
    <Select
      aria-label="指标"
      style={{ width: 260 }}
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={dimensions.map((dimension) => ({
        label: dimension,
        title: dimension,
        options: all
          .filter((indicator) => indicator.dimension === dimension)
          .map(({ id, name }) => ({ value: id, label: name })),
      }))}
    />
  );
}
