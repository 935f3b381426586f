import { Descriptions, Drawer, Input, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import type { Indicator } from '../api/types.ts';
import { NONE } from '../format.ts';
import { useIndicators } from '../overview/indicators.tsx';
import { HEADER_HEIGHT } from '../theme.ts';
import { DIRECTIONS, FORMATS } from './indicator-types.ts';

const COLUMNS: TableColumnsType<Indicator> = [
  { title: '维度', dataIndex: 'dimension', width: 90 },
  {
    title: '指标',
    width: 240,
    render: (_, { name, origin, adopted }) => (
      <>
        {name} {origin === 'hospital' && <Tag color="processing">本院</Tag>}
        {adopted && <Tag color="success">采用</Tag>}
      </>
    ),
  },
  { title: '编号', dataIndex: 'id', width: 160, className: 'mono' },
  { title: '公式', ellipsis: true, render: (_, indicator) => formulaOf(indicator) },
  { title: '单位', dataIndex: 'unit', width: 60, render: (unit) => unit || NONE },
  {
    title: '方向',
    dataIndex: 'direction',
    width: 90,
    render: (direction: Indicator['direction']) => DIRECTIONS[direction],
  },
  { title: '责任部门', dataIndex: 'owner', width: 110 },
  { title: '版本', width: 130, render: (_, { version, effectiveFrom }) => `${version}，${effectiveFrom} 起` },
];

export const formulaOf = ({ numeratorText, denominatorText }: Pick<Indicator, 'numeratorText' | 'denominatorText'>) =>
  denominatorText ? `${numeratorText} ÷ ${denominatorText}` : numeratorText;

/** 登记表:点一行看全部内容。 */
export function RegistryTable() {
  const indicators = useIndicators();
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<Indicator | null>(null);
  const text = wanted.trim();
  const found = [...indicators.values()].filter((indicator) =>
    [indicator.id, indicator.name, indicator.dimension, indicator.owner].some((part) => part.includes(text)),
  );
  return (
    <div className="stack">
      <div className="toolbar">
        <Input.Search
          allowClear
          style={{ width: 260 }}
          placeholder="查名称、编号、维度、责任部门"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="muted small">共 {found.length} 个指标；页面、接口与报表的数都由这张表求得</span>
      </div>
      <Table<Indicator>
        className="clickable-rows"
        size="small"
        rowKey="id"
        loading={indicators.size === 0}
        columns={COLUMNS}
        dataSource={found}
        pagination={false}
        scroll={{ x: 1100 }}
        sticky={{ offsetHeader: HEADER_HEIGHT }}
        onRow={(indicator) => ({ onClick: () => setOpened(indicator) })}
      />
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size="min(720px, 92vw)"
        destroyOnHidden
        title={opened?.name}
      >
        {opened && <IndicatorDetail indicator={opened} />}
      </Drawer>
    </div>
  );
}

const NEEDS: Record<string, string> = { weights: '权重', benchmark: '标杆', mortality: '死亡风险分级' };

function IndicatorDetail({ indicator }: { indicator: Indicator }) {
  const rows: [string, string | null][] = [
    ['编号', indicator.id],
    ['维度', indicator.dimension],
    ['定义', indicator.definition],
    [indicator.denominator ? '分子' : '取值', `${indicator.numeratorText}（${indicator.numerator}）`],
    ['分母', indicator.denominator && `${indicator.denominatorText}（${indicator.denominator}）`],
    ['排除', indicator.excludes],
    ['依赖的参照数据', indicator.needs.map((need) => NEEDS[need] ?? need).join('、')],
    ['最低覆盖率', indicator.minCoverage === null ? null : `${indicator.minCoverage * 100}%`],
    ['写法', `${FORMATS[indicator.format]}，${indicator.precision} 位小数，${DIRECTIONS[indicator.direction]}`],
    ['责任部门', indicator.owner],
    ['来源文件', indicator.source],
    [
      '版本',
      `${indicator.version}，${indicator.effectiveFrom} 起${indicator.effectiveBefore ? `，到 ${indicator.effectiveBefore} 前` : ''}`,
    ],
    ['同名的概念', indicator.concept && `${indicator.concept}${indicator.adopted ? '（采用）' : '（未采用，供对照）'}`],
    ['说明', indicator.note],
  ];
  return (
    <Descriptions
      size="small"
      bordered
      column={1}
      items={rows.flatMap(([label, text]) => (text ? [{ key: label, label, children: text }] : []))}
    />
  );
}
