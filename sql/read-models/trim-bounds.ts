import { type RawBuilder, sql } from 'kysely';
import type { TrimMethod } from '../../analytics/trimming.ts';

/**
 * 一组费用(整数分)的裁剪界 lo、hi,聚合表达式;界内(含两端)的留下。与 analytics/weighted-statistics.ts 的同名方法
 * 一致:分位数为第 7 型,标准差为总体。
 */
export function trimBounds(
  method: TrimMethod,
  value: RawBuilder<unknown>,
): { lo: RawBuilder<unknown>; hi: RawBuilder<unknown> } {
  const quantile = (p: number) => sql`percentile_cont(${sql.lit(p)}) within group (order by ${value})`;
  const log = sql`ln(${value}::double precision)`;
  switch (method) {
    case 'none':
      return { lo: sql`min(${value})`, hi: sql`max(${value})` };
    case 'iqr': {
      const [q1, q3] = [quantile(0.25), quantile(0.75)];
      return { lo: sql`${q1} - 1.5 * (${q3} - ${q1})`, hi: sql`${q3} + 1.5 * (${q3} - ${q1})` };
    }
    case '3sd_log':
      // 所有数相同时 exp(ln x) 可能差最后一位,界限放宽一个舍入误差。
      return {
        lo: sql`exp(avg(${log}) - 3 * stddev_pop(${log})) * (1 - 1e-12::double precision)`,
        hi: sql`exp(avg(${log}) + 3 * stddev_pop(${log})) * (1 + 1e-12::double precision)`,
      };
    case 'l3h3':
      return {
        lo: sql`avg(${value}::double precision) / 3`,
        hi: sql`avg(${value}::double precision) * 3`,
      };
    case 'p5_p95':
      return { lo: quantile(0.05), hi: quantile(0.95) };
  }
}
