import { Checkbox } from 'antd';
import { fromPercent } from './plan-draft.ts';
import { NumberField, PercentField } from './plan-fields.tsx';
import type { AssessmentPlan, ReservePeriod } from './plan-types.ts';

interface PlanNumbersProps {
  plan: AssessmentPlan;
  onChange: (part: Partial<AssessmentPlan>) => void;
}

/** 评级、表扬、留成与奖金分配的数。 */
export function PlanNumbers({ plan, onChange }: PlanNumbersProps) {
  const { minimumCases, minimumWeightShare, top, reserve, blend } = plan;
  return (
    <div className="stack">
      <div className="toolbar">
        <NumberField
          label="例数少于多少不评级"
          unit="例"
          value={minimumCases}
          onChange={(value) => onChange({ minimumCases: Math.round(value) })}
        />
        <PercentField
          label="有数的权重不足多少不评级"
          value={minimumWeightShare}
          onChange={(value) => onChange({ minimumWeightShare: value })}
        />
      </div>
      <div className="toolbar">
        <PercentField
          label="各片区表扬前"
          value={top.share}
          onChange={(share) => onChange({ top: { ...top, share } })}
        />
        <NumberField
          label="每名奖金"
          unit="元"
          width={150}
          value={top.awardEach}
          onChange={(awardEach) => onChange({ top: { ...top, awardEach } })}
        />
      </div>
      <div className="toolbar">
        <PercentField
          label="留到年度兑现"
          value={reserve.share}
          onChange={(share) => onChange({ reserve: { ...reserve, share } })}
        />
        <Checkbox.Group<ReservePeriod>
          value={reserve.periods}
          onChange={(periods) => onChange({ reserve: { ...reserve, periods } })}
          options={[
            { value: 'quarter', label: '季度留' },
            { value: 'half', label: '半年留' },
          ]}
        />
      </div>
      <div className="toolbar">
        <PercentField
          label="奖金按 RBRVS 点数分"
          value={blend.rbrvs}
          onChange={(rbrvs) => onChange({ blend: { rbrvs, kpi: fromPercent(100 - rbrvs * 100) } })}
        />
        <PercentField
          label="按总权重 × KPI 分"
          value={blend.kpi}
          onChange={(kpi) => onChange({ blend: { kpi, rbrvs: fromPercent(100 - kpi * 100) } })}
        />
      </div>
    </div>
  );
}
