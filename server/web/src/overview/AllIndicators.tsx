import { Table, type TableColumnsType } from 'antd';
import type { Figure, Indicator } from '../api/types.ts';
import { unitOf } from '../format.ts';
import { ChangeText } from './FigureCard.tsx';
import { type FigurePlace, FigureText, IndicatorName, type Indicators } from './indicators.tsx';

/** 文字列紧跟右对齐的数,要隔开。 */
const AFTER_NUMBERS = { style: { paddingLeft: 24 } };

export type FigureRecord = Record<string, Figure> | undefined;

interface AllIndicatorsProps {
  indicators: Indicators;
  current: FigureRecord;
  lastMonth: FigureRecord;
  lastYear: FigureRecord;
  /** 本月的数所在。 */
  place: FigurePlace;
}

/** 登记表里的全部指标,与上月、去年同月并排。 */
export function AllIndicators({ indicators, current, lastMonth, lastYear, place }: AllIndicatorsProps) {
  const rows = byDimension([...indicators.values()]);
  const value = (title: string, record: FigureRecord, at?: FigurePlace) => ({
    title,
    align: 'right' as const,
    width: 130,
    render: (_: unknown, indicator: Indicator) => (
      <FigureText indicator={indicator} figure={record?.[indicator.id]} place={at} />
    ),
  });
  const change = (title: string, base: FigureRecord) => ({
    title,
    align: 'right' as const,
    width: 120,
    render: (_: unknown, indicator: Indicator) => (
      <ChangeText indicator={indicator} figure={current?.[indicator.id]} base={base?.[indicator.id]} />
    ),
  });
  const columns: TableColumnsType<Indicator> = [
    { title: '维度', dataIndex: 'dimension', width: 90, onCell: (_, index) => ({ rowSpan: spanAt(rows, index!) }) },
    { title: '指标', width: 200, render: (_, indicator) => <IndicatorName indicator={indicator} /> },
    { title: '单位', width: 60, render: (_, indicator) => unitOf(indicator) },
    value('本月', current, place),
    value('上月', lastMonth),
    change('环比', lastMonth),
    value('去年同月', lastYear),
    change('同比', lastYear),
    {
      title: '来源',
      dataIndex: 'source',
      ellipsis: true,
      onCell: () => AFTER_NUMBERS,
      onHeaderCell: () => AFTER_NUMBERS,
    },
  ];
  return <Table size="small" rowKey="id" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 1200 }} />;
}

/** 同一维度的排在一起,维度按登记的先后。 */
function byDimension(indicators: Indicator[]): Indicator[] {
  const dimensions = [...new Set(indicators.map(({ dimension }) => dimension))];
  return dimensions.flatMap((dimension) => indicators.filter((indicator) => indicator.dimension === dimension));
}

/** 维度一格跨该维度的各行;其余行不画这一格。 */
function spanAt(rows: Indicator[], index: number): number {
  const { dimension } = rows[index]!;
  if (rows[index - 1]?.dimension === dimension) return 0;
  return rows.filter((row) => row.dimension === dimension).length;
}
