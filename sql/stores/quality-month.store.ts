import { type RawBuilder, sql } from 'kysely';
import { FEE_ITEMS } from '../../analytics/discharge/fee-items.ts';
import { CODE_LIST_KINDS, type CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import {
  QUALITY_MEASURES,
  type QualityMeasure,
  RECORD_NEEDS,
} from '../../analytics/performance/quality-development/record-measures.ts';
import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { type CodeListUse, codeListUses, listsOfMonth, registerBuiltInLists } from './code-list.store.ts';
import { allowHashing } from './rollup.store.ts';

type Lists = Partial<Record<CodeListKind, CodeListUse>>;
interface StaleMonth {
  readonly month: string;
  readonly basis: string;
  readonly lists: Lists;
}

/**
 * 确保若干月份(`2025-06`)的质量汇总与病例、清单一致。
 * 依据是该月数据的修订号与所用的清单,变了才重算;没变只有两次小查询。
 */
export async function ensureQualityMonths(db: Db, hospitalId: string, months: readonly string[]): Promise<void> {
  await registerBuiltInLists(db);
  if ((await staleMonths(db, hospitalId, months)).length === 0) return;
  const settle = async (trx: Db) => {
    // 两个请求同时来时只算一次。
    await sql`select pg_advisory_xact_lock(hashtext(${`quality_month:${hospitalId}`}))`.execute(trx);
    for (const stale of await staleMonths(trx, hospitalId, months)) await rebuild(trx, hospitalId, stale);
  };
  await (db.isTransaction ? settle(db) : db.transaction().execute(settle));
}

async function staleMonths(db: Db, hospitalId: string, months: readonly string[]): Promise<StaleMonth[]> {
  if (months.length === 0) return [];
  const uses = await codeListUses(db);
  const { rows } = await sql<{ month: string; revision: string; basis: string | null }>`
    select to_char(h.month, 'YYYY-MM') as month, h.revision::text as revision, q.basis
    from hospital_month h left join quality_month q on q.hospital_id = h.hospital_id and q.month = h.month
    where h.hospital_id = ${hospitalId} and to_char(h.month, 'YYYY-MM') = any(${[...months]}::text[])
    order by h.month`.execute(db);
  return rows.flatMap(({ month, revision, basis: known }) => {
    const lists = listsOfMonth(uses, month);
    const basis = `${revision}/${(Object.keys(CODE_LIST_KINDS) as CodeListKind[]).map((kind) => lists[kind]?.id ?? '').join(',')}`;
    return known === basis ? [] : [{ month, basis, lists }];
  });
}

async function rebuild(trx: Db, hospitalId: string, { month, basis, lists }: StaleMonth): Promise<void> {
  const first = `${month}-01`;
  await allowHashing(trx);
  for (const table of ['quality_rollup', 'disease_rollup'] as const) {
    await trx.deleteFrom(table).where('hospital_id', '=', hospitalId).where('month', '=', first).execute();
  }
  const cases = casesOf(hospitalId, month);
  await insertQuality(trx, { hospitalId, first, cases, lists });
  const diseases = (Object.keys(CODE_LIST_KINDS) as CodeListKind[]).filter((kind) => COUNTED_BY_ITEM.has(kind));
  for (const kind of diseases) {
    const list = lists[kind];
    if (list) await insertDiseases(trx, { hospitalId, first, cases, listId: list.id, lists });
  }
  await trx
    .insertInto('quality_month')
    .values({ hospital_id: hospitalId, month: first, basis })
    .onConflict((c) => c.columns(['hospital_id', 'month']).doUpdateSet({ basis }))
    .execute();
}

/** 按病种分别计数的清单。 */
const COUNTED_BY_ITEM: ReadonlySet<CodeListKind> = new Set(['monitored-disease', 'tcm-advantage', 'low-risk-disease']);

/** 参加统计的病例(无 E 级缺陷的现行版本)。 */
const casesOf = (hospitalId: string, month: string) => sql`
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
const operations = (cases: RawBuilder<unknown>, lists: Lists) => sql`
  c as materialized (${cases}),
  operation as materialized (
    select case_id, unnest(string_to_array(procedure_codes, '|')) collate "C" as code from c where is_surgical),
  minimal as (${surgicalIn(lists['minimally-invasive'])}),
  level4 as (${surgicalIn(lists['level-4-surgery'])})`;

const feeItem = (code: string) =>
  sql`coalesce(c.fee_items[${FEE_ITEMS.findIndex((item) => item.code === code) + 1}], 0) > 0`;
const USED_HERBS = feeItem('D25');
const USED_THERAPY = feeItem('D22');
/** 择期:入院途径填了而不是急诊。 */
const ELECTIVE = sql`c.is_surgical and c.admission_route <> '1'`;
/** 切口愈合等级里有这几个之一。 */
const incision = (values: readonly string[]) =>
  sql`string_to_array(c.incision_classes, '|') && array[${sql.join(values)}]::text[]`;

const COUNTS: Record<string, RawBuilder<unknown>> = {
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
  route_known: sql`c.is_surgical and c.admission_route is not null`,
  condition_known: sql`c.is_surgical and c.admission_conditions is not null`,
  incision_known: sql`c.is_surgical and c.incision_classes is not null`,
};
/** 汇总表的计数列,次序与登记一致。 */
export const QUALITY_COLUMNS: readonly string[] = [
  ...Object.values(QUALITY_MEASURES).map(({ column }) => column),
  ...Object.values(RECORD_NEEDS).map(({ column }) => column),
];

interface Rebuilding {
  readonly hospitalId: string;
  readonly first: string;
  readonly cases: RawBuilder<unknown>;
  readonly lists: Lists;
}

async function insertQuality(trx: Db, { hospitalId, first, cases, lists }: Rebuilding): Promise<void> {
  const columns = sql.join(QUALITY_COLUMNS.map((column) => sql.ref(column)));
  const counts = sql.join(QUALITY_COLUMNS.map((column) => sql`count(*) filter (where ${COUNTS[column]!})`));
  await sql`
    with ${judged(cases, lists)}
    insert into quality_rollup (hospital_id, month, department_code, ${columns})
    select ${hospitalId}, ${first}::date, coalesce(c.department_code, ''), ${counts}
    ${FROM_JUDGED}
    group by 3`.execute(trx);
}

/** 病例,与它们的手术在不在各清单里、有没有入院后发生的并发症。 */
const judged = (cases: RawBuilder<unknown>, lists: Lists) => sql`${operations(cases, lists)},
    acquired as materialized (
      select c.case_id, d.code collate "C" as code
      from c, unnest(string_to_array(c.diagnosis_codes, '|')) with ordinality as d(code, place)
      where c.is_surgical and c.admission_conditions like '%4%' and substr(c.admission_conditions, d.place::integer, 1) = '4'),
    complicated as (
      select distinct a.case_id from acquired a
      join code_list_range r on r.code_list_id = ${lists.complication?.id ?? 0} and ${inRange(sql`a.code`)})`;
const FROM_JUDGED = sql`
    from c left join minimal using (case_id) left join level4 using (case_id) left join complicated using (case_id)`;

/** 某月计入一个度量的病例号,由小到大;与汇总用同一组条件、同一月的清单。 */
export async function casesOfMeasure(
  db: Db,
  query: { hospitalId: string; month: string; measure: QualityMeasure; department?: string | undefined },
): Promise<string[]> {
  const { hospitalId, month, measure, department } = query;
  const lists = listsOfMonth(await codeListUses(db), month);
  const { rows } = await sql<{ case_id: string }>`
    with ${judged(casesOf(hospitalId, month), lists)}
    select c.case_id::text as case_id ${FROM_JUDGED}
    where ${COUNTS[QUALITY_MEASURES[measure].column]!}
      ${department === undefined ? sql`` : sql`and coalesce(c.department_code, '') = ${department}`}
    order by c.case_id`.execute(db);
  return rows.map((row) => row.case_id);
}

async function insertDiseases(
  trx: Db,
  { hospitalId, first, cases, lists, listId }: Rebuilding & { listId: number },
): Promise<void> {
  // 四级手术取首页填写的级别,与手术占比的口径相同。
  await sql`
    with ${operations(cases, lists)},
    matched as (
      select distinct d.code, r.item_no
      from (select distinct principal_diagnosis as code from c where principal_diagnosis is not null) d
      join code_list_range r on r.code_list_id = ${listId} and ${inRange(sql`d.code`)})
    insert into disease_rollup (hospital_id, month, department_code, code_list_id, item_no, cases, deaths, bed_days, total_fee,
      surgical, level4, minimally_invasive)
    select ${hospitalId}, ${first}::date, coalesce(c.department_code, ''), ${listId}::integer, m.item_no,
      count(*), count(*) filter (where c.died), coalesce(sum(c.los), 0), coalesce(sum(c.total_fee), 0),
      count(*) filter (where c.is_surgical), count(*) filter (where c.is_surgical and c.surgery_level = 4),
      count(*) filter (where minimal.case_id is not null)
    from c join matched m on m.code = c.principal_diagnosis left join minimal using (case_id)
    group by 3, m.item_no`.execute(trx);
}
