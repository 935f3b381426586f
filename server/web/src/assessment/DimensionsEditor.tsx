import { Button, Card } from 'antd';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ItemRows } from './ItemRows.tsx';
import { blankDimension, idsOf, shareOf, totalWeight } from './plan-draft.ts';
import { NumberField, shareText } from './plan-fields.tsx';
import type { AssessmentDimension } from './plan-types.ts';

interface DimensionsEditorProps {
  dimensions: AssessmentDimension[];
  onChange: (dimensions: AssessmentDimension[]) => void;
}

/** 各维度与其中的考核项;权重旁写明占全部的比例。 */
export function DimensionsEditor({ dimensions, onChange }: DimensionsEditorProps) {
  const used = idsOf({ dimensions });
  const change = (id: string, part: Partial<AssessmentDimension>) =>
    onChange(dimensions.map((dimension) => (dimension.id === id ? { ...dimension, ...part } : dimension)));
  return (
    <div className="stack">
      {dimensions.map(({ id, name, weight, items }) => {
        const share = shareOf(weight, dimensions);
        return (
          <Card key={id} size="small">
            <div className="stack">
              <div className="toolbar">
                <LabelledInput
                  label="维度"
                  value={name}
                  onChange={(value) => change(id, { name: value })}
                  width={180}
                />
                <NumberField
                  label="权重"
                  value={weight}
                  onChange={(value) => change(id, { weight: value })}
                  width={90}
                />
                <span className="muted">占总分 {shareText(share)}</span>
                <span className="grow" />
                <Button
                  size="small"
                  danger
                  onClick={() => onChange(dimensions.filter((dimension) => dimension.id !== id))}
                >
                  移除维度
                </Button>
              </div>
              <ItemRows items={items} share={share} used={used} onChange={(next) => change(id, { items: next })} />
            </div>
          </Card>
        );
      })}
      <div className="toolbar">
        <Button onClick={() => onChange([...dimensions, blankDimension(used)])}>添加维度</Button>
        <span className="muted small">维度权重之和 {totalWeight(dimensions)}；不必凑成 100，按占比计分</span>
      </div>
    </div>
  );
}
