import { Table, type TableColumnsType } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { HEADER_HEIGHT } from '../theme.ts';
import type { OfficialRow, OfficialTable, OfficialTrend } from './quality-types.ts';
import { ARROWS, showValue } from './show-value.ts';

/** 各指标逐年的数。 */
export function TrendTable({ table }: { table: OfficialTable }) {
  const { hospital } = useHospital();
  const { list, year, rows } = table;
  const url = urlOf('/quality-development/trend', { hospital: hospital!.id, list: list.id, year, count: 5 });
  const { data, loading, problem } = useApi<OfficialTrend>(url);
  const values = new Map(data?.indicators.map(({ id, values: byYear }) => [id, byYear]));
  const columns: TableColumnsType<OfficialRow> = [
    { title: '编号', width: 60, align: 'center', render: (_, { no }) => no ?? '附' },
    { title: '指标', render: (_, { name, direction }) => `${name} ${ARROWS[direction]}` },
    { title: '单位', dataIndex: 'unit', width: 90 },
    ...(data?.years ?? []).map((each, i) => ({
      title: `${each} 年`,
      width: 130,
      align: 'right' as const,
      render: (_: unknown, row: OfficialRow) => showValue(row, values.get(row.id)?.[i] ?? null),
    })),
  ];
  return (
    <div className="stack">
      <ProblemAlert problem={problem} />
      <Table<OfficialRow>
        size="small"
        rowKey="id"
        loading={loading}
        columns={columns}
        dataSource={rows}
        pagination={false}
        sticky={{ offsetHeader: HEADER_HEIGHT }}
      />
      <span className="muted small">各年按该年有数据的月份计算；没有过完的年份与整年不可直接比较。</span>
    </div>
  );
}
