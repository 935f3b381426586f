import { Table, type TableColumnsType } from 'antd';
import { decimal, NONE } from '../format.ts';
import { hrefOf } from '../router.ts';
import type { CompositePart } from './quality-types.ts';

/** 综合指数的构成:各项的值、界值、权重与得分;各项都可以打开。 */
export function PartTable({ parts, year }: { parts: CompositePart[]; year: number }) {
  const number = (value: number | null) => (value === null ? NONE : decimal(value, 4));
  const columns: TableColumnsType<CompositePart> = [
    {
      title: '组成指标',
      render: (_, { indicator, name }) => (
        <a href={hrefOf('figure', { indicator, period: String(year) })} target="_blank" rel="noreferrer">
          {name}
        </a>
      ),
    },
    { title: '值', dataIndex: 'value', align: 'right', width: 110, render: number },
    { title: '得 0 分', dataIndex: 'worst', align: 'right', width: 90, render: number },
    { title: '得满分', dataIndex: 'best', align: 'right', width: 90, render: number },
    { title: '权重', dataIndex: 'weight', align: 'right', width: 70 },
    { title: '得分', dataIndex: 'score', align: 'right', width: 90, render: number },
  ];
  return (
    <Table<CompositePart> size="small" rowKey="indicator" columns={columns} dataSource={parts} pagination={false} />
  );
}
