import { Tooltip } from 'antd';
import { useMemo } from 'react';
import { urlOf } from '../api/api.ts';
import type { Figure, Indicator } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useFigureOpener } from '../figures/figure-opener.tsx';
import type { FigureTarget } from '../figures/figure-types.ts';
import { decimal, indicatorValue, yuan } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';

export type Indicators = ReadonlyMap<string, Indicator>;

/** 指标登记表(内置的与所选医院自己的),按编号查;写了期间的是期末有效的,否则是今天。 */
export function useIndicators(period?: string): Indicators {
  const { hospital } = useHospital();
  const { data } = useApi<Indicator[]>(urlOf('/indicators', { hospital: hospital?.id, period }));
  return useMemo(() => new Map(data?.map((indicator) => [indicator.id, indicator])), [data]);
}

interface IndicatorNameProps {
  indicator: Indicator;
  /** 医院没有用内置采用的算法时,内置的那一种。 */
  insteadOf?: Indicator | null;
}

/** 鼠标停在名称上:这个数是怎么算的;采用的不是内置的算法时说明。 */
export function IndicatorName({ indicator, insteadOf = null }: IndicatorNameProps) {
  return (
    <Tooltip title={<Definition {...{ indicator, insteadOf }} />} styles={{ root: { maxWidth: 420 } }}>
      <span className="defined">{indicator.name}</span>
      {insteadOf && (
        <sup style={{ lineHeight: 0 }} title="本院采用的算法">
          ※
        </sup>
      )}
    </Tooltip>
  );
}

function Definition({ indicator, insteadOf }: { indicator: Indicator; insteadOf: Indicator | null }) {
  const { numeratorText, denominatorText } = indicator;
  const rows: [string, string | null][] = [
    ['算法', insteadOf && `※ 本院采用的算法，不是内置采用的「${insteadOf.name}」；历史见「指标」页的同名算法对照`],
    [denominatorText ? '分子' : '取值', numeratorText],
    ['分母', denominatorText],
    ['排除', indicator.excludes],
    ['来源', indicator.source],
    ['说明', indicator.note],
    ['版本', `${indicator.version}，${indicator.effectiveFrom} 起`],
  ];
  return (
    <dl className="definition">
      {rows.map(([term, text]) => text && [<dt key={term}>{term}</dt>, <dd key={`${term}值`}>{text}</dd>])}
    </dl>
  );
}

interface FigureTextProps {
  indicator: Indicator;
  figure: Figure | undefined;
  /** 这个数的期间与单位;给出时点一下打开它的来历。 */
  place?: FigurePlace | undefined;
}

/** 一个数所在的期间与单位,和给人看的名称。 */
export type FigurePlace = Omit<FigureTarget, 'indicator'> & { name: string };

/** 一个指标值;鼠标停留看分子分母,没有数值时看原因,点一下打开来历。 */
export function FigureText({ indicator, figure, place }: FigureTextProps) {
  const open = useFigureOpener();
  const text = indicatorValue(indicator, figure?.value ?? null);
  const about = figure ? behind(indicator, figure) : '该期间没有数据';
  const shown = place && open && figure ? <FigureButton {...{ indicator, place, open, text }} /> : <span>{text}</span>;
  if (!about) return <span className="number">{shown}</span>;
  return (
    <Tooltip title={about} mouseEnterDelay={0.4}>
      <span className="number">{shown}</span>
    </Tooltip>
  );
}

interface FigureButtonProps {
  indicator: Indicator;
  place: FigurePlace;
  open: NonNullable<ReturnType<typeof useFigureOpener>>;
  text: string;
}

function FigureButton({ indicator, place: { name, ...unit }, open, text }: FigureButtonProps) {
  return (
    <button
      type="button"
      className="figure-link"
      onClick={(event) => {
        // 表格的行另有打开病例的点击。
        event.stopPropagation();
        open({ indicator: indicator.id, ...unit }, `${name} ${indicator.name}（${unit.period}）`);
      }}
    >
      {text}
    </button>
  );
}

function behind(indicator: Indicator, { value, numerator, denominator, coverage, reason }: Figure): string | null {
  if (value === null) return reason ?? '没有数值';
  if (indicator.format === 'money' && denominator === null) return `${yuan(value.toFixed(2))} 元`;
  if (numerator === null || denominator === null) return null;
  const covered = coverage === null || coverage >= 1 ? '' : `；参加计算的病例占 ${decimal(coverage * 100, 2)}%`;
  return `${plain(numerator)} ÷ ${plain(denominator)}${covered}`;
}

const plain = (value: number) => decimal(value, Number.isInteger(value) ? 0 : 2);
