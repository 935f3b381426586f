import { Collapse, Drawer, Tabs } from 'antd';
import { FigureDetail } from '../figures/FigureDetail.tsx';
import { FillForm } from './FillForm.tsx';
import type { OfficialRow } from './quality-types.ts';
import { showAmount } from './show-value.ts';
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
      size="min(1080px, 94vw)"
      onClose={onClose}
      destroyOnHidden
    >
      {row && <Content key={row.id} row={row} year={year} onSaved={onSaved} />}
    </Drawer>
  );
}

function Content({ row, year, onSaved }: { row: OfficialRow; year: number; onSaved: () => void }) {
  const { id, name, unit, components, fillable, entry, kind } = row;
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
  const filling = (
    <div className="stack">
      <Collapse size="small" defaultActiveKey={panels.length === 1 ? [id] : []} items={panels} />
      <strong>目标与参考</strong>
      <TargetForm row={row} year={year} onSaved={onSaved} />
    </div>
  );
  return (
    <Tabs
      items={[
        {
          key: 'origin',
          label: '怎么来的',
          // 填报存好后重新取:值与算式随之更新。
          children: <FigureDetail key={JSON.stringify(row)} target={{ indicator: id, period: String(year) }} />,
        },
        { key: 'fill', label: '填报与目标', children: filling },
      ]}
    />
  );
}
