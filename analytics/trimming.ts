import { trimByIqr, trimByL3H3, trimByLogSd, trimByPercentiles } from './weighted-statistics.ts';

/** 求均费之前的裁剪方法(手册 2.4)。 */
export const TRIM_METHODS = ['none', 'iqr', '3sd_log', 'l3h3', 'p5_p95'] as const;
export type TrimMethod = (typeof TRIM_METHODS)[number];

export const trimNames: Readonly<Record<TrimMethod, string>> = {
  none: '不裁剪',
  iqr: '四分位距(Q1−1.5·IQR 至 Q3+1.5·IQR)',
  '3sd_log': '对数 ±3 倍标准差',
  l3h3: 'L3H3(均值的三分之一至三倍)',
  p5_p95: '5%–95%',
};

/** 裁剪一组费用,留下界内的;费用须大于 0。 */
export function trimmed(values: readonly number[], method: TrimMethod): readonly number[] {
  if (method === 'none') return values;
  const trim = { iqr: trimByIqr, '3sd_log': trimByLogSd, l3h3: trimByL3H3, p5_p95: trimByPercentiles }[method];
  return trim(values)?.kept ?? [];
}
