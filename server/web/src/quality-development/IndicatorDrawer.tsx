import { Button, Collapse, Descriptions, Drawer, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { decimal, NONE } from '../format.ts';
import { FillForm } from './FillForm.tsx';
import { MeasureCases } from './MeasureCases.tsx';
import type { Component, CompositePart, OfficialRow } from './quality-types.ts';
import { showAmount, showValue } from './show-value.ts';
import { TargetForm } from './TargetForm.tsx';

interface IndicatorDrawerProps {
  row: OfficialRow | undefined;
  year: number;
  onSaved: () => void;
  onClose: () => void;
}

/** 一个指标:怎么算的、各项数、填报与目标。 */
export function IndicatorDrawer({ row, year, onSaved, onClose }: IndicatorDrawerProps) {
  return (
    <Drawer
      open={row !== undefined}
      title={row && `${row.name}（${year} 年）`}
      size={760}
      onClose={onClose}
      destroyOnHidden
    >
      {row && <Content key={row.id} row={row} year={year} onSaved={onSaved} />}
    </Drawer>
  );
}

function Content({ row, year, onSaved }: { row: OfficialRow; year: number; onSaved: () => void }) {
  const { id, name, unit, components, parts, fillable, entry, kind } = row;
  const yearly = components.filter(({ origin }) => origin === 'filled');
  const own = {
    key: id,
    label:
      kind === 'qualitative'
        ? '填写落实情况'
        : yearly.length > 0 || row.computed !== null
          ? '直接填指标值（对照）'
          : '填指标值',
    children: <FillForm year={year} item={id} name={name} unit={unit} entry={entry} onSaved={onSaved} {...fillable} />,
  };
  const panels = [
    ...yearly.map((component) => ({
      key: component.item,
      label: `填「${component.name}」：${showAmount(component.value)} ${component.value === null ? '' : component.unit}`,
      children: (
        <FillForm
          year={year}
          item={component.item}
          name={component.name}
          unit={component.unit}
          kind="number"
          percent={false}
          entry={component.entry}
          onSaved={onSaved}
        />
      ),
    })),
    own,
  ];
  return (
    <div className="stack">
      <Definition row={row} />
      {components.length > 0 && <Components components={components} year={year} />}
      {parts && <Parts parts={parts} />}
      <Collapse size="small" defaultActiveKey={panels.length === 1 ? [id] : []} items={panels} />
      <strong>目标与参考</strong>
      <TargetForm row={row} year={year} onSaved={onSaved} />
    </div>
  );
}

function Definition({ row }: { row: OfficialRow }) {
  const items = [
    { label: '指标值', children: row.value === null ? `${NONE} ${row.reason ?? ''}` : showValue(row, row.value) },
    { label: '定义', children: row.definition },
    { label: '分子 ÷ 分母', children: `${showAmount(row.numerator)} ÷ ${showAmount(row.denominator)}` },
    { label: '说明', children: row.note || NONE },
    { label: '口径文件', children: `${row.source} ${row.version}` },
  ];
  return (
    <Descriptions
      size="small"
      bordered
      column={1}
      styles={{ label: { width: 110 } }}
      items={items.map((item) => ({ key: item.label, ...item }))}
    />
  );
}

function Components({ components, year }: { components: Component[]; year: number }) {
  const [opened, setOpened] = useState<Component | null>(null);
  const columns: TableColumnsType<Component> = [
    { title: '项目', dataIndex: 'name' },
    { title: '数', dataIndex: 'value', align: 'right', width: 160, render: showAmount },
    { title: '单位', dataIndex: 'unit', width: 80 },
    { title: '来源', width: 90, render: (_, { origin }) => (origin === 'records' ? '病案首页' : '填报') },
    { title: '没有数的原因', dataIndex: 'reason', width: 200, render: (reason: string | null) => reason ?? NONE },
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

function Parts({ parts }: { parts: CompositePart[] }) {
  const number = (value: number | null) => (value === null ? NONE : decimal(value, 4));
  const columns: TableColumnsType<CompositePart> = [
    { title: '组成指标', dataIndex: 'name' },
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
