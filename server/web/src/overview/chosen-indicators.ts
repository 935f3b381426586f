import type { FigureBy } from '../api/types.ts';

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
