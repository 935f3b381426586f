import { sql } from 'kysely';
import { ruleDeductions } from '../../analytics/discharge/quality-score.ts';
import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { runOfCase } from './run-of-case.ts';

export interface RecordQualityQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly department?: string | undefined;
}

/** 一个科室病案的质量;记录含有 E 级缺陷的。 */
export interface DepartmentQuality {
  readonly department: string;
  readonly records: number;
  /** 触发任一规则的病例数。 */
  readonly problem: number;
  /** 触发 E 级规则的病例数。 */
  readonly severe: number;
  /** 有缺陷而没有入组(剔除、未入组、歧义)的病例数。 */
  readonly affected: number;
  /** 各病案扣分之和;一份至多扣 100。 */
  readonly deducted: number;
}

export interface RuleQuality {
  readonly rule: string;
  readonly severity: 'E' | 'W';
  /** 触发的一例的说明。 */
  readonly message: string;
  readonly cases: number;
  readonly affected: number;
}

const department = sql<string>`coalesce(c.department_code, '') collate "C"`;
const count = (condition = sql`true`) => sql<number>`(count(distinct case_id) filter (where ${condition}))::integer`;

/** 期间内的现行病案,含有 E 级缺陷的。 */
const records = (db: Db, { hospitalId, period, department: only }: RecordQualityQuery) =>
  db
    .selectFrom('discharge_case as c')
    .where('c.is_current', '=', true)
    .where('c.hospital_id', '=', hospitalId)
    .where('c.discharged_on', '>=', period.from)
    .where('c.discharged_on', '<', period.before)
    .$if(only !== undefined, (q) => q.where(department, '=', only!));

/** 病案 × 触发的规则,连同病案有没有入组。 */
const findings = (db: Db, query: RecordQualityQuery) =>
  records(db, query)
    .innerJoin('batch_finding as f', (on) =>
      on.onRef('f.batch_id', '=', 'c.batch_id').onRef('f.row_no', '=', 'c.row_no'),
    )
    .leftJoin('grouping_run as r', runOfCase)
    .leftJoin('case_group as g', (on) => on.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'));

const findingCases = (db: Db, query: RecordQualityQuery) =>
  findings(db, query).select([
    department.as('department'),
    'c.case_id',
    'f.rule',
    'f.severity',
    'f.message',
    sql<boolean>`c.has_error or g.status is distinct from 'grouped'`.as('affected'),
  ]);

/** 各科室:病案数、问题病例、严重问题、影响分组与扣分,按科室编码。 */
export async function departmentQuality(db: Db, query: RecordQualityQuery): Promise<DepartmentQuality[]> {
  const deductions = JSON.stringify(ruleDeductions(RECORD_CHECKS));
  const { rows } = await sql<DepartmentQuality>`
    with record as (${records(db, query).select([department.as('department'), 'c.case_id'])}),
    finding as materialized (${findingCases(db, query)}),
    deduction as (
      select * from jsonb_to_recordset(${deductions}::text::jsonb) as d(rule text, severity text, deduction numeric)
    ),
    -- 同一规则一份病案只扣一次。
    fired as (
      select f.department, f.case_id, f.rule, max(d.deduction) as deduction
      from finding f join deduction d on d.rule = f.rule and d.severity = f.severity
      group by f.department, f.case_id, f.rule
    ),
    score as (
      select department, sum(lost) as deducted
      from (select department, case_id, least(100, sum(deduction)) as lost from fired group by department, case_id) s
      group by department
    ),
    problem as (
      select department, ${count()} as problem, ${count(sql`severity = 'E'`)} as severe, ${count(sql`affected`)} as affected
      from finding group by department
    )
    select r.department, count(*)::integer as records, coalesce(max(p.problem), 0) as problem,
      coalesce(max(p.severe), 0) as severe, coalesce(max(p.affected), 0) as affected,
      coalesce(max(s.deducted), 0)::double precision as deducted
    from record r left join problem p on p.department = r.department left join score s on s.department = r.department
    group by r.department
    order by r.department = '', r.department`.execute(db);
  return rows;
}

/** 各规则触发的病例数与其中没有入组的;同一病例同一规则只计一次。 */
export async function ruleQuality(db: Db, query: RecordQualityQuery): Promise<RuleQuality[]> {
  const { rows } = await sql<RuleQuality>`
    select rule, severity, min(message) as message, ${count()} as cases, ${count(sql`affected`)} as affected
    from (${findingCases(db, query)}) f
    group by rule, severity
    order by severity, rule`.execute(db);
  return rows;
}

const PAGE = 1_000;

/** 问题病例,一条缺陷一行,按科室、病例、缺陷的次序一页一页给出。 */
export async function* problemCases(db: Db, query: RecordQualityQuery, pageSize = PAGE) {
  for (let after: { department: string; caseId: string; ordinal: number } | null = null; ; ) {
    const rows: ProblemCase[] = await problemPage(db, query, after, pageSize).execute();
    if (rows.length === 0) return;
    yield rows;
    const last = rows.at(-1)!;
    after = { department: last.department, caseId: last.case_id, ordinal: last.ordinal };
  }
}

export type ProblemCase = Awaited<ReturnType<ReturnType<typeof problemPage>['execute']>>[number];

function problemPage(
  db: Db,
  query: RecordQualityQuery,
  after: { department: string; caseId: string; ordinal: number } | null,
  pageSize: number,
) {
  return findings(db, query)
    .$if(after !== null, (q) =>
      q.where(
        sql<boolean>`(${department}, c.case_id, f.ordinal) > (${after!.department}, ${after!.caseId}::bigint, ${after!.ordinal}::smallint)`,
      ),
    )
    .orderBy(department)
    .orderBy('c.case_id')
    .orderBy('f.ordinal')
    .limit(pageSize)
    .select([
      department.as('department'),
      'c.case_id',
      'c.record_no',
      'c.physician_code',
      'c.discharged_on',
      'c.has_error',
      'f.ordinal',
      'f.rule',
      'f.severity',
      'f.field',
      'f.value',
      'f.message',
      'f.fix',
      'g.status',
      'g.drg',
    ]);
}

/** 全部病案的住院起止,按科室、病例一页一页给出;登记与归档由病案室填。 */
export async function* stayRecords(db: Db, query: RecordQualityQuery, pageSize = PAGE) {
  for (let after: { department: string; caseId: string } | null = null; ; ) {
    const rows: StayRecord[] = await stayPage(db, query, after, pageSize).execute();
    if (rows.length === 0) return;
    yield rows;
    const last = rows.at(-1)!;
    after = { department: last.department, caseId: last.case_id };
  }
}

export type StayRecord = Awaited<ReturnType<ReturnType<typeof stayPage>['execute']>>[number];

function stayPage(
  db: Db,
  query: RecordQualityQuery,
  after: { department: string; caseId: string } | null,
  pageSize: number,
) {
  return records(db, query)
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(${department}, c.case_id) > (${after!.department}, ${after!.caseId}::bigint)`),
    )
    .orderBy(department)
    .orderBy('c.case_id')
    .limit(pageSize)
    .select([
      department.as('department'),
      'c.case_id',
      'c.record_no',
      'c.sex',
      'c.physician_code',
      'c.admitted_on',
      'c.discharged_on',
      'c.los',
    ]);
}
