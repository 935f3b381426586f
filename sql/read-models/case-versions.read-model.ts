import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { runOfCase } from './run-of-case.ts';

/** 某次住院的全部版本,新的在前;`is_current` 是现行版本。 */
export async function caseVersions(db: Db, caseId: string) {
  const { rows } = await sql<{
    case_id: string;
    batch_id: string;
    row_no: number;
    is_current: boolean;
    stored_at: Date | null;
    status: string;
  }>`
    select v.case_id, v.batch_id, v.row_no, v.is_current, b.stored_at, b.status
    from discharge_case c
    join discharge_case v on v.hospital_id = c.hospital_id and v.record_no = c.record_no and v.admission_key = c.admission_key
    join batch b on b.batch_id = v.batch_id
    where c.case_id = ${caseId}::bigint
    order by v.case_id desc`.execute(db);
  return rows;
}

/** 一个病例(任何版本),带现行运行的分组与病组名称。 */
export const oneCase = (db: Db, caseId: string) => groupedCases(db).where('c.case_id', '=', caseId).executeTakeFirst();

/** 这些病例,由小到大。 */
export async function casesWithIds(db: Db, ids: readonly string[]) {
  return ids.length === 0 ? [] : groupedCases(db).where('c.case_id', 'in', ids).orderBy('c.case_id').execute();
}

function groupedCases(db: Db) {
  return db
    .selectFrom('discharge_case as c')
    .leftJoin('grouping_run as r', runOfCase)
    .leftJoin('case_group as g', (j) => j.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'))
    .leftJoin('drg_catalogue as d', (j) => j.onRef('d.scheme_key', '=', 'r.scheme_key').onRef('d.drg', '=', 'g.drg'))
    .selectAll('c')
    .select([
      'r.scheme_key',
      'g.status as group_status',
      'g.mdc',
      'g.adrg',
      'g.drg',
      'd.drg_name',
      'd.adrg_name',
      'd.mdc_name',
    ]);
}

/** 病例的缺陷(存入时记下的)。 */
export const caseFindings = (db: Db, batchId: string, rowNo: number) =>
  db
    .selectFrom('batch_finding')
    .select(['rule', 'severity', 'field', 'value', 'message', 'fix'])
    .where('batch_id', '=', batchId)
    .where('row_no', '=', rowNo)
    .orderBy('ordinal')
    .execute();

/** 含该行的来源块与表头块(行号 0)的压缩内容。 */
export async function sourceBlocks(db: Db, batchId: string, rowNo: number) {
  return db
    .selectFrom('source_block')
    .select(['first_row', 'payload'])
    .where('batch_id', '=', batchId)
    .where((e) => e.or([e('first_row', '=', 0), e.and([e('first_row', '<=', rowNo), e('last_row', '>=', rowNo)])]))
    .orderBy('first_row')
    .execute();
}

export interface CaseFilter {
  hospitalId: string;
  from: string;
  before: string;
  /** 单位编码;空文本是没有填的(drg 为没有入组的),与指标各层次的分法相同。 */
  department?: string | undefined;
  ward?: string | undefined;
  team?: string | undefined;
  physician?: string | undefined;
  mdc?: string | undefined;
  drg?: string | undefined;
  /** grouped、ungrouped,或 excluded(E 级缺陷,不参加统计)。 */
  status?: 'grouped' | 'ungrouped' | 'excluded' | undefined;
  recordNo?: string | undefined;
}

/** 各单位编码的取法,与视图 case_measure 相同。 */
const UNIT_CODES = {
  department: sql<string>`coalesce(c.department_code, '')`,
  ward: sql<string>`coalesce(c.ward, '')`,
  team: sql<string>`coalesce(c.team_code, '')`,
  physician: sql<string>`coalesce(c.physician_code, '')`,
  mdc: sql<string>`coalesce(g.mdc, '')`,
  drg: sql<string>`case when g.status = 'grouped' then g.drg else '' end`,
};

/** 现行病例的列表(一页),按出院日期。 */
export async function listCases(db: Db, filter: CaseFilter, page: number, pageSize: number) {
  let base = db
    .selectFrom('discharge_case as c')
    .innerJoin('grouping_run as r', runOfCase)
    .innerJoin('case_group as g', (j) => j.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'))
    .where('c.hospital_id', '=', filter.hospitalId)
    .where('c.is_current', '=', true)
    .where('c.discharged_on', '>=', filter.from)
    .where('c.discharged_on', '<', filter.before);
  for (const unit of Object.keys(UNIT_CODES) as (keyof typeof UNIT_CODES)[]) {
    const code = filter[unit];
    if (code !== undefined) base = base.where(UNIT_CODES[unit], '=', code);
  }
  if (filter.recordNo !== undefined) base = base.where('c.record_no', '=', filter.recordNo);
  if (filter.status === 'excluded') base = base.where('c.has_error', '=', true);
  else if (filter.status)
    base = base.where('c.has_error', '=', false).where('g.status', filter.status === 'grouped' ? '=' : '<>', 'grouped');
  const { total } = await base.select(sql<string>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const items = await base
    .leftJoin('drg_catalogue as d', (j) => j.onRef('d.scheme_key', '=', 'r.scheme_key').onRef('d.drg', '=', 'g.drg'))
    .select([
      'c.case_id',
      'c.record_no',
      'c.admission_key',
      'c.department_code',
      'c.team_code',
      'c.physician_code',
      'c.admitted_on',
      'c.discharged_on',
      'c.los',
      'c.principal_diagnosis',
      'c.principal_diagnosis_name',
      'c.main_procedure',
      'c.main_procedure_name',
      'c.total_fee',
      'c.has_error',
      'g.status as group_status',
      'g.drg',
      'd.drg_name',
    ])
    .orderBy('c.discharged_on')
    .orderBy('c.case_id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items, total: Number(total), page, pageSize };
}
