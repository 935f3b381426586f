import { Alert, Card, Segmented, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { count, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { amount, isNegative } from './RangeText.tsx';
import { RunButton } from './RunButton.tsx';
import type { ChainFigure, InsuranceSettlement, Settlement } from './settlement-types.ts';

const BASES = [
  { value: '', label: '按期间' },
  { value: 'budget', label: '预算点值' },
  { value: 'settlement', label: '结算点值' },
];

/** 结算测算:各险种从分值到预付、清算的一串数。 */
export function SettlementTab({ period }: { period: string }) {
  const { hospital } = useHospital();
  const [basis, setBasis] = useState('');
  const query = { period, hospital: hospital!.id, ...(basis && { basis }) };
  const { data, problem, loading, reload } = useApi<Settlement>(urlOf('/dip/settlements', query));
  const notRun = problem?.code === 'dip-run-missing';
  const shown = problem ? null : data;
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented aria-label="点值口径" options={BASES} value={basis} onChange={setBasis} />
        <RunButton period={period} onDone={reload} />
        {shown && <RunsNote settled={shown} />}
      </div>
      {notRun ? (
        <Alert type="info" showIcon title="这个期间还没有 DIP 分组运行，点「运行 DIP 分组」。" />
      ) : (
        <ProblemAlert problem={problem} />
      )}
      {shown?.insurances.map((one) => (
        <InsuranceCard key={one.insurance} one={one} loading={loading} basisName={shown.basisName} />
      ))}
      {shown && shown.others.cases > 0 && (
        <span className="muted small">另有 {count(shown.others.cases)} 例自费、商业保险等，不由 DIP 结算。</span>
      )}
    </div>
  );
}

function RunsNote({ settled: { runs } }: { settled: Settlement }) {
  return (
    <span className="muted small">
      {runs
        .map(({ id, catalogueName, from, before }) => `运行 ${id}：${catalogueName}，${from} 至 ${before} 前`)
        .join('；')}
    </span>
  );
}

const COLUMNS: TableColumnsType<ChainFigure> = [
  { title: '项目', dataIndex: 'label', width: 300 },
  ...(['low', 'base', 'high'] as const).map((end) => ({
    title: { low: '低', base: '基准', high: '高' }[end],
    key: end,
    width: 170,
    align: 'right' as const,
    render: (_: unknown, figure: ChainFigure) => {
      const text = <span className={isNegative(figure[end]) ? 'worse' : undefined}>{amount(figure[end])}</span>;
      return end === 'base' ? <strong>{text}</strong> : text;
    },
  })),
  {
    title: '主要驱动因素（单独取低、取高时的值）',
    key: 'driver',
    render: (_, { base, reason, effects }) =>
      base === null ? (
        <span className="muted">{reason}</span>
      ) : effects.length === 0 ? (
        <span className="muted">没有不确定的假设</span>
      ) : (
        effects.slice(0, 3).map(({ assumption, atLow, atHigh }, i) => (
          <div key={assumption} className={i === 0 ? undefined : 'small muted'}>
            {assumption}：{amount(atLow)}、{amount(atHigh)}
          </div>
        ))
      ),
  },
];

function InsuranceCard({ one, loading, basisName }: { one: InsuranceSettlement; loading: boolean; basisName: string }) {
  const { name, counts, reason, pointValueOrigin, makeup } = one;
  return (
    <Card
      size="small"
      title={
        <>
          {name} <Tag>{basisName}</Tag>
          {pointValueOrigin && <Tag>点值：{pointValueOrigin}</Tag>}
        </>
      }
    >
      <div className="stack">
        <CountLine counts={counts} />
        <span className="muted small">
          结算分值的来历：病种分值 {amount(makeup.score)}，偏差调整 {amount(makeup.deviation)}，辅助目录调整{' '}
          {amount(makeup.auxiliary)}，系数调整 {amount(makeup.coefficient)}
        </span>
        {reason !== null && <Alert type="warning" showIcon title={`不能测算支付：${reason}`} />}
        {reason === null && (
          <Table<ChainFigure>
            size="small"
            rowKey="figure"
            loading={loading}
            columns={COLUMNS}
            dataSource={one.figures}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        )}
      </div>
    </Card>
  );
}

function CountLine({ counts }: { counts: InsuranceSettlement['counts'] }) {
  const items: [label: string, value: number, warn?: boolean][] = [
    ['病例', counts.cases],
    ['核心', counts.core],
    ['综合', counts.comprehensive],
    ['基层', counts.grassroots],
    ['中医优势', counts.tcm],
    ['未入组', counts.ungrouped],
    ['不能匹配', counts.unmatched, true],
    ['待运行', counts.pending, true],
    ['缺个人负担', counts.withoutBurden, true],
    ['进结算', counts.settled],
  ];
  return (
    <div className="count-list">
      {items.map(([label, value, warn]) => (
        <span key={label} className={warn && value > 0 ? 'worse' : undefined}>
          <span className="muted">{label}</span> {value === 0 && !warn ? NONE : count(value)}
        </span>
      ))}
    </div>
  );
}
