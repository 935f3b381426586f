import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { NONE } from '../format.ts';
import { MeasureCases } from './MeasureCases.tsx';
import type { Component } from './quality-types.ts';
import { showAmount } from './show-value.ts';

/** 组成一个指标的各项数:来源、填报人、没有数的原因;由病例而来的可以列出病例。 */
export function ComponentTable({ components, year }: { components: Component[]; year: number }) {
  const [opened, setOpened] = useState<Component | null>(null);
  const columns: TableColumnsType<Component> = [
    { title: '项目', dataIndex: 'name' },
    { title: '数', dataIndex: 'value', align: 'right', width: 160, render: showAmount },
    { title: '单位', dataIndex: 'unit', width: 80 },
    { title: '来源', width: 90, render: (_, { origin }) => (origin === 'records' ? '病案首页' : '填报') },
    { title: '填报', width: 150, render: (_, { entry }) => (entry ? `${entry.enteredBy}，${entry.source}` : NONE) },
    { title: '没有数的原因', dataIndex: 'reason', width: 180, render: (reason: string | null) => reason ?? NONE },
    {
      title: '',
      width: 70,
      render: (_, component) =>
        component.hasCases && (
          <Button size="small" type="link" onClick={() => setOpened(component)}>
            病例
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table<Component> size="small" rowKey="item" columns={columns} dataSource={components} pagination={false} />
      {opened && <MeasureCases key={opened.item} measure={opened.item} name={opened.name} year={year} />}
    </>
  );
}
