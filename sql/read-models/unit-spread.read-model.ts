import { sql } from 'kysely';
import { LARGE, type Spread } from '../../analytics/performance/intervals.ts';
import type { Db } from '../database.ts';
import {
  MEAN_INDICATORS,
  MEANS,
  type MeanIndicator,
  measureOfCase,
  monthTables,
  weightJoins,
} from './measure-terms.ts';
import { succeeded, successionRows } from './succession.ts';
import { CODE_COLUMNS, type UnitLevel } from './unit-levels.ts';
import { conditions, type UnitQuery } from './unit-sums.ts';

export type UnitSpreads = Record<MeanIndicator, Spread>;

export interface SpreadQuery extends Omit<UnitQuery, 'by' | 'grain' | 'measures'> {
  readonly by: Exclude<UnitLevel, 'hospital'>;
}

const EMPTY: Spread = { n: 0, sum: 0, squares: 0, values: [] };

/**
 * 各单位逐例之值的个数、和与平方和,例数不多时连同逐例的值;求可信区间用。须先已定下各月的权重。
 * 键是单位编码;病区、主诊组、医师的编码在科室之内才唯一,键前加科室。
 */
export async function unitSpreads(db: Db, query: SpreadQuery): Promise<Map<string, UnitSpreads>> {
  const { by, hospitalId, period, succession } = query;
  const within = by === 'ward' || by === 'team' || by === 'physician';
  const department = succeeded(succession);
  const code = by === 'department' ? department : sql.ref(`s.${CODE_COLUMNS[by]}`);
  const key = within ? sql`${department} || ${SPREAD_SEPARATOR} || ${code}` : code;
  const columns = MEAN_INDICATORS.flatMap((id) => [
    sql`${measureOfCase(MEANS[id].value)}::double precision as ${sql.ref(`${id}_value`)}`,
    sql`${measureOfCase(MEANS[id].counted)} as ${sql.ref(`${id}_counted`)}`,
  ]);
  const unions = MEAN_INDICATORS.map(
    (id) =>
      sql`select key, ${id}::text as id, ${sql.ref(`${id}_value`)} as value from unit_case where ${sql.ref(`${id}_counted`)} > 0`,
  );
  const { rows } = await sql<{
    key: string;
    id: MeanIndicator;
    n: number;
    sum: number;
    squares: number;
    values: string | null;
  }>`
    with ${monthTables(hospitalId, period)},
    unit_case as materialized (
      select ${key} as key, ${sql.join(columns)}
      from case_measure s ${weightJoins} ${successionRows(succession)}
      where ${conditions({ ...query, by }, 's.discharged_on')} and s.grouped > 0
    )
    select key, id, count(*)::integer as n, sum(value order by value) as sum, sum(value * value order by value) as squares,
      case when count(*) < ${LARGE} then json_agg(value order by value)::text end as values
    from (${sql.join(unions, sql` union all `)}) v
    group by key, id`.execute(db);
  const found = new Map<string, UnitSpreads>();
  for (const { key: unit, id, n, sum, squares, values } of rows) {
    const spreads = found.get(unit) ?? { cmi: EMPTY, costIndex: EMPTY, timeIndex: EMPTY };
    spreads[id] = { n, sum, squares, values: values === null ? null : (JSON.parse(values) as number[]) };
    found.set(unit, spreads);
  }
  return found;
}

/** 科室与下级单位编码之间的分隔。 */
export const SPREAD_SEPARATOR = '\u001f';
