import { Button, Table, type TableColumnsType, Tag, Tooltip, Typography } from 'antd';
import { decimal, NONE } from '../format.ts';
import { HEADER_HEIGHT } from '../theme.ts';
import type { OfficialRow } from './quality-types.ts';
import { ARROWS, showValue } from './show-value.ts';

interface IndicatorTableProps {
  rows: OfficialRow[];
  loading: boolean;
  onOpen: (id: string) => void;
}

/** 一张清单的各指标,按维度分段。 */
export function IndicatorTable({ rows, loading, onOpen }: IndicatorTableProps) {
  const spans = spansOf(rows);
  const columns: TableColumnsType<OfficialRow> = [
    { title: '维度', dataIndex: 'dimension', width: 80, onCell: (_, i) => ({ rowSpan: spans[i ?? 0] ?? 1 }) },
    { title: '编号', width: 48, align: 'center', render: (_, { no }) => no ?? <span className="muted">附</span> },
    { title: '指标', render: (_, row) => <Name row={row} onOpen={onOpen} /> },
    { title: '指标值', width: 100, align: 'right', render: (_, row) => <Value row={row} /> },
    { title: '上年同期', width: 84, align: 'right', render: (_, row) => showValue(row, row.lastYear) },
    { title: '同比', width: 104, align: 'right', render: (_, row) => <Change row={row} /> },
    { title: '目标', width: 84, align: 'right', render: (_, row) => showValue(row, row.target) },
    { title: '达标', width: 72, align: 'center', render: (_, row) => <Reached row={row} /> },
    { title: '参考值', width: 84, align: 'right', render: (_, row) => showValue(row, row.reference) },
    { title: '数据来源', dataIndex: 'dataSource', width: 104 },
    { title: '责任部门', dataIndex: 'responsible', width: 88 },
    {
      title: '',
      width: 64,
      align: 'right',
      fixed: 'end',
      render: (_, { id }) => (
        <Button size="small" onClick={() => onOpen(id)}>
          填报
        </Button>
      ),
    },
  ];
  return (
    <Table<OfficialRow>
      size="small"
      rowKey="id"
      loading={loading}
      columns={columns}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 1120 }}
      sticky={{ offsetHeader: HEADER_HEIGHT }}
    />
  );
}

/** 同一维度连着的几行合成一格;后面的行为 0。 */
function spansOf(rows: readonly OfficialRow[]): number[] {
  return rows.map((row, i) => {
    if (rows[i - 1]?.dimension === row.dimension) return 0;
    const next = rows.findIndex((other, j) => j > i && other.dimension !== row.dimension);
    return (next < 0 ? rows.length : next) - i;
  });
}

function Name({ row, onOpen }: { row: OfficialRow; onOpen: (id: string) => void }) {
  const { id, name, direction, unit, definition, kind } = row;
  return (
    <Tooltip title={definition}>
      <Typography.Link onClick={() => onOpen(id)}>
        {name} {ARROWS[direction]}
      </Typography.Link>{' '}
      {unit && unit !== '%' && <span className="muted small">{unit}</span>}
      {kind === 'qualitative' && <Tag>定性</Tag>}
    </Tooltip>
  );
}

function Value({ row }: { row: OfficialRow }) {
  const { kind, entry, value, reason, basis, computed, filled } = row;
  if (kind === 'qualitative')
    return entry?.text || entry?.attachmentId ? <Tag color="success">已填</Tag> : <Tag>未填</Tag>;
  if (value === null) {
    return (
      <Tooltip title={reason}>
        <span className="muted">{NONE}</span>
      </Tooltip>
    );
  }
  const both = computed !== null && filled !== null;
  const other = basis === 'filled' ? `算出 ${showValue(row, computed)}` : `填报 ${showValue(row, filled)}`;
  return (
    <span className="number">
      <strong>{showValue(row, value)}</strong>
      {both && <div className="muted small">{other}</div>}
    </span>
  );
}

function Change({ row: { change, format, direction } }: { row: OfficialRow }) {
  if (change === null) return NONE;
  const shown = `${decimal(Math.abs(change) * 100, 2)}${format === 'share' ? '百分点' : '%'}`;
  if (Number.parseFloat(shown) === 0) return '持平';
  const mood = direction === 'monitor' ? '' : change > 0 === (direction === 'up') ? 'better' : 'worse';
  return <span className={mood}>{`${change > 0 ? '▲' : '▼'}${shown}`}</span>;
}

function Reached({ row: { reached } }: { row: OfficialRow }) {
  if (reached === null) return NONE;
  return reached ? <Tag color="success">达标</Tag> : <Tag color="error">未达标</Tag>;
}
