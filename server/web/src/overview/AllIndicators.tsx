import { Table, type TableColumnsType } from 'antd';
import type { Figure, Indicator } from '../api/types.ts';
import { unitOf } from '../format.ts';
import { ChangeText } from './FigureCard.tsx';
import { FigureText, IndicatorName, type Indicators } from './indicators.tsx';

export type FigureRecord = Record<string, Figure> | undefined;

interface AllIndicatorsProps {
  indicators: Indicators;
  current: FigureRecord;
  lastMonth: FigureRecord;
  lastYear: FigureRecord;
}

/** 登记表里的全部指标,与上月、去年同月并排。 */
export function AllIndicators({ indicators, current, lastMonth, lastYear }: AllIndicatorsProps) {
  const rows = [...indicators.values()].toSorted((a, b) => a.dimension.localeCompare(b.dimension, 'zh'));
  const value = (title: string, record: FigureRecord) => ({
    title,
    align: 'right' as const,
    width: 130,
    render: (_: unknown, indicator: Indicator) => <FigureText indicator={indicator} figure={record?.[indicator.id]} />,
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
    { title: '维度', dataIndex: 'dimension', width: 90 },
    { title: '指标', width: 200, render: (_, indicator) => <IndicatorName indicator={indicator} /> },
    { title: '单位', width: 60, render: (_, indicator) => unitOf(indicator) || indicator.unit },
    value('本月', current),
    value('上月', lastMonth),
    change('环比', lastMonth),
    value('去年同月', lastYear),
    change('同比', lastYear),
    { title: '来源', dataIndex: 'source', ellipsis: true },
  ];
  return <Table size="small" rowKey="id" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 1200 }} />;
}
