import type { TableColumnsType } from 'antd';
import { count, decimal, NONE } from '../format.ts';
import type { MigrationSums } from './scheme-types.ts';

const number = (digits: number) => (value: number | null) => (value === null ? NONE : decimal(value, digits));

/** 新 − 旧;缺一边就没有。 */
function gapOf({ fromWeight, toWeight }: MigrationSums) {
  if (fromWeight === null || toWeight === null) return NONE;
  const gap = toWeight - fromWeight;
  return <span className={gap < 0 ? 'worse' : undefined}>{`${gap > 0 ? '+' : ''}${decimal(gap, 2)}`}</span>;
}

/** 例数与两边总权重、CMI 的各列。 */
export function migrationColumns<Row extends MigrationSums>(): TableColumnsType<Row> {
  const cell = { width: 100, align: 'right' as const };
  return [
    { title: '例数', dataIndex: 'cases', ...cell, render: count },
    { title: '现行总权重', dataIndex: 'fromWeight', ...cell, render: number(2) },
    { title: '新总权重', dataIndex: 'toWeight', ...cell, render: number(2) },
    { title: '差', ...cell, render: (_, row) => gapOf(row) },
    { title: '现行 CMI', dataIndex: 'fromCmi', ...cell, render: number(4) },
    { title: '新 CMI', dataIndex: 'toCmi', ...cell, render: number(4) },
  ];
}
