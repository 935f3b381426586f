import { type RawBuilder, sql } from 'kysely';
import type { Indicator } from '../../analytics/performance/indicator.ts';
import {
  isDistinct,
  isGroupedOnly,
  isRecordNeed,
  type MeasureName,
  type Need,
} from '../../analytics/performance/measures.ts';
import type { Db } from '../database.ts';
import { measureOfCase, monthTables, weightJoins } from './measure-terms.ts';
import { successionRows } from './succession.ts';
import { conditions, type UnitQuery } from './unit-source.ts';

/** 病例与一个数的关系:计入,或没有计入的原因。 */
export const CASE_ROLES = [
  'counted',
  'defect',
  'ambiguous',
  'ungrouped',
  'no-reference',
  'not-recorded',
  'out-of-scope',
] as const;
export type CaseRole = (typeof CASE_ROLES)[number];

export interface RoleCount {
  readonly role: CaseRole;
  readonly cases: number;
}

/** 一个病例对分子与分母的贡献;算式不是逐例之和(如去重计数)时为 null,看各度量。 */
export interface ContributingCase {
  readonly caseId: string;
  readonly recordNo: string;
  readonly dischargedOn: string;
  readonly departmentCode: string;
  readonly teamCode: string;
  readonly physicianCode: string;
  readonly drg: string;
  readonly principalDiagnosisName: string | null;
  readonly los: number | null;
  readonly totalFee: string | null;
  readonly role: CaseRole;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly measures: Partial<Record<MeasureName, number>>;
}

export interface FigureCasesQuery {
  readonly unit: UnitQuery;
  readonly indicator: Indicator;
  /** 只看计入的、进入分子的,或某种没有计入的;默认全部。 */
  readonly show?: CaseRole | 'numerator' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** 各种关系的例数,计入的在前。 */
export async function roleCounts(db: Db, { unit, indicator }: FigureCasesQuery): Promise<RoleCount[]> {
  const { rows } = await sql<{ role: CaseRole; cases: number }>`
    ${from(unit, sql`select ${roleOf(indicator)} as role, count(*)::integer as cases`)}
    group by 1`.execute(db);
  return CASE_ROLES.flatMap((role) => rows.filter((row) => row.role === role));
}

const NOTHING = sql`null::numeric`;

/** 一页病例,按出院日期;以及总数。 */
export async function casesOfFigure(
  db: Db,
  query: FigureCasesQuery,
): Promise<{ items: ContributingCase[]; total: number }> {
  const { unit, indicator, page, pageSize } = query;
  const names = measuresIn(indicator);
  const shown = sql`where ${showing(query)}`;
  const columns = sql`select s.*, ${roleOf(indicator)} as role, ${contribution(indicator, 'numerator') ?? NOTHING} as top,
      ${contribution(indicator, 'denominator') ?? NOTHING} as bottom, ${takesPart(indicator, 'numerator')} as in_numerator,
      ${sql.join(names.map((name) => sql`${measureOfCase(name)} as ${sql.ref(`m_${name}`)}`))}`;
  const source = sql`(${from(unit, columns)}) s`;
  const { rows } = await sql<Record<string, string | number | null>>`
    select s.case_id::text as "caseId", c.record_no as "recordNo", s.discharged_on as "dischargedOn",
      s.department_code as "departmentCode", s.team_code as "teamCode", s.physician_code as "physicianCode", s.drg,
      c.principal_diagnosis_name as "principalDiagnosisName", c.los, c.total_fee as "totalFee", s.role,
      s.top::text as numerator, s.bottom::text as denominator,
      ${sql.join(names.map((name) => sql`${sql.ref(`s.m_${name}`)}::text as ${sql.ref(`m_${name}`)}`))}
    from (select * from ${source} ${shown} order by s.discharged_on, s.case_id
      limit ${pageSize} offset ${(page - 1) * pageSize}) s
    join discharge_case c on c.case_id = s.case_id
    order by s.discharged_on, s.case_id`.execute(db);
  const counted = await sql<{ total: string }>`select count(*)::text as total from ${source} ${shown}`.execute(db);
  return { items: rows.map((row) => toCase(row, names)), total: Number(counted.rows[0]!.total) };
}

function toCase(row: Record<string, string | number | null>, names: readonly MeasureName[]): ContributingCase {
  const number = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : Number(value);
  const own = Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('m_')));
  return {
    ...(own as unknown as ContributingCase),
    numerator: number(row.numerator),
    denominator: number(row.denominator),
    measures: Object.fromEntries(names.map((name) => [name, Number(row[`m_${name}`])])),
  };
}

