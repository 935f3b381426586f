import type { Figure, Indicator } from '../api/types.ts';
import { changeOf, NONE, unitOf } from '../format.ts';
import { type FigurePlace, FigureText, IndicatorName } from './indicators.tsx';

interface FigureCardProps {
  indicator: Indicator;
  insteadOf: Indicator | null;
  figure: Figure | undefined;
  lastMonth: Figure | undefined;
  lastYear: Figure | undefined;
  place: FigurePlace;
}

/** 一个主要指标:本月的数,与上月、去年同月的比较。 */
export function FigureCard({ indicator, insteadOf, figure, lastMonth, lastYear, place }: FigureCardProps) {
  return (
    <div className="figure-card" data-indicator={indicator.id}>
      <IndicatorName indicator={indicator} insteadOf={insteadOf} />
      <div className="value">
        <FigureText indicator={indicator} figure={figure} place={place} />
        {figure?.value != null && <small>{unitOf(indicator)}</small>}
      </div>
      <ChangeLine label="上月" indicator={indicator} figure={figure} base={lastMonth} />
      <ChangeLine label="去年" indicator={indicator} figure={figure} base={lastYear} />
    </div>
  );
}

interface ChangeLineProps {
  label: string;
  indicator: Indicator;
  figure: Figure | undefined;
  base: Figure | undefined;
}

function ChangeLine({ label, indicator, figure, base }: ChangeLineProps) {
  return (
    <div className="change number">
      <span className="muted">
        {label} <FigureText indicator={indicator} figure={base} />
      </span>
      <ChangeText indicator={indicator} figure={figure} base={base} />
    </div>
  );
}

export function ChangeText({ indicator, figure, base }: Omit<ChangeLineProps, 'label'>) {
  const change = changeOf(indicator, figure, base);
  return <span className={`number ${change?.mood ?? 'muted'}`}>{change?.text ?? NONE}</span>;
}
