import type { FigureBy, Indicator } from '../api/types.ts';
import type { Indicators } from './indicators.tsx';

/** 要看的一个指标;`insteadOf` 是内置采用的那一种,采用的就是它时为 null。 */
export interface Chosen {
  indicator: Indicator;
  insteadOf: Indicator | null;
}

/** 各编号的指标;同名的几种算法换成采用的那一种。编号写的都是内置采用的。没有登记的略去。 */
export function chosenIn(indicators: Indicators, ids: readonly string[]): Chosen[] {
  return ids.flatMap((id) => {
    const builtin = indicators.get(id);
    if (!builtin) return [];
    const adopted = builtin.concept
      ? [...indicators.values()].find((one) => one.concept === builtin.concept && one.adopted)
      : undefined;
    const indicator = adopted ?? builtin;
    return [{ indicator, insteadOf: indicator.id === id ? null : builtin }];
  });
}

/** 卡片上的主要指标。 */
export const MAIN_FIGURES = [
  'discharges',
  'cmi',
  'totalWeight',
  'drgCount',
  'groupingRate',
  'totalFee',
  'meanFee',
  'feePerWeight',
  'meanLos',
  'costIndex',
  'timeIndex',
  'drugShare',
  'materialShare',
  'level34SurgeryShare',
];

/** 明细表的列。 */
export const TABLE_FIGURES = [
  'discharges',
  'groupingRate',
  'drgCount',
  'totalWeight',
  'cmi',
  'totalFee',
  'meanFee',
  'meanLos',
  'costIndex',
  'timeIndex',
  'drugShare',
  'materialShare',
  'level34SurgeryShare',
];

/** 病组自己的表里没有意义的列。 */
const POINTLESS: Partial<Record<FigureBy, string[]>> = {
  drg: ['groupingRate', 'drgCount'],
  mdc: ['groupingRate'],
};

export const tableFigures = (by: FigureBy): string[] => TABLE_FIGURES.filter((id) => !POINTLESS[by]?.includes(id));

export const UNIT_TABS: { by: FigureBy; label: string }[] = [
  { by: 'department', label: '科室' },
  { by: 'ward', label: '病区' },
  { by: 'team', label: '医疗组' },
  { by: 'physician', label: '医师' },
  { by: 'mdc', label: 'MDC' },
  { by: 'drg', label: '病组' },
];
