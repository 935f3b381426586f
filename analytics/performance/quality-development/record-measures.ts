import { MEASURE_LABELS } from '../measures.ts';
import type { ComponentName } from './definition.ts';

/** 由病种清单数出的、不能逐例相加的数;清单之内的人次与死亡例数是病例度量。 */
export const DISEASE_MEASURES = {
  monitoredListed: '重点监测病种数',
  monitoredCovered: '有出院病例的重点监测病种数',
  advantageListed: '中医优势病种数',
  advantageCovered: '有出院病例的中医优势病种数',
} as const;
export type DiseaseMeasure = keyof typeof DISEASE_MEASURES;

/** 由病例得出的各项与日历:名字 → 中文名。 */
export const RECORD_COMPONENTS: Readonly<Record<ComponentName, string>> = {
  ...MEASURE_LABELS,
  ...DISEASE_MEASURES,
  daysInYear: '统计期间天数',
};
