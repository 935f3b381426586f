import { Table, type TableColumnsType } from 'antd';
import { count, decimal, yuan } from '../format.ts';
import { type BuildSummary, type TypeShare, typeNames } from './catalogue-types.ts';

const percent = (share: number) => `${decimal(share * 100, 2)}%`;

type Row = TypeShare & { type: string };

const COLUMNS: TableColumnsType<Row> = [
  { title: '类型', dataIndex: 'type', render: (type) => `${typeNames[type]}病种` },
  { title: '病种数', dataIndex: 'entries', align: 'right', render: count },
  { title: '例数', dataIndex: 'cases', align: 'right', render: count },
  { title: '例数占比', dataIndex: 'caseShare', align: 'right', render: percent },
  { title: '费用（元）', dataIndex: 'fee', align: 'right', render: yuan },
  { title: '费用占比', dataIndex: 'feeShare', align: 'right', render: percent },
];

/** 测算的概要:所用病例的去处,核心与综合各占多少,多少不稳定。 */
export function BuildSummaryTable({ summary }: { summary: BuildSummary }) {
  const { counts, byType, years, overallMean, unstable, stabilityUnknown } = summary;
  return (
    <div className="stack">
      <span className="small">
        {years.join('、')}：病例 {count(counts.stored)} 例，参加测算 {count(counts.used)} 例；有 E 级缺陷{' '}
        {count(counts.withErrors)}，费用或住院日在界外 {count(counts.outOfBounds)}，主要诊断没有 ICD-10 类目{' '}
        {count(counts.withoutCategory)}。按年加权的均费 {yuan(overallMean)} 元。变异系数过大的病种 {count(unstable)}{' '}
        个，不足两例、看不出的 {count(stabilityUnknown)} 个。
      </span>
      <Table<Row>
        size="small"
        rowKey="type"
        columns={COLUMNS}
        dataSource={[
          { type: 'core', ...byType.core },
          { type: 'comprehensive', ...byType.comprehensive },
        ]}
        pagination={false}
      />
    </div>
  );
}
