import { Select } from 'antd';
import { type Indicators, useIndicators } from '../overview/indicators.tsx';
import { type EditableColumn, EditableRows, TextCell } from '../shared/EditableRows.tsx';
import { blankItem, shareOf, turned } from './plan-draft.ts';
import { NumberCell, shareText } from './plan-fields.tsx';
import type { AssessmentItem } from './plan-types.ts';
import { ScoreKindSelect, ScoreParameters } from './ScoreRuleFields.tsx';

interface ItemRowsProps {
  items: AssessmentItem[];
  /** 这个维度占总分的比例。 */
  share: number;
  /** 方案里已用的编号。 */
  used: readonly string[];
  onChange: (items: AssessmentItem[]) => void;
}

const FILLED = '';

/** 一个维度的考核项,逐行编辑。 */
export function ItemRows({ items, share, used, onChange }: ItemRowsProps) {
  const indicators = useIndicators();
  const columns: EditableColumn<AssessmentItem>[] = [
    {
      title: '考核项',
      cell: ({ name }, change) => (
        <TextCell label="考核项名称" value={name} onChange={(value) => change({ name: value })} />
      ),
    },
    {
      title: '指标',
      width: 190,
      cell: (item, change) => <IndicatorSelect indicators={indicators} item={item} onChange={(next) => change(next)} />,
    },
    {
      title: '方向',
      width: 100,
      cell: (item, change) => (
        <Select
          aria-label="方向"
          size="small"
          style={{ width: '100%' }}
          value={item.direction}
          onChange={(direction) => change(turned(item, direction))}
          options={[
            { value: 'up', label: '越高越好' },
            { value: 'down', label: '越低越好' },
          ]}
        />
      ),
    },
    {
      title: '权重（占总分）',
      width: 140,
      cell: ({ weight }, change) => (
        <span className="pair">
          <NumberCell
            label="考核项权重"
            min={0}
            width={70}
            value={weight}
            onChange={(value) => change({ weight: value })}
          />
          <span className="muted small">{shareText(share * shareOf(weight, items))}</span>
        </span>
      ),
    },
    {
      title: '计分',
      width: 130,
      cell: (item, change) => <ScoreKindSelect item={item} onChange={(score) => change({ score })} />,
    },
    {
      title: '参数',
      width: 240,
      cell: (item, change) => <ScoreParameters item={item} onChange={(score) => change({ score })} />,
    },
  ];
  return (
    <EditableRows
      rows={items}
      columns={columns}
      blank={blankItem(used)}
      addText="添加考核项"
      emptyText="还没有考核项"
      onChange={onChange}
    />
  );
}

interface IndicatorSelectProps {
  indicators: Indicators;
  item: AssessmentItem;
  onChange: (item: AssessmentItem) => void;
}

/** 取登记的指标,或由职能部门填报;没有改过的名称与方向跟着指标走。 */
function IndicatorSelect({ indicators, item, onChange }: IndicatorSelectProps) {
  function choose(id: string) {
    const chosen = indicators.get(id);
    const named = item.name !== '' && item.name !== indicators.get(item.indicator ?? '')?.name;
    const next = { ...item, indicator: id === FILLED ? null : id, name: named ? item.name : (chosen?.name ?? '') };
    onChange(chosen && chosen.direction !== 'monitor' ? turned(next, chosen.direction) : next);
  }
  const dimensions = [...new Set([...indicators.values()].map(({ dimension }) => dimension))];
  return (
    <Select
      aria-label="指标"
      size="small"
      style={{ width: '100%' }}
      popupMatchSelectWidth={260}
      showSearch={{ optionFilterProp: 'label' }}
      value={item.indicator ?? FILLED}
      onChange={choose}
      options={[
        { value: FILLED, label: '填报' },
        ...dimensions.map((dimension) => ({
          label: dimension,
          title: dimension,
          options: [...indicators.values()]
            .filter((indicator) => indicator.dimension === dimension)
            .map(({ id, name }) => ({ value: id, label: name })),
        })),
      ]}
    />
  );
}
