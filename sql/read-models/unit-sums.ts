import { type RawBuilder, sql } from 'kysely';
import {
  type DistinctMeasure,
  isNovelty,
  type MeasureSums,
  measureColumn,
  USUAL_MEASURES,
} from '../../analytics/performance/measures.ts';
import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { measureTotal, monthTables, weightJoins } from './measure-terms.ts';
import { type Novelty, noveltyKey, noveltyOf } from './novelty.ts';
import { successionRows } from './succession.ts';
import { hasDepartment, isGrain } from './unit-levels.ts';
import { conditions, keysOf, levelOf, sourceOf, type UnitQuery } from './unit-source.ts';

export interface UnitSums {
  readonly code: string;
  readonly parentCode?: string;
  /** 时间序列中的一段,如 `2025-06`。 */
  readonly slot?: string;
  readonly measures: MeasureSums;
}

/** 各单位的度量之和,按编码排列;未填的编码是空串,排在最后。 */
export async function unitSums(db: Db, query: UnitQuery): Promise<UnitSums[]> {
  const { rows } = await unitSumsQuery(query).execute(db);
  const units = rows.map((row) => toUnit(row, query)).sort(byCode);
  return query.measures?.some(isNovelty) ? withNovelty(units, query, await noveltyOf(db, query)) : units;
}

/** 添上新增的病组数;没有入组病例的单位为 0。按时间分的(by 是月、季……)以时间为编码。 */
function withNovelty(units: UnitSums[], { by }: UnitQuery, novelty: ReadonlyMap<string, Novelty>): UnitSums[] {
  const byTime = isGrain(by) ? units.map(({ code }) => code) : [];
  const keyed = ([key, value]: [string, Novelty]) => [key.split('\u001f')[2]!, value] as const;
  const slots = byTime.length > 0 ? new Map([...novelty].map(keyed)) : null;
  const found = ({ code, parentCode = '', slot = '' }: UnitSums) =>
    slots ? slots.get(code) : novelty.get(noveltyKey({ code, parent: parentCode, slot }));
  return units.map((unit) => ({ ...unit, measures: { ...unit.measures, ...(found(unit) ?? NOTHING_NEW) } }));
}

const NOTHING_NEW: Novelty = { newDrgCount: 0, earlierCases: 0 };

type Row = Record<string, string | null>;

/** 不经汇总,由病例直接求一个指标要的度量;核对与基准用。 */
export async function unitSumsFromCases(db: Db, query: UnitQuery): Promise<UnitSums[]> {
  const { rows } = await fromCases(query, 'case_measure').execute(db);
  return rows.map((row) => toUnit(row, query)).sort(byCode);
}

function unitSumsQuery(query: UnitQuery): RawBuilder<Row> {
  const source = sourceOf(query);
  return source === 'unit_month' ? fromUnitMonths(query) : fromCases(query, source);
}

/** 由各行相加而得的度量;要与此前比的另求。 */
const wanted = ({ measures = USUAL_MEASURES }: UnitQuery) => measures.filter((name) => !isNovelty(name));
/** 一律取文本:整数、numeric、bigint 在两种数据库上的读法因此相同。 */
const asText = (value: RawBuilder<unknown>, name: string) => sql`(${value})::text as ${sql.ref(name)}`;

/** 由病例或到病组的汇总相加,与当月的权重表相联。 */
function fromCases(query: UnitQuery, source: 'group_month' | 'case_measure'): RawBuilder<Row> {
  const { code, parent, slot } = keysOf(query);
  const day = source === 'case_measure' ? 's.discharged_on' : 's.month';
  const all = query.by === 'hospital' && !query.grain;
  return sql<Row>`
    with ${monthTables(query.hospitalId, query.period)}
    select ${code} as code, ${parent} as parent, ${slot} as slot,
      ${sql.join(wanted(query).map((name) => asText(measureTotal(name), name)))}
    from ${sql.table(source)} s ${weightJoins} ${successionRows(query.succession)}
    where ${conditions(query, day)}
    ${all ? sql`` : sql`group by 1, 2, 3`}`;
}

const SETS = { drgCount: 'drgs', mdcCount: 'mdcs' } as const satisfies Record<DistinctMeasure, string>;

/** 由看板汇总相加;组数须把各月、各单位的病组合起来去重。 */
function fromUnitMonths(query: UnitQuery): RawBuilder<Row> {
  const { code, parent, slot } = keysOf(query);
  const all = query.by === 'hospital' && !query.grain;
  const totals = wanted(query).map((name) => {
    const column = measureColumn(name);
    return asText(
      column ? sql`coalesce(sum(${sql.ref(`s.${column}`)}), 0)` : distinctCodes(query, SETS[name as DistinctMeasure]),
      name,
    );
  });
  return sql<Row>`
    select ${code} as code, ${parent} as parent, ${slot} as slot, ${sql.join(totals)}
    from unit_month s ${successionRows(query.succession)}
    where s.level = ${levelOf(query)} and ${conditions(query, 's.month')}
    ${all ? sql`` : sql`group by 1, 2, 3`}`;
}

/** 一组恰是汇总的一行时,行里的编码数就是组数;否则并起来去重。 */
function distinctCodes(query: UnitQuery, column: (typeof SETS)[DistinctMeasure]) {
  if (oneRowEach(query)) return sql.raw(`coalesce(sum(cardinality(s.${column})), 0)`);
  return sql.raw(`(select count(distinct member)
    from unnest(string_to_array(string_agg(array_to_string(s.${column}, ','), ','), ',')) as member where member <> '')`);
}

function oneRowEach(query: UnitQuery): boolean {
  const { by, grain, period, succession = [] } = query;
  const monthly =
    by === 'month' || grain === 'month' || period.before.slice(0, 7) === addMonths(period.from.slice(0, 7), 1);
  return monthly && succession.length === 0 && levelOf(query) !== 'unit';
}

function toUnit({ code, parent, slot, ...sums }: Row, { by, grain }: UnitQuery): UnitSums {
  const measures = {} as Record<string, number>;
  for (const name in sums) measures[name] = Number(sums[name]);
  return {
    code: code!,
    ...(hasDepartment(by) ? { parentCode: parent! } : {}),
    ...(grain ? { slot: slot! } : {}),
    measures: measures as MeasureSums,
  };
}

/** 按码位比较,不依赖数据库的排序规则。 */
function byCode(a: UnitSums, b: UnitSums): number {
  return (
    compare(a.parentCode ?? '', b.parentCode ?? '') || compare(a.code, b.code) || compare(a.slot ?? '', b.slot ?? '')
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}
