import { type RawBuilder, sql } from 'kysely';
import {
  DERIVED_MEASURES,
  type DerivedMeasure,
  type MeasureName,
  type MeasureSums,
} from '../../analytics/performance/measures.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { MEASURE_COLUMNS } from './measure-columns.ts';

export type FigureBy = 'hospital' | 'department' | 'team' | 'physician' | 'mdc' | 'drg' | 'month';

export interface UnitSums {
  readonly code: string;
  readonly parentCode?: string;
  readonly measures: MeasureSums;
}

export interface UnitQuery {
  readonly hospitalId: string;
  readonly runId: number;
  readonly schemeKey: string;
  readonly period: Period;
  readonly by: FigureBy;
  readonly department?: string;
}

/** 每个层次按哪些列分开:单位编码与上级编码。 */
const KEYS: Record<FigureBy, { code: string | null; parent: string | null }> = {
  hospital: { code: null, parent: null },
  department: { code: 'department_code', parent: null },
  team: { code: 'team_code', parent: 'department_code' },
  physician: { code: 'physician_code', parent: 'department_code' },
  mdc: { code: 'mdc', parent: null },
  drg: { code: 'drg', parent: null },
  month: { code: 'month', parent: null },
};

/** 与当月权重表相联的度量。比值之和按病组先除后加,不是总额之比。 */
const DERIVED: Record<DerivedMeasure, RawBuilder<unknown>> = {
  totalWeight: sql`sum(s.grouped * w.rw)`,
  weightedCases: sql`sum(s.grouped) filter (where w.rw is not null)`,
  weightedFee: sql`sum(s.grouped_fee) filter (where w.rw is not null)`,
  weightedBedDays: sql`sum(s.grouped_bed_days) filter (where w.rw is not null)`,
  rw2Cases: sql`sum(s.grouped) filter (where w.rw >= 2)`,
  costRatioSum: sql`sum(s.grouped_fee / w.benchmark_cost) filter (where w.benchmark_cost > 0)`,
  costRatioCases: sql`sum(s.grouped) filter (where w.benchmark_cost > 0)`,
  losRatioSum: sql`sum(s.grouped_bed_days / w.benchmark_los) filter (where w.benchmark_los > 0)`,
  losRatioCases: sql`sum(s.grouped) filter (where w.benchmark_los > 0)`,
  lowRiskCases: sql`sum(s.grouped) filter (where w.mortality_risk = 1)`,
  lowRiskDeaths: sql`sum(s.grouped_deaths) filter (where w.mortality_risk = 1)`,
  midLowRiskCases: sql`sum(s.grouped) filter (where w.mortality_risk = 2)`,
  midLowRiskDeaths: sql`sum(s.grouped_deaths) filter (where w.mortality_risk = 2)`,
  tieredCases: sql`sum(s.grouped) filter (where w.mortality_risk is not null)`,
  weightTableCases: sql`sum(s.grouped) filter (where t.has_weights)`,
  benchmarkTableCases: sql`sum(s.grouped) filter (where t.has_benchmark)`,
  tierTableCases: sql`sum(s.grouped) filter (where t.has_tiers)`,
  drgCount: sql`count(distinct s.drg) filter (where s.grouped > 0)`,
  mdcCount: sql`count(distinct s.mdc) filter (where s.grouped > 0)`,
};

/** 各单位的度量之和,按编码排列;未填的编码是空串,排在最后。 */
export async function unitSums(db: Db, query: UnitQuery): Promise<UnitSums[]> {
  const { code, parent } = KEYS[query.by];
  const keys = [code, parent].filter((column) => column !== null).map((column) => sql.ref(`s.${column}`));
  const { rows } = await sql<Record<string, string | number | null>>`
    with ${monthTables(query)}
    select ${columnOr(code, query.hospitalId)} as code, ${columnOr(parent, '')} as parent, ${sums()}
    from ${source(query)} as s
    left join month_table t on t.month = s.month
    left join drg_weight w on w.weight_table_id = t.weight_table_id and w.drg = s.drg
    ${conditions(query)}
    ${keys.length > 0 ? sql`group by ${sql.join(keys)}` : sql``}`.execute(db);
  return rows.map((row) => toUnit(row, query.by)).sort(byCode);
}

/** 每月用的权重表,以及表里有没有 RW、标杆、死亡风险等级。 */
function monthTables({ hospitalId, schemeKey, period }: UnitQuery) {
  return sql`month_table as materialized (
    select m.month, m.weight_table_id, bool_or(w.rw is not null) as has_weights,
      bool_or(w.benchmark_cost is not null or w.benchmark_los is not null) as has_benchmark,
      bool_or(w.mortality_risk is not null) as has_tiers
    from month_weight m join drg_weight w on w.weight_table_id = m.weight_table_id
    where m.hospital_id = ${hospitalId} and m.scheme_key = ${schemeKey}
      and m.month >= ${`${period.from.slice(0, 7)}-01`}::date and m.month < ${period.before}::date
    group by m.month, m.weight_table_id
  )`;
}

const isMonthStart = (day: string) => day.endsWith('-01');

/** 汇总表没有医师,也只到整月;其余情形由病例直接加,度量的定义相同。 */
const fromRollup = ({ by, period }: UnitQuery) =>
  by !== 'physician' && isMonthStart(period.from) && isMonthStart(period.before);

const source = (query: UnitQuery) => sql.table(fromRollup(query) ? 'case_rollup' : 'case_measure');

function conditions(query: UnitQuery) {
  const { hospitalId, runId, period, department } = query;
  const day = sql.ref(fromRollup(query) ? 's.month' : 's.discharged_on');
  return sql`where s.hospital_id = ${hospitalId} and s.run_id = ${runId}
    and ${day} >= ${period.from}::date and ${day} < ${period.before}::date
    ${department === undefined ? sql`` : sql`and s.department_code = ${department}`}`;
}

const columnOr = (column: string | null, constant: string) =>
  column === null ? sql`${constant}::text` : sql`${sql.ref(`s.${column}`)}::text`;

/** 一律取文本:整数、numeric、bigint 在两种数据库上的读法因此相同。 */
function sums() {
  const stored = MEASURE_COLUMNS.map(({ name, column }) => textSum(sql`sum(${sql.ref(`s.${column}`)})`, name));
  const derived = (Object.keys(DERIVED_MEASURES) as DerivedMeasure[]).map((name) => textSum(DERIVED[name], name));
  return sql.join([...stored, ...derived]);
}

const textSum = (value: RawBuilder<unknown>, name: MeasureName) => sql`coalesce(${value}, 0)::text as ${sql.ref(name)}`;

function toUnit({ code, parent, ...sums }: Record<string, string | number | null>, by: FigureBy): UnitSums {
  const measures = Object.fromEntries(Object.entries(sums).map(([name, text]) => [name, Number(text)])) as MeasureSums;
  const unitCode = by === 'month' ? String(code).slice(0, 7) : String(code);
  return KEYS[by].parent === null
    ? { code: unitCode, measures }
    : { code: unitCode, parentCode: String(parent), measures };
}

/** 按码位比较,不依赖数据库的排序规则。 */
function byCode(a: UnitSums, b: UnitSums): number {
  return compare(a.parentCode ?? '', b.parentCode ?? '') || compare(a.code, b.code);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}
