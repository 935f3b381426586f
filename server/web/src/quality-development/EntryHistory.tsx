import { Button, Modal, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { NONE, time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import type { YearlyEntry } from './quality-types.ts';
import { showAmount, toField } from './show-value.ts';

/** 一项填报的各版本。 */
export function EntryHistory({ year, item, percent }: { year: number; item: string; percent: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        各版本
      </Button>
      {open && (
        <Modal open title="各版本" width={760} footer={null} onCancel={() => setOpen(false)}>
          <Versions year={year} item={item} percent={percent} />
        </Modal>
      )}
    </>
  );
}

function Versions({ year, item, percent }: { year: number; item: string; percent: boolean }) {
  const { hospital } = useHospital();
  const url = urlOf(`/quality-development/figures/${item}/versions`, { hospital: hospital!.id, year });
  const { data, loading } = useApi<YearlyEntry[]>(url);
  const value = (number: number | null) =>
    `${showAmount(toField(percent, number))}${percent && number !== null ? '%' : ''}`;
  const columns: TableColumnsType<YearlyEntry> = [
    { title: '版本', dataIndex: 'version', width: 60 },
    { title: '数值', dataIndex: 'value', width: 140, align: 'right', render: value },
    { title: '文字', dataIndex: 'text', ellipsis: true, render: (text: string | null) => text ?? NONE },
    { title: '填报人', dataIndex: 'enteredBy', width: 90 },
    { title: '时间', dataIndex: 'enteredAt', width: 140, render: time },
    { title: '来源', dataIndex: 'source', width: 140, ellipsis: true },
  ];
  return (
    <Table<YearlyEntry>
      size="small"
      rowKey="version"
      loading={loading}
      columns={columns}
      dataSource={data ?? []}
      pagination={false}
    />
  );
}
