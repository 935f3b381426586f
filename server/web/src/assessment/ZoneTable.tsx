import { Table, type TableColumnsType, Tag } from 'antd';
import { count, decimal, NONE } from '../format.ts';
import { RankRangeText } from '../shared/rank-range.tsx';
import type { ItemScore, UnitAssessment, ZoneAssessment } from './assessment-types.ts';
import type { AssessmentPlan } from './plan-types.ts';

const score = (value: number | null) => (value === null ? NONE : decimal(value, 2));

/** 一个片区的名次与各维度得分;展开一行看各考核项。 */
export function ZoneTable({ zone, plan }: { zone: ZoneAssessment; plan: AssessmentPlan }) {
  const columns: TableColumnsType<UnitAssessment> = [
    {
      title: '名次',
      width: 90,
      align: 'right',
      render: (_, { rank }) => (rank ? <RankRangeText rank={rank} of={zone.ranked} /> : NONE),
    },
    { title: '科室', render: (_, unit) => <UnitName unit={unit} /> },
    { title: '例数', dataIndex: 'cases', width: 90, align: 'right', render: count },
    ...plan.dimensions.map(({ id, name, weight }) => ({
      title: `${name}（${weight}）`,
      width: 120,
      align: 'right' as const,
      render: (_: unknown, unit: UnitAssessment) =>
        score(unit.dimensions.find(({ dimension }) => dimension === id)?.score ?? null),
    })),
    { title: '总分', dataIndex: 'score', width: 80, align: 'right', render: score },
    { title: '95% 区间', width: 130, align: 'right', render: (_, { interval }) => intervalText(interval) },
  ];
  return (
    <div className="stack">
      <span className="muted small">
        参加排名 {zone.ranked} 个科室，前 {decimal(plan.top.share * 100, 0)}% 表扬 {zone.commended} 个，奖励共{' '}
        {count(zone.award)} 元；总分的区间不相交才分先后，分不出的名次写范围
      </span>
      <Table<UnitAssessment>
        size="small"
        rowKey="code"
        columns={columns}
        dataSource={zone.units}
        pagination={false}
        scroll={{ x: 1180 }}
        expandable={{ expandedRowRender: (unit) => <ItemTable unit={unit} plan={plan} /> }}
        locale={{ emptyText: '这个片区没有科室' }}
      />
    </div>
  );
}

/** 区间两端;没有区间是横线。 */
const intervalText = ({ low, high }: UnitAssessment['interval']) =>
  low === null || high === null ? NONE : `${decimal(low, 2)} – ${decimal(high, 2)}`;

function UnitName({ unit: { name, outcome, outcomeCertain, reason } }: { unit: UnitAssessment }) {
  return (
    <>
      {name} {outcome && <Tag color={OUTCOMES[outcome].color}>{OUTCOMES[outcome].text}</Tag>}
      {outcome && outcomeCertain === false && <span className="muted small">{OUTCOMES[outcome].uncertain}</span>}
      {reason && <span className="muted small">{reason}</span>}
    </>
  );
}

/** 表扬、约谈按总分定;差别在偶然之内的写明,由人决定。 */
const OUTCOMES = {
  commended: { text: '表扬', color: 'success', uncertain: '与未入选的科室分不出高下' },
  talk: { text: '约谈', color: 'warning', uncertain: '与未约谈的科室分不出高下' },
} as const;

/** 一项的得分;有抽样误差的连同两端。 */
function itemScore(found: ItemScore | undefined): string {
  if (!found || found.score === null) return NONE;
  const { low, high } = found.interval ?? { low: found.score, high: found.score };
  const ends = low < high ? `（${decimal(low, 2)}–${decimal(high, 2)}）` : '';
  return `${decimal(found.score, 4)}${ends}`;
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
          title: '得分（0–1，括号内为 95% 区间两端）',
          width: 250,
          align: 'right',
          render: (_, { id }) => itemScore(scored.get(id)),
        },
        { title: '说明', render: (_, { id }) => scored.get(id)?.reason ?? '' },
      ]}
    />
  );
}
