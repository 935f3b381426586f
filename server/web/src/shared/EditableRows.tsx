import { Button, Input, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';

/** 一列:标题、宽度与这一格的输入框。 */
export interface EditableColumn<Row> {
  title: string;
  width?: number;
  cell: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
}

interface EditableRowsProps<Row> {
  rows: Row[];
  columns: EditableColumn<Row>[];
  blank: Row;
  addText: string;
  emptyText: string;
  onChange: (rows: Row[]) => void;
}

/** 逐行编辑的小表:改格、移除、添加。 */
export function EditableRows<Row extends object>({
  rows,
  columns,
  blank,
  addText,
  emptyText,
  onChange,
}: EditableRowsProps<Row>) {
  const numbered = rows.map((row, index) => ({ row, index }));
  const change = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...part } : row)));
  const shown: TableColumnsType<(typeof numbered)[number]> = [
    ...columns.map(({ title, width, cell }) => ({
      title,
      ...(width === undefined ? {} : { width }),
      render: (_: unknown, { row, index }: (typeof numbered)[number]) => cell(row, (part) => change(index, part)),
    })),
    {
      title: '',
      width: 64,
      render: (_, { index }) => (
        <Button type="link" size="small" onClick={() => onChange(rows.filter((_row, i) => i !== index))}>
          移除
        </Button>
      ),
    },
  ];
  return (
    <div className="stack">
      <Table
        size="small"
        rowKey="index"
        columns={shown}
        dataSource={numbered}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText }}
      />
      <div>
        <Button size="small" onClick={() => onChange([...rows, blank])}>
          {addText}
        </Button>
      </div>
    </div>
  );
}

interface TextCellProps {
  label: string;
  value: string;
  type?: 'text' | 'date';
  onChange: (value: string) => void;
}

export const TextCell = ({ label, value, type = 'text', onChange }: TextCellProps) => (
  <Input aria-label={label} size="small" type={type} value={value} onChange={(event) => onChange(event.target.value)} />
);
