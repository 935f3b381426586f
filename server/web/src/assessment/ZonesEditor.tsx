import { Select } from 'antd';
import { type EditableColumn, EditableRows, TextCell } from '../shared/EditableRows.tsx';
import { freshId } from './plan-draft.ts';
import type { AssessmentPlan, AssessmentZone } from './plan-types.ts';

const COLUMNS: EditableColumn<AssessmentZone>[] = [
  {
    title: '片区',
    width: 160,
    cell: ({ name }, change) => (
      <TextCell label="片区名称" value={name} onChange={(value) => change({ name: value })} />
    ),
  },
  {
    title: '诊疗科目编码的前缀（长的优先）',
    cell: ({ specialties }, change) => (
      <Select
        aria-label="诊疗科目前缀"
        mode="tags"
        size="small"
        style={{ width: '100%' }}
        value={specialties}
        onChange={(value) => change({ specialties: value })}
        tokenSeparators={[',', '，', ' ', '、']}
        notFoundContent="写编码后按回车"
      />
    ),
  },
];

interface ZonesEditorProps {
  plan: AssessmentPlan;
  onChange: (part: Partial<AssessmentPlan>) => void;
}

/** 分开排名的各片区,与其余科室归哪个片区。 */
export function ZonesEditor({ plan: { zones, otherZone }, onChange }: ZonesEditorProps) {
  const id = freshId(
    'zone',
    zones.map((zone) => zone.id),
  );
  return (
    <div className="stack">
      <EditableRows
        rows={zones}
        columns={COLUMNS}
        blank={{ id, name: '', specialties: [] }}
        addText="添加片区"
        emptyText="还没有片区"
        onChange={(next) => onChange({ zones: next })}
      />
      <div className="toolbar">
        <span>
          其余科室归{' '}
          <Select
            aria-label="其余科室归的片区"
            style={{ width: 160 }}
            value={zones.some((zone) => zone.id === otherZone) ? otherZone : null}
            placeholder="请选片区"
            onChange={(value) => onChange({ otherZone: value })}
            options={zones.map((zone) => ({ value: zone.id, label: zone.name || zone.id }))}
          />
        </span>
        <span className="muted small">科室另在「科室片区」里登记了的，以登记的为准</span>
      </div>
    </div>
  );
}
