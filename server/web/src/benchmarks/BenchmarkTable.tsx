import { Table, type TableColumnsType } from 'antd';
import { count, indicatorValue } from '../format.ts';
import { FigureText } from '../overview/indicators.tsx';
import { HEADER_HEIGHT } from '../theme.ts';
import { BaseChange, IntervalText, KnownText, PeersText, PercentileText, RankText } from './benchmark-cells.tsx';
import type { Benchmarks, BenchmarkUnit } from './benchmark-types.ts';

/** 各单位的值与各种比较;例数少、不评级的单位整行变灰。 */
export function BenchmarkTable({ data, loading }: { data: Benchmarks; loading: boolean }) {
  return (
    <Table<BenchmarkUnit>
      size="small"
      rowKey="code"
      loading={loading}
      dataSource={data.units}
      columns={columnsOf(data)}
      rowClassName={({ unrated }) => (unrated === null ? '' : 'unrated')}
      scroll={{ x: 'max-content' }}
      sticky={{ offsetHeader: HEADER_HEIGHT }}
      pagination={{ defaultPageSize: 50, hideOnSinglePage: true, showSizeChanger: true }}
    />
  );
}

function columnsOf({ indicator, level, hospitalMean, target, period }: Benchmarks): TableColumnsType<BenchmarkUnit> {
  const right = { align: 'right' as const, showSorterTooltip: false };
  const byNumber = (of: (unit: BenchmarkUnit) => number | null) => ({
    sorter: (a: BenchmarkUnit, b: BenchmarkUnit) => (of(a) ?? -Infinity) - (of(b) ?? -Infinity),
    sortDirections: ['descend', 'ascend'] as ('descend' | 'ascend')[],
  });
  const place = (unit: BenchmarkUnit) => ({
    period: period.label,
    name: unit.name,
    ...(level === 'department' ? { department: unit.code } : {}),
  });
  return [
    {
      title: level === 'department' ? '科室' : '医院',
      key: 'name',
      fixed: 'start',
      width: 150,
      ellipsis: true,
      render: (_, unit) => unit.name || unit.code || '（未填）',
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh'),
    },
    { title: '样本', ...right, ...byNumber((unit) => unit.sample), render: (_, unit) => count(unit.sample) },
    {
      title: indicator.name,
      ...right,
      ...byNumber((unit) => unit.figure.value),
      render: (_, unit) => <FigureText indicator={indicator} figure={unit.figure} place={place(unit)} />,
    },
    {
      title: '95% 区间',
      ...right,
      render: (_, unit) => <IntervalText indicator={indicator} interval={unit.interval} />,
    },
    {
      title: '名次',
      ...right,
      sorter: (a, b) => (a.rank?.best ?? Infinity) - (b.rank?.best ?? Infinity) || rankWidth(a) - rankWidth(b),
      render: (_, unit) => <RankText unit={unit} />,
    },
    {
      title: '百分位',
      ...right,
      ...byNumber((unit) => unit.percentile.value),
      render: (_, unit) => <PercentileText percentile={unit.percentile} />,
    },
    { title: '环比', ...right, render: (_, unit) => <BaseChange {...{ indicator, unit, to: unit.previous }} /> },
    { title: '同比', ...right, render: (_, unit) => <BaseChange {...{ indicator, unit, to: unit.lastYear }} /> },
    {
      title: '自身 12 个月',
      ...right,
      render: (_, unit) => <KnownText indicator={indicator} known={unit.history} />,
    },
    {
      title: '全院均值',
      ...right,
      render: () => <KnownText indicator={indicator} known={hospitalMean} />,
    },
    { title: '目标', ...right, render: () => <KnownText indicator={indicator} known={target} /> },
    {
      title: '覆盖率',
      ...right,
      render: (_, { figure }) => indicatorValue({ ...indicator, format: 'share', precision: 1 }, figure.coverage),
    },
    {
      title: '同行',
      width: 320,
      onCell: () => ({ style: { paddingLeft: 24 } }),
      onHeaderCell: () => ({ style: { paddingLeft: 24 } }),
      render: (_, unit) => <PeersText indicator={indicator} peers={unit.peers} />,
    },
  ];
}

const rankWidth = ({ rank }: BenchmarkUnit) => (rank ? rank.worst - rank.best : 0);
