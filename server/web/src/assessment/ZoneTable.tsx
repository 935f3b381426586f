import { Table, type TableColumnsType, Tag } from 'antd';
import { count, decimal, NONE } from '../format.ts';
import type { AssessmentPlan, UnitAssessment, ZoneAssessment } from './assessment-types.ts';

const score = (value: number | null) => (value === null ? NONE : decimal(value, 2));

/** 一个片区的名次与各维度得分;展开一行看各考核项。 */
export function ZoneTable({ zone, plan }: { zone: ZoneAssessment; plan: AssessmentPlan }) {
  const columns: TableColumnsType<UnitAssessment> = [
    { title: '名次', dataIndex: 'rank', width: 70, align: 'right', render: (rank) => rank ?? NONE },
    { title: '科室', render: (_, unit) => <UnitName unit={unit} /> },
    { title: '例数', dataIndex: 'cases', width: 90, align: 'right', render: count },
    ...plan.dimensions.map(({ id, name, weight }) => ({
      title: `${name}（${weight}）`,
      width: 120,
      align: 'right' as const,
      render: (_: unknown, unit: UnitAssessment) =>
        score(unit.dimensions.find(({ dimension }) => dimension === id)?.score ?? null),
    })),
    { title: '总分', dataIndex: 'score', width: 90, align: 'right', render: score },
  ];
  return (
    <div className="stack">
      <span className="muted small">
        参加排名 {zone.ranked} 个科室，前 {decimal(plan.top.share * 100, 0)}% 表扬 {zone.commended} 个，奖励共{' '}
        {count(zone.award)} 元
      </span>
      <Table<UnitAssessment>
        size="small"
        rowKey="code"
        columns={columns}
        dataSource={zone.units}
        pagination={false}
        scroll={{ x: 980 }}
        expandable={{ expandedRowRender: (unit) => <ItemTable unit={unit} plan={plan} /> }}
        locale={{ emptyText: '这个片区没有科室' }}
      />
    </div>
  );
}

function UnitName({ unit: { name, outcome, reason } }: { unit: UnitAssessment }) {
  return (
    <>
      {name} {outcome === 'commended' && <Tag color="success">表扬</Tag>}
      {outcome === 'talk' && <Tag color="warning">约谈</Tag>}
      {reason && <span className="muted small">{reason}</span>}
    </>
  );
}

function ItemTable({ unit, plan }: { unit: UnitAssessment; plan: AssessmentPlan }) {
  const items = plan.dimensions.flatMap((dimension) =>
    dimension.items.map((item) => ({ ...item, dimension: dimension.name })),
  );
  const scored = new Map(unit.items.map((item) => [item.item, item]));
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={items}
      columns={[
        { title: '维度', dataIndex: 'dimension', width: 110 },
        { title: '考核项', dataIndex: 'name' },
        { title: '权重', dataIndex: 'weight', width: 70, align: 'right' },
        {
          title: '数值',
          width: 130,
          align: 'right',
          render: (_, { id }) => {
            const value = scored.get(id)?.value ?? null;
            return value === null ? NONE : decimal(value, 4);
          },
        },
        {
          title: '得分（0–1）',
          width: 120,
          align: 'right',
          render: (_, { id }) => {
            const value = scored.get(id)?.score ?? null;
            return value === null ? NONE : decimal(value, 4);
          },
        },
        { title: '说明', render: (_, { id }) => scored.get(id)?.reason ?? '' },
      ]}
    />
  );
}
