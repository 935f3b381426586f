import { Select } from 'antd';
import { defaultRule } from './plan-draft.ts';
import { NumberCell } from './plan-fields.tsx';
import type { AssessmentItem, ScoreKind } from './plan-types.ts';

const KINDS: Record<ScoreKind, string> = {
  linear: '线性',
  relative: '与全院之比',
  percentile: '片区内百分位',
  improvement: '比上年同期',
  target: '达标',
};

interface RuleProps {
  item: AssessmentItem;
  onChange: (score: AssessmentItem['score']) => void;
}

/** 计分法;换一种时填上寻常的参数。 */
export const ScoreKindSelect = ({ item: { direction, score }, onChange }: RuleProps) => (
  <Select
    aria-label="计分法"
    size="small"
    style={{ width: '100%' }}
    value={score.kind}
    onChange={(kind) => onChange(defaultRule(kind, direction))}
    options={Object.entries(KINDS).map(([value, label]) => ({ value: value as ScoreKind, label }))}
  />
);

/** 计分法的参数:最差与最好,或目标与容差;百分位没有参数。 */
export function ScoreParameters({ item: { score }, onChange }: RuleProps) {
  if (score.kind === 'percentile') return <span className="muted small">按劣于自己的科室所占的比例</span>;
  if (score.kind === 'target')
    return (
      <Pair>
        目标
        <NumberCell label="目标" value={score.target} onChange={(target) => onChange({ ...score, target })} />
        容差
        <NumberCell
          label="容差"
          min={0}
          value={score.tolerance}
          onChange={(tolerance) => onChange({ ...score, tolerance })}
        />
      </Pair>
    );
  return (
    <Pair>
      最差
      <NumberCell label="最差值" value={score.worst} onChange={(worst) => onChange({ ...score, worst })} />
      最好
      <NumberCell label="最好值" value={score.best} onChange={(best) => onChange({ ...score, best })} />
    </Pair>
  );
}

const Pair = ({ children }: { children: React.ReactNode }) => <span className="pair small">{children}</span>;
