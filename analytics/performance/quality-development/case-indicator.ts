import { compileIndicator, INDICATORS, type Indicator } from '../indicator-registry.ts';
import { MEASURE_LABELS, type MeasureName } from '../measures.ts';
import type { ComponentName, OfficialIndicator } from './definition.ts';
import { componentsOf } from './official-registry.ts';

const isMeasure = (name: ComponentName): name is MeasureName => Object.hasOwn(MEASURE_LABELS, name);

/** 不能逐例相加的数由哪些病例而来。 */
const BEHIND: Readonly<Record<ComponentName, MeasureName>> = {
  monitoredCovered: 'monitoredCases',
  advantageCovered: 'advantageCases',
};

/**
 * 由哪些病例而来:把一个医院级指标换成病例度量上的指标,好列出病例。
 * 公式全由病例度量组成的照原样;掺有年度填报项目的只取其中的病例度量;全由填报而来的为 null。
 */
export function caseIndicator(indicator: OfficialIndicator): Indicator | null {
  if (indicator.registry !== undefined) return INDICATORS.get(indicator.registry)!;
  if (indicator.specialty !== undefined) return indicatorOf(indicator, 'monitoredCases', null);
  const names = componentsOf(indicator);
  if (names.length > 0 && names.every(isMeasure)) {
    return indicatorOf(indicator, indicator.numerator!, indicator.denominator ?? null);
  }
  const measures = [...new Set(names.flatMap((name) => (isMeasure(name) ? [name] : (BEHIND[name] ?? []))))];
  return measures.length === 0 ? null : indicatorOf(indicator, measures.join(' + '), null);
}

function indicatorOf(official: OfficialIndicator, numerator: string, denominator: string | null): Indicator {
  const { id, name, unit, precision, direction, dimension, source, version, effectiveFrom, note } = official;
  const about = { id, name, unit, precision, direction, dimension, source, version, effectiveFrom, note };
  const format = official.format === 'text' ? 'count' : official.format;
  return compileIndicator({ ...about, format, numerator, denominator, excludes: official.excludes ?? '' });
}
