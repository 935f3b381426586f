import { Alert, Card, Select, Tabs } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { periodName } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { longerPeriods } from '../shared/PeriodSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { Assessment } from './assessment-types.ts';
import { BonusPanel } from './BonusPanel.tsx';
import { DepartmentZones } from './DepartmentZones.tsx';
import { InputsPanel } from './InputsPanel.tsx';
import { PlansPanel } from './PlansPanel.tsx';
import { firstDay } from './plan-draft.ts';
import type { PlanVersion } from './plan-types.ts';
import { SimulationPanel } from './SimulationPanel.tsx';
import { ZoneTable } from './ZoneTable.tsx';

export default function AssessmentPage() {
  return (
    <NeedsData>
      <Assessments />
    </NeedsData>
  );
}

function Assessments() {
  const { hospital, months } = useHospital();
  const periods = longerPeriods(months.map(({ month }) => month)).flatMap(({ labels }) => labels);
  const [period, setPeriod] = useState(periods[0]!);
  const assessment = useApi<Assessment>(urlOf('/assessment', { hospital: hospital!.id, period }));
  const plans = useApi<PlanVersion[]>(urlOf('/assessment/plans', { hospital: hospital!.id }));
  const { data, problem, reload } = assessment;
  const changed = () => {
    plans.reload();
    reload();
  };
  return (
    <Card size="small" title="科室考核">
      <div className="stack">
        <div className="toolbar">
          <Select
            aria-label="考核期间"
            style={{ width: 200 }}
            value={period}
            onChange={setPeriod}
            options={periods.map((value) => ({ value, label: periodName(value) }))}
          />
          {data && (
            <span className="muted small">
              方案：{data.plan.name}
              {data.forReference ? '' : ` 第 ${data.version} 版`}；总分 = 100 × Σ 维度权重×得分 ÷ Σ 维度权重，少于{' '}
              {data.plan.minimumCases} 例不评级
            </span>
          )}
        </div>
        <ProblemAlert problem={problem} />
        {data?.forReference && (
          <Alert
            type="warning"
            showIcon
            title="用的是内置的参考方案，不是本院的考核方案"
            description="维度、权重、计分与片区都是数据；在「考核方案」里由它起草本院方案，核准后从生效日起使用。"
          />
        )}
        {(data || problem) && (
          <Tabs
            items={[
              ...(data ? resultTabs(data, { versions: plans.data ?? [], changed }) : []),
              {
                key: 'plans',
                label: '考核方案',
                children: <PlansPanel plans={plans} day={firstDay(period)} onChanged={changed} />,
              },
            ]}
          />
        )}
      </div>
    </Card>
  );
}

interface Around {
  versions: readonly PlanVersion[];
  /** 方案、填报或片区变了:重取。 */
  changed: () => void;
}

/** 考核结果的各页:各片区、权重试算、填报、科室片区、奖金分配。 */
function resultTabs(data: Assessment, { versions, changed }: Around) {
  return [
    ...data.zones.map((zone) => ({
      key: `zone/${zone.zone}`,
      label: `${zone.name}（${zone.units.length}）`,
      children: <ZoneTable zone={zone} plan={data.plan} />,
    })),
    {
      key: 'simulation',
      label: '权重试算',
      children: <SimulationPanel key={data.period} assessment={data} versions={versions} onSaved={changed} />,
    },
    { key: 'inputs', label: '填报', children: <InputsPanel assessment={data} onSaved={changed} /> },
    { key: 'zones', label: '科室片区', children: <DepartmentZones assessment={data} onSaved={changed} /> },
    { key: 'bonus', label: '奖金分配', children: <BonusPanel period={data.period} /> },
  ];
}
