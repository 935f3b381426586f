import { Alert, Checkbox, Empty, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName, count, NONE } from '../format.ts';
import { hrefOf } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { PeriodSelect } from '../shared/PeriodSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { pagesOf } from '../shared/use-pages.ts';
import type { LowRiskDeaths, RiskDeath, RiskSummary } from './quality-types.ts';
import { share } from './show-value.ts';

const rate = (deaths: number, cases: number) => share(cases > 0 ? deaths / cases : null);

const SUMMARY: TableColumnsType<RiskSummary> = [
  { title: '科室', dataIndex: 'name' },
  { title: '低风险组例数', dataIndex: 'lowCases', width: 120, align: 'right', render: count },
  { title: '死亡', dataIndex: 'lowDeaths', width: 80, align: 'right', render: count },
  { title: '死亡率', width: 100, align: 'right', render: (_, row) => rate(row.lowDeaths, row.lowCases) },
  { title: '中低风险组例数', dataIndex: 'midLowCases', width: 130, align: 'right', render: count },
  { title: '死亡', dataIndex: 'midLowDeaths', width: 80, align: 'right', render: count },
  { title: '死亡率', width: 100, align: 'right', render: (_, row) => rate(row.midLowDeaths, row.midLowCases) },
  {
    title: '上年同期低风险死亡',
    dataIndex: 'lowDeathsLastYear',
    width: 150,
    align: 'right',
    render: (n: number | null) => (n === null ? NONE : count(n)),
  },
];

/** 低风险组死亡:分级的来历、科室汇总与逐例。 */
export function LowRiskDeathsPanel() {
  const { hospital, months } = useHospital();
  const [period, setPeriod] = useState(months[0]!.month);
  const [zero, setZero] = useState(false);
  const url = urlOf('/low-risk-deaths', { hospital: hospital!.id, period, tierZeroAsLow: String(zero) });
  const { data, loading, problem } = useApi<LowRiskDeaths>(url);
  const deaths: TableColumnsType<RiskDeath> = [
    { title: '等级', dataIndex: 'tier', width: 90, render: (tier: 1 | 2) => (tier === 1 ? '低风险' : '中低风险') },
    {
      title: '病案号',
      width: 130,
      render: (_, { recordNo, caseId }) => <a href={hrefOf('cases', { period, recordNo, case: caseId })}>{recordNo}</a>,
    },
    { title: '科室', dataIndex: 'departmentName', width: 140 },
    { title: '医师', dataIndex: 'physician', width: 100 },
    { title: '年龄', dataIndex: 'ageYears', width: 60, align: 'right' },
    { title: '出院日', dataIndex: 'dischargedOn', width: 110 },
    { title: '住院日', dataIndex: 'los', width: 70, align: 'right' },
    { title: '病组', render: (_, { drg, drgName }) => codeAndName(drg, drgName) },
    { title: '组死亡率', dataIndex: 'groupRate', width: 90, align: 'right', render: share },
    { title: '主要诊断', render: (_, row) => codeAndName(row.principalDiagnosis, row.principalDiagnosisName) },
    { title: '肿瘤/姑息', width: 130, render: (_, { terminalCodes }) => terminalCodes.join('、') || NONE },
  ];
  return (
    <div className="stack">
      <div className="toolbar">
        <PeriodSelect value={period} onChange={setPeriod} />
        <Checkbox checked={zero} onChange={(event) => setZero(event.target.checked)}>
          参考期内没有死亡的病组也当低风险
        </Checkbox>
        <span className="muted small">带复核列的清单见「报表」R07</span>
      </div>
      <ProblemAlert problem={problem} />
      {data && <Alert type={data.tiers.origin === 'loaded' ? 'info' : 'warning'} showIcon title={data.tiers.note} />}
      <Table<RiskDeath>
        size="small"
        rowKey="caseId"
        loading={loading}
        columns={deaths}
        dataSource={data?.deaths ?? []}
        pagination={pagesOf(50)}
        locale={{
          emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="该期间没有低风险、中低风险组的死亡" />,
        }}
      />
      <Table<RiskSummary>
        size="small"
        rowKey="department"
        loading={loading}
        columns={SUMMARY}
        dataSource={data?.summary ?? []}
        pagination={false}
      />
    </div>
  );
}
