import { type RawBuilder, sql } from 'kysely';
import { FEE_ITEMS } from '../../analytics/discharge/fee-items.ts';
import { QUALITY_MEASURES, type QualityMeasure } from '../../analytics/performance/measures.ts';
import type { CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import type { CodeListUse } from './code-list.store.ts';

export type Lists = Partial<Record<CodeListKind, CodeListUse>>;

/** 质量度量的列,次序与登记一致。 */
const QUALITY_COLUMNS = (Object.keys(QUALITY_MEASURES) as QualityMeasure[]).map(
  (name) => QUALITY_MEASURES[name].column,
);
type QualityColumn = (typeof QUALITY_COLUMNS)[number];
const columnList = sql.join(QUALITY_COLUMNS.map((column) => sql.ref(column)));

/** 一个月里参加统计的病例(无 E 级缺陷的现行版本)。 */
export const casesOf = (hospitalId: string, month: string) => sql`
  select * from discharge_case
  where hospital_id = ${hospitalId} and is_current and not has_error
    and discharged_on >= ${`${month}-01`}::date and discharged_on < ${`${addMonths(month, 1)}-01`}::date`;

/** 编码在清单某一项的范围内;与 analytics/discharge/code-ranges.ts 的比法相同。 */
const inRange = (code: RawBuilder<unknown>) =>
  sql`left(${code}, length(r.low)) >= r.low and left(${code}, length(r.high)) <= r.high`;

/** 手术病例中有清单内编码者;先比不同的编码,再回到病例,比的次数少得多。 */
const surgicalIn = (list: CodeListUse | undefined) => sql`
  select distinct p.case_id from operation p
  where p.code in (
    select o.code from (select distinct code from operation) o
    join code_list_range r on r.code_list_id = ${list?.id ?? 0} and ${inRange(sql`o.code`)})`;

/** 手术病例的各个手术编码,与在清单里的手术病例。 */
export const operations = (cases: RawBuilder<unknown>, lists: Lists) => sql`
  c as materialized (${cases}),
  operation as materialized (
    select case_id, unnest(string_to_array(procedure_codes, '|')) collate "C" as code from c where is_surgical),
  minimal as (${surgicalIn(lists['minimally-invasive'])}),
  level4 as (${surgicalIn(lists['level-4-surgery'])})`;

/** 清单里的主要诊断与所属的项。 */
export const listedDiagnoses = (listId: number) => sql`
  select distinct d.code, r.item_no
  from (select distinct principal_diagnosis as code from c where principal_diagnosis is not null) d
  join code_list_range r on r.code_list_id = ${listId} and ${inRange(sql`d.code`)}`;

const listed = (list: CodeListUse | undefined) => sql`
  c.principal_diagnosis in (select code from (${listedDiagnoses(list?.id ?? 0)}) l)`;

const feeItem = (code: string) =>
  sql`coalesce(c.fee_items[${FEE_ITEMS.findIndex((item) => item.code === code) + 1}], 0) > 0`;
const USED_HERBS = feeItem('D25');
const USED_THERAPY = feeItem('D22');
/** 择期:入院途径填了而不是急诊。 */
const ELECTIVE = sql`c.is_surgical and c.admission_route <> '1'`;
/** 切口愈合等级里有这几个之一。 */
const incision = (values: readonly string[]) =>
  sql`string_to_array(c.incision_classes, '|') && array[${sql.join(values)}]::text[]`;

/** 各度量的判定;`c` 是病例。 */
const conditionsOf = (lists: Lists): Record<QualityColumn, RawBuilder<unknown>> => ({
  elective_surgical: ELECTIVE,
  // 首页只有日期(时刻不存):当日或次日出院,即不超过 48 小时。
  day_surgical: sql`${ELECTIVE} and c.discharged_on - c.admitted_on <= 1`,
  minimally_invasive: sql`minimal.case_id is not null`,
  level4_listed: sql`level4.case_id is not null`,
  elective_complicated: sql`${ELECTIVE} and complicated.case_id is not null`,
  clean_incisions: sql`c.is_surgical and ${incision(['2', '3', '4', '5'])}`,
  clean_incision_infections: sql`c.is_surgical and ${incision(['4'])}`,
  herb_users: USED_HERBS,
  tcm_therapy_users: USED_THERAPY,
  perioperative_tcm: sql`c.is_surgical and (${USED_HERBS} or ${USED_THERAPY})`,
  monitored_cases: listed(lists['monitored-disease']),
  advantage_cases: listed(lists['tcm-advantage']),
  low_risk_disease_cases: listed(lists['low-risk-disease']),
  low_risk_disease_deaths: sql`c.died and ${listed(lists['low-risk-disease'])}`,
  route_known: sql`c.is_surgical and c.admission_route is not null`,
  condition_known: sql`c.is_surgical and c.admission_conditions is not null`,
  incision_known: sql`c.is_surgical and c.incision_classes is not null`,
});

/** 病例,与它们的手术在不在各清单里、有没有入院后发生的并发症。 */
const judged = (cases: RawBuilder<unknown>, lists: Lists) => sql`${operations(cases, lists)},
    acquired as materialized (
      select c.case_id, d.code collate "C" as code
      from c, unnest(string_to_array(c.diagnosis_codes, '|')) with ordinality as d(code, place)
      where c.is_surgical and c.admission_conditions like '%4%' and substr(c.admission_conditions, d.place::integer, 1) = '4'),
    complicated as (
      select distinct a.case_id from acquired a
      join code_list_range r on r.code_list_id = ${lists.complication?.id ?? 0} and ${inRange(sql`a.code`)})`;

/**
 * 逐例判定某医院一个月(`2025-06`)的质量度量,并汇总到病组。须在事务里调用;先删后写,结果与判定的次数无关。
 * 病例须已有现行分组(汇总按病组分列)。
 */
export async function judgeMonth(trx: Db, hospitalId: string, month: string, lists: Lists): Promise<void> {
  const first = `${month}-01`;
  await trx.deleteFrom('case_quality').where('hospital_id', '=', hospitalId).where('month', '=', first).execute();
  await trx.deleteFrom('quality_rollup').where('hospital_id', '=', hospitalId).where('month', '=', first).execute();
  const conditions = conditionsOf(lists);
  const flags = QUALITY_COLUMNS.map(
    (column) => sql`(case when ${conditions[column]} then 1 else 0 end)::smallint as ${sql.ref(column)}`,
  );
  const any = sql.join(
    QUALITY_COLUMNS.map((column) => sql.ref(`j.${column}`)),
    sql` + `,
  );
  await sql`
    with ${judged(casesOf(hospitalId, month), lists)}
    insert into case_quality (case_id, hospital_id, month, ${columnList})
    select * from (
      select c.case_id, c.hospital_id, ${first}::date as month, ${sql.join(flags)}
      from c left join minimal using (case_id) left join level4 using (case_id) left join complicated using (case_id)) j
    where ${any} > 0`.execute(trx);
  await sql`
    insert into quality_rollup (hospital_id, run_id, month, department_code, team_code, mdc, drg, ${columnList})
    select s.hospital_id, s.run_id, s.month, s.department_code, s.team_code, s.mdc, s.drg,
      ${sql.join(QUALITY_COLUMNS.map((column) => sql`sum(${sql.ref(`q.${column}`)})`))}
    from case_quality q join case_measure s on s.case_id = q.case_id
    where q.hospital_id = ${hospitalId} and q.month = ${first}::date
      and s.hospital_id = ${hospitalId} and s.discharged_on >= ${first}::date
      and s.discharged_on < ${`${addMonths(month, 1)}-01`}::date
    group by 1, 2, 3, 4, 5, 6, 7`.execute(trx);
}
