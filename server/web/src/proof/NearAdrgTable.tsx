import { Table, type TableColumnsType } from 'antd';
import { codeAndName } from '../format.ts';
import type { NearAdrg } from './proof-types.ts';

type Row = NearAdrg & { key: string };

const COLUMNS: TableColumnsType<Row> = [
  { title: 'ADRG', width: 280, render: (_, { adrg, name }) => codeAndName(adrg, name) },
  { title: '差的一条', render: (_, { unmet }) => unmet.message },
  {
    title: '病例上已有',
    width: 170,
    render: (_, { unmet }) => unmet.recorded.length > 0 && `${unmet.recorded.join('、')}（位置不合）`,
  },
  { title: '次序', width: 110, render: (_, { tried }) => (tried ? '在结果之前' : '在结果之后') },
];

/** 只差一条最小条件的核心分组。 */
export function NearAdrgTable({ near }: { near: NearAdrg[] }) {
  const rows = near.map((each, i) => ({ ...each, key: String(i) }));
  return <Table<Row> size="small" columns={COLUMNS} dataSource={rows} pagination={false} />;
}