const from = (unit: UnitQuery, select: RawBuilder<unknown>) => sql`
    with ${monthTables(unit.hospitalId, unit.period)}
    ${select}
    from case_measure s ${weightJoins} ${successionRows(unit.succession)}
    where ${conditions(unit, 's.discharged_on')}`;

function showing({ show }: FigureCasesQuery): RawBuilder<unknown> {
  if (show === undefined) return sql`true`;
  return show === 'numerator' ? sql`s.role <> 'defect' and s.in_numerator` : sql`s.role = ${show}`;
}

/** 分子与分母用到的度量。 */
export const measuresIn = ({ formulas }: Indicator): MeasureName[] => [
  ...new Set([...formulas.numerator.measures, ...(formulas.denominator?.measures ?? [])]),
];

type Part = 'numerator' | 'denominator';

/** 一个病例对分子(分母)的贡献;不是逐例之和的(如去重计数、取最大值)为 null。 */
function contribution({ formulas }: Indicator, part: Part): RawBuilder<unknown> | null {
  const formula = formulas[part];
  if (!formula?.terms || formula.measures.some(isDistinct)) return null;
  const terms = [...formula.terms].map(([name, coefficient]) => sql`${sql.lit(coefficient)} * ${measureOfCase(name)}`);
  return sql.join(terms, sql` + `);
}

/** 病例进入分子(分母)的条件。 */
function takesPart(indicator: Indicator, part: Part): RawBuilder<unknown> {
  const sum = contribution(indicator, part);
  if (sum) return sql`(${sum}) <> 0`;
  const measures = indicator.formulas[part]!.measures;
  return sql`(${sql.join(
    measures.map((name) => sql`${measureOfCase(name)} <> 0`),
    sql` or `,
  )})`;
}

/** 计入:进入分母(没有分母的是分子)。 */
function roleOf(indicator: Indicator): RawBuilder<unknown> {
  const { formulas, needs } = indicator;
  const part = formulas.denominator ? 'denominator' : 'numerator';
  const grouped = formulas[part]!.measures.some(isGroupedOnly);
  const whenLacking = (chosen: readonly Need[], role: CaseRole) =>
    chosen.length === 0
      ? sql``
      : sql`when ${sql.join(
          chosen.map((need) => LACKING[need]),
          sql` or `,
        )} then ${sql.lit(role)}`;
  return sql`case
      when s.excluded = 1 then 'defect'
      when ${takesPart(indicator, part)} then 'counted'
      ${grouped ? sql`when s.ambiguous = 1 then 'ambiguous' when s.grouped = 0 then 'ungrouped'` : sql``}
      ${whenLacking(
        needs.filter((need) => !isRecordNeed(need)),
        'no-reference',
      )}
      ${whenLacking(needs.filter(isRecordNeed), 'not-recorded')}
      else 'out-of-scope' end`;
}

/** 病组缺少参照数据,或手术病例的首页没有填那一项。 */
const LACKING: Record<Need, RawBuilder<unknown>> = {
  weights: sql`w.rw is null`,
  benchmark: sql`(w.benchmark_cost is null or w.benchmark_los is null)`,
  mortality: sql`w.mortality_risk is null`,
  admissionRoute: sql`(s.surgical = 1 and s.route_known = 0)`,
  admissionCondition: sql`(s.surgical = 1 and s.condition_known = 0)`,
  history: sql`false`,
  incision: sql`(s.surgical = 1 and s.incision_known = 0)`,
};
