import { Button, InputNumber, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { decimal, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { type RankRange, rankText } from '../shared/rank-range.tsx';
import type { Assessment, UnitAssessment } from './assessment-types.ts';
import type { PlanVersion } from './plan-types.ts';
import { SaveTrial } from './SaveTrial.tsx';

interface Compared extends UnitAssessment {
  zoneName: string;
  before: UnitAssessment | undefined;
}

interface SimulationPanelProps {
  assessment: Assessment;
  versions: readonly PlanVersion[];
  /** 试过的权重存成了草案。 */
  onSaved: () => void;
}

/** 换一组维度权重试算;试好的可以存为草案。 */
export function SimulationPanel({ assessment, versions, onSaved }: SimulationPanelProps) {
  const { hospital } = useHospital();
  const [weights, setWeights] = useState<Record<string, number>>({});
  const [trial, setTrial] = useState<Assessment | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function simulate() {
    try {
      const body = { hospital: hospital!.id, period: assessment.period, weights };
      setTrial(await post<Assessment>('/assessment/simulation', body));
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <div className="stack">
      <div className="toolbar">
        {assessment.plan.dimensions.map(({ id, name, weight }) => (
          <span key={id}>
            {name}{' '}
            <InputNumber
              aria-label={`${name}权重`}
              min={0}
              max={1000}
              style={{ width: 80 }}
              value={weights[id] ?? weight}
              onChange={(value) => setWeights({ ...weights, [id]: value ?? 0 })}
            />
          </span>
        ))}
        <Button type="primary" onClick={simulate}>
          试算
        </Button>
        {trial && <SaveTrial key={trial.period} trial={trial} versions={versions} onSaved={onSaved} />}
      </div>
      <ProblemAlert problem={problem} />
      {trial && (
        <Table<Compared>
          size="small"
          rowKey="code"
          columns={COLUMNS}
          dataSource={compare(assessment, trial)}
          pagination={false}
          scroll={{ x: 760 }}
        />
      )}
    </div>
  );
}

const COLUMNS: TableColumnsType<Compared> = [
  { title: '片区', dataIndex: 'zoneName', width: 90 },
  { title: '科室', dataIndex: 'name' },
  { title: '现行总分', width: 110, align: 'right', render: (_, { before }) => text(before?.score ?? null) },
  { title: '试算总分', width: 110, align: 'right', render: (_, { score }) => text(score) },
  { title: '现行名次', width: 100, align: 'right', render: (_, { before }) => placeText(before) },
  { title: '试算名次', width: 100, align: 'right', render: (_, unit) => placeText(unit) },
  { title: '变化', width: 130, align: 'right', render: (_, { before, rank }) => moveText(before?.rank, rank) },
];

const placeText = (unit: UnitAssessment | undefined) => (unit?.rank ? rankText(unit.rank) : NONE);

/** 名次的变化:前后两个范围不相交才说升降。 */
function moveText(before: RankRange | null | undefined, now: RankRange | null): string {
  if (!before || !now) return NONE;
  if (before.best === now.best && before.worst === now.worst) return '不变';
  if (now.worst < before.best) return '▲ 上升';
  return now.best > before.worst ? '▼ 下降' : '范围有变';
}

const text = (value: number | null) => (value === null ? NONE : decimal(value, 2));

function compare(assessment: Assessment, trial: Assessment): Compared[] {
  const before = new Map(assessment.zones.flatMap(({ units }) => units.map((unit) => [unit.code, unit])));
  return trial.zones.flatMap(({ name, units }) =>
    units.map((unit) => ({ ...unit, zoneName: name, before: before.get(unit.code) })),
  );
}
