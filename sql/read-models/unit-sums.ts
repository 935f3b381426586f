import { type RawBuilder, sql } from 'kysely';
import type { SuccessionRow } from '../../analytics/performance/department-history.ts';
import {
  type DistinctMeasure,
  MEASURE_NAMES,
  type MeasureName,
  type MeasureSums,
  measureColumn,
} from '../../analytics/performance/measures.ts';
import { addMonths, type Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { measureTotal, monthTables, weightJoins } from './measure-terms.ts';
import { succeeded, successionRows } from './succession.ts';
import {
  CODE_COLUMNS,
  type FigureBy,
  type Grain,
  hasDepartment,
  isGrain,
  SLOTS,
  type UnitFilter,
} from './unit-levels.ts';

export type { FigureBy } from './unit-levels.ts';

export interface UnitSums {
  readonly code: string;
  readonly parentCode?: string;
  /** 时间序列中的一段,如 `2025-06`。 */
  readonly slot?: string;
  readonly measures: MeasureSums;
}

export interface UnitQuery extends UnitFilter {
  readonly hospitalId: string;
  readonly period: Period;
  readonly by: FigureBy;
  /** 每个单位再按时间分开(时间序列)。 */
  readonly grain?: Grain | undefined;
  /** 把已变动的科室归到现在的科室;没有时按出院时的科室。 */
  readonly succession?: readonly SuccessionRow[] | undefined;
  /** 只求这些度量,其余不在结果里(用到它们的指标没有数值);默认全部。 */
  readonly measures?: readonly MeasureName[] | undefined;
}

/** 各单位的度量之和,按编码排列;未填的编码是空串,排在最后。 */
export async function unitSums(db: Db, query: UnitQuery): Promise<UnitSums[]> {
  const { rows } = await unitSumsQuery(query).execute(db);
  return rows.map((row) => toUnit(row, query)).sort(byCode);
}

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

const wanted = ({ measures = MEASURE_NAMES }: UnitQuery) => measures;
const isMonthStart = (day: string) => day.endsWith('-01');
const wholeMonths = ({ period, by, grain }: UnitQuery) =>
  isMonthStart(period.from) && isMonthStart(period.before) && ![by, grain].some((g) => g === 'day' || g === 'week');

/** 由哪里加:整月取汇总(细到病组的在 group_month,其余在 unit_month),不满一月的由病例直接加;度量的定义相同。 */
export function sourceOf(query: UnitQuery): 'unit_month' | 'group_month' | 'case_measure' {
  if (!wholeMonths(query)) return 'case_measure';
  const { by, mdc, drg, ward, physician, succession = [] } = query;
  const byGroup = by === 'mdc' || by === 'drg' || mdc !== undefined || drg !== undefined;
  if (!byGroup) return 'unit_month';
  const needsCases =
    by === 'ward' ||
    by === 'physician' ||
    ward !== undefined ||
    physician !== undefined ||
    succession.some((r) => r.ward);
  return needsCases ? 'case_measure' : 'group_month';
}

/** 看板汇总取哪一层:能用科室或全院的合计就不去加更细的行。 */
export function levelOf({ by, department, ward, team, physician, succession = [] }: UnitQuery) {
  const finer = hasDepartment(by) || [ward, team, physician].some((code) => code !== undefined);
  if (finer || succession.some((row) => row.ward)) return 'unit';
  return by === 'department' || department !== undefined ? 'department' : 'hospital';
}

interface Keys {
  readonly code: RawBuilder<unknown>;
  readonly parent: RawBuilder<unknown>;
  readonly slot: RawBuilder<unknown>;
}

/** 分组的键:单位编码、上级编码、时间;用不上的是空串。 */
function keysOf({ by, grain, succession, hospitalId }: UnitQuery): Keys {
  const none = sql`''::text`;
  const department = succeeded(succession);
  const codeOf = (level: keyof typeof CODE_COLUMNS) =>
    level === 'department' ? department : sql.ref(`s.${CODE_COLUMNS[level]}`);
  if (isGrain(by)) return { code: SLOTS[by], parent: none, slot: none };
  return {
    code: by === 'hospital' ? sql`${hospitalId}::text` : codeOf(by),
    parent: hasDepartment(by) ? department : none,
    slot: grain ? SLOTS[grain] : none,
  };
}

/** 医院、期间与所选单位的条件。 */
export function conditions(query: UnitQuery, day: string): RawBuilder<unknown> {
  const { hospitalId, period, succession } = query;
  const of = (level: keyof typeof CODE_COLUMNS) => {
    const code = query[level];
    if (code === undefined) return [];
    const column = level === 'department' ? succeeded(succession) : sql.ref(`s.${CODE_COLUMNS[level]}`);
    return [sql`and ${column} = ${code}`];
  };
  return sql`s.hospital_id = ${hospitalId}
    and ${sql.ref(day)} >= ${period.from}::date and ${sql.ref(day)} < ${period.before}::date
    ${sql.join((Object.keys(CODE_COLUMNS) as (keyof typeof CODE_COLUMNS)[]).flatMap(of), sql` `)}`;
}

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
