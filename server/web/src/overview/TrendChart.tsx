import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { FigureUnit } from '../api/types.ts';
import { indicatorValue, unitOf } from '../format.ts';
import { chosenIn } from './chosen-indicators.ts';
import type { Indicators } from './indicators.tsx';

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const SERIES = [
  { id: 'discharges', type: 'bar' as const, color: '#b9cfe4' },
  { id: 'cmi', type: 'line' as const, color: '#1d5a91' },
  { id: 'meanFee', type: 'line' as const, color: '#c9762b' },
];

function optionOf(months: string[], units: FigureUnit[], indicators: Indicators) {
  const byMonth = new Map(units.map((unit) => [unit.code, unit]));
  const shown = SERIES.flatMap((series) =>
    chosenIn(indicators, [series.id]).map(({ indicator }) => ({ ...series, id: indicator.id, indicator })),
  );
  const axisName = (unit: string, name: string) => (unit && !name.endsWith(unit) ? `${name}（${unit}）` : name);
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    tooltip: { trigger: 'axis' as const },
    legend: { top: 0 },
    grid: { left: 64, right: 132, top: 56, bottom: 28 },
    xAxis: { type: 'category' as const, data: months },
    yAxis: shown.map(({ indicator, color, type }, index) => ({
      type: 'value' as const,
      name: axisName(unitOf(indicator), indicator.name),
      nameTextStyle: { color: type === 'bar' ? '#6b7785' : color },
      position: index === 0 ? ('left' as const) : ('right' as const),
      offset: index === 2 ? 60 : 0,
      scale: type !== 'bar',
      splitLine: { show: index === 0 },
      axisLabel: { color: type === 'bar' ? '#6b7785' : color },
    })),
    series: shown.map(({ id, type, color, indicator }, index) => ({
      name: indicator.name,
      type,
      yAxisIndex: index,
      color,
      barMaxWidth: 36,
      data: months.map((month) => byMonth.get(month)?.figures[id]?.value ?? null),
      tooltip: {
        valueFormatter: (value: unknown) => `${indicatorValue(indicator, value as number | null)} ${unitOf(indicator)}`,
      },
    })),
  };
}

interface TrendChartProps {
  months: string[];
  units: FigureUnit[];
  indicators: Indicators;
}

/** 12 个月的出院人次、CMI 与次均费用。 */
export default function TrendChart({ months, units, indicators }: TrendChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);

  useEffect(() => {
    const drawn = init(box.current!);
    chart.current = drawn;
    const watcher = new ResizeObserver(() => drawn.resize());
    watcher.observe(box.current!);
    return () => {
      watcher.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(optionOf(months, units, indicators)), [months, units, indicators]);

  return <div ref={box} className="trend" role="img" aria-label="近 12 个月出院人次、CMI 与次均费用" />;
}
