import { type RawBuilder, sql } from 'kysely';
import { LARGE, NO_SPREAD, type Spread } from '../../analytics/performance/intervals.ts';
import { ADDITIVE_MEASURES } from '../../analytics/performance/measures.ts';
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
import { CODE_COLUMNS, hasDepartment, type UnitLevel } from './unit-levels.ts';
import { conditions, levelOf, sourceOf, type UnitQuery } from './unit-source.ts';

export type UnitSpreads = Record<MeanIndicator, Spread>;

export interface SpreadQuery extends Omit<UnitQuery, 'by' | 'grain' | 'measures'> {
  readonly by: Exclude<UnitLevel, 'hospital'>;
  /** 只求这几个指标的;默认三个都求。 */
  readonly means?: readonly MeanIndicator[] | undefined;
  /** 例数少于它的单位连同逐例的值。 */
  readonly listBelow?: number | undefined;
}

interface SpreadRow {
  readonly key: string;
  readonly id: MeanIndicator;
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly values: string | null;
}

/**
 * 各单位逐例之值的个数、和与平方和,例数不多时连同逐例的值;求可信区间用。须先已定下各月的权重与看板汇总。
 * 键是单位编码;病区、主诊组、医师的编码在科室之内才唯一,键前加科室。
 * 整月的先问看板汇总,只有例数少、要用自助法的单位才去读它们的病例。
 */
export async function unitSpreads(db: Db, query: SpreadQuery): Promise<Map<string, UnitSpreads>> {
  const found = new Map<string, UnitSpreads>();
  const put = ({ key, id, n, sum, squares, values }: SpreadRow) => {
    const spreads = found.get(key) ?? { cmi: NO_SPREAD, costIndex: NO_SPREAD, timeIndex: NO_SPREAD };
    spreads[id] = { n, sum, squares, values: values === null ? null : (JSON.parse(values) as number[]) };
    found.set(key, spreads);
  };
  if (sourceOf({ ...query, measures: [] }) !== 'unit_month') {
    for (const row of await fromCases(db, query)) put(row);
    return found;
  }
  const rolled = await fromUnitMonths(db, query);
  for (const row of rolled) put({ ...row, values: null });
  const { listBelow = LARGE } = query;
  const few = new Set(rolled.filter(({ n }) => n < listBelow).map(({ key }) => key));
  for (const row of few.size > 0 ? await fromCases(db, query, [...few]) : []) put(row);
  return found;
}

const meansOf = ({ means = MEAN_INDICATORS }: SpreadQuery) => means;

/** 单位的键。 */
function keyOf({ by, succession }: SpreadQuery): RawBuilder<unknown> {
  const department = succeeded(succession);
  if (by === 'department') return department;
  const code = sql.ref(`s.${CODE_COLUMNS[by]}`);
  return hasDepartment(by) ? sql`${department} || ${SPREAD_SEPARATOR} || ${code}` : code;
}

async function fromUnitMonths(db: Db, query: SpreadQuery): Promise<Omit<SpreadRow, 'values'>[]> {
  const sumOf = (column: string) => sql`sum(${sql.ref(`s.${column}`)})`;
  const columns = meansOf(query).flatMap((id) => {
    const { value, counted, squares } = MEANS[id];
    return [
      sql`${sumOf(ADDITIVE_MEASURES[counted].column)}::integer as ${sql.ref(`${id}_n`)}`,
      sql`${sumOf(ADDITIVE_MEASURES[value].column)}::double precision as ${sql.ref(`${id}_sum`)}`,
      sql`${sumOf(squares)}::double precision as ${sql.ref(`${id}_squares`)}`,
    ];
  });
  const { rows } = await sql<Record<string, number> & { key: string }>`
    select ${keyOf(query)} as key, ${sql.join(columns)}
    from unit_month s ${successionRows(query.succession)}
    where s.level = ${levelOf(query)} and ${conditions(query, 's.month')}
    group by 1`.execute(db);
  const spreadOf = (row: (typeof rows)[number], id: MeanIndicator) => {
    return { key: row.key, id, n: row[`${id}_n`]!, sum: row[`${id}_sum`]!, squares: row[`${id}_squares`]! };
  };
  return rows.flatMap((row) =>
    meansOf(query)
      .map((id) => spreadOf(row, id))
      .filter(({ n }) => n > 0),
  );
}

/** 由病例求;`keys` 只求这些单位的。 */
async function fromCases(db: Db, query: SpreadQuery, keys?: readonly string[]): Promise<SpreadRow[]> {
  const { hospitalId, period } = query;
  const columns = meansOf(query).flatMap((id) => [
    sql`${measureOfCase(MEANS[id].value)}::double precision as ${sql.ref(`${id}_value`)}`,
    sql`${measureOfCase(MEANS[id].counted)} as ${sql.ref(`${id}_counted`)}`,
  ]);
  const unions = meansOf(query).map(
    (id) =>
      sql`select key, ${id}::text as id, ${sql.ref(`${id}_value`)} as value from unit_case where ${sql.ref(`${id}_counted`)} > 0`,
  );
  const key = keyOf(query);
  const { rows } = await sql<SpreadRow>`
    with ${monthTables(hospitalId, period)},
    unit_case as materialized (
      select ${key} as key, ${sql.join(columns)}
      from case_measure s ${weightJoins} ${successionRows(query.succession)}
      where ${conditions(query, 's.discharged_on')} and s.grouped > 0
        ${keys ? sql`and ${key} = any(${[...keys]}::text[])` : sql``}
    )
    select key, id, count(*)::integer as n, sum(value order by value) as sum, sum(value * value order by value) as squares,
      case when count(*) < ${query.listBelow ?? LARGE} then json_agg(value order by value)::text end as values
    from (${sql.join(unions, sql` union all `)}) v
    group by key, id`.execute(db);
  return rows;
}

/** 科室与下级单位编码之间的分隔。 */
export const SPREAD_SEPARATOR = '\u001f';
