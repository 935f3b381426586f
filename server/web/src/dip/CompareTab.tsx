import { Alert, Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName, count, decimal, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ComparedCases } from './ComparedCases.tsx';
import { amount, ScenarioText } from './RangeText.tsx';
import type { ComparedUnit, Comparison, Outcome } from './settlement-types.ts';

const BY = [
  { value: 'hospital', label: '全院' },
  { value: 'department', label: '科室' },
  { value: 'drg', label: 'DRG 病组' },
  { value: 'entry', label: 'DIP 病种' },
] as const;
type By = (typeof BY)[number]['value'];
const PAGE_SIZE = 50;

/** 同一批病例在 DRG 与 DIP 下。 */
export function CompareTab({ period }: { period: string }) {
  const { hospital } = useHospital();
  const [by, setBy] = useState<By>('department');
  const [page, setPage] = useState(1);
  const query = { period, hospital: hospital!.id, by, page, pageSize: PAGE_SIZE };
  const { data, problem, loading } = useApi<Comparison>(urlOf('/dip/side-by-side', query));
  const shown = problem ? null : data;
  const [opened, setOpened] = useState<{ outcome: Outcome; unit: ComparedUnit } | null>(null);
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented<By>
          options={[...BY]}
          value={by}
          onChange={(next) => {
            setBy(next);
            setPage(1);
          }}
        />
        {shown && <LeftOut left={shown.left} />}
      </div>
      <ProblemAlert problem={problem} />
      {[shown?.drgReason, shown?.dipReason].filter(Boolean).map((reason) => (
        <Alert key={reason} type="warning" showIcon title={`有的支付算不出：${reason}`} />
      ))}
      <Table<ComparedUnit>
        size="small"
        rowKey="code"
        loading={loading}
        columns={columnsOf(by, shown, (outcome, unit) => setOpened({ outcome, unit }))}
        dataSource={shown?.items ?? []}
        scroll={{ x: 'max-content' }}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: shown?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: setPage,
        }}
      />
      {opened && (
        <ComparedCases
          period={period}
          outcome={opened.outcome}
          within={by === 'hospital' ? {} : { [by]: opened.unit.code }}
          title={opened.unit.name}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

function LeftOut({ left: { withoutDip, withoutDrg, withoutBoth } }: { left: Comparison['left'] }) {
  return (
    <span className="muted small">
      只比两边都能计价的医保病例；另有 {count(withoutDip)} 例没有 DIP 病种，{count(withoutDrg)} 例没有 DRG 权重，
      {count(withoutBoth)} 例两边都没有
    </span>
  );
}

const OUTCOMES: [Outcome, string][] = [
  ['drg-only', '只在 DRG 下结余'],
  ['dip-only', '只在 DIP 下结余'],
  ['both', '两边都结余'],
  ['neither', '两边都亏损'],
];

function columnsOf(
  by: By,
  compared: Comparison | null,
  open: (outcome: Outcome, unit: ComparedUnit) => void,
): TableColumnsType<ComparedUnit> {
  const right = { align: 'right' as const };
  return [
    {
      title: BY.find(({ value }) => value === by)!.label,
      key: 'name',
      fixed: 'start',
      width: 260,
      render: (_, { code, name }) => codeAndName(code, name),
    },
    { title: '例数', dataIndex: 'cases', ...right, render: count },
    { title: '总权重', dataIndex: 'rw', ...right, render: (text: string) => decimal(Number(text), 2) },
    { title: '结算分值', dataIndex: 'points', ...right, render: (text: string) => decimal(Number(text), 2) },
    { title: '总费用 元', dataIndex: 'cost', ...right, render: amount },
    {
      title: 'DRG 支付 元',
      key: 'drg',
      ...right,
      render: (_, { drg }) => <ScenarioText values={drg} driver={compared?.drgDriver ?? null} />,
    },
    {
      title: 'DIP 支付 元',
      key: 'dip',
      ...right,
      render: (_, { dip }) => <ScenarioText values={dip} driver={compared?.dipDriver ?? null} />,
    },
    {
      title: 'DIP − DRG 元',
      key: 'gap',
      ...right,
      render: (_, { drg, dip }) => (drg && dip ? amount((Number(dip.base) - Number(drg.base)).toFixed(2)) : NONE),
    },
    ...OUTCOMES.map(([outcome, title]) => ({
      title,
      key: outcome,
      ...right,
      render: (_: unknown, unit: ComparedUnit) =>
        unit.outcomes ? (
          <Button type="link" size="small" disabled={unit.outcomes[outcome] === 0} onClick={() => open(outcome, unit)}>
            {count(unit.outcomes[outcome])}
          </Button>
        ) : (
          NONE
        ),
    })),
  ];
}
