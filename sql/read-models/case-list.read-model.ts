import { sql } from 'kysely';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';

/** 明细表的一行;金额与权重是 numeric 的文本,日期是 YYYY-MM-DD。 */
export interface CaseRow {
  case_id: string;
  record_no: string;
  admission_key: string;
  department_code: string;
  team_code: string;
  physician_code: string;
  sex: number | null;
  age_years: number | null;
  age_days: number | null;
  admitted_on: string | null;
  discharged_on: string;
  los: number | null;
  discharge_mode: string | null;
  payer: string | null;
  principal_diagnosis: string | null;
  principal_diagnosis_name: string | null;
  main_procedure: string | null;
  main_procedure_name: string | null;
  surgery_level: number | null;
  has_error: boolean;
  error_rules: string | null;
  status: string;
  mdc: string | null;
  adrg: string | null;
  drg: string | null;
  drg_name: string | null;
  rw: string | null;
  benchmark_cost: string | null;
  benchmark_los: string | null;
  mortality_risk: number | null;
  total_fee: string | null;
  self_paid: string | null;
  western_drug_fee: string | null;
  chinese_drug_fee: string | null;
  material_fee: string | null;
  exam_fee: string | null;
  lab_fee: string | null;
  surgery_fee: string | null;
  service_fee: string | null;
}

export interface CasesQuery {
  hospitalId: string;
  period: Period;
  department?: string | undefined;
}

const PAGE = 2_000;

/**
 * 报表明细:按科室、病例号排列,一页约 2000 行。
 * 先定下各页的病例号(每页一行文本,二十万例也只有一两兆),再按主键取每页:
 * 不必为每一页把全月重排一遍,报表做到一半有新批次进来,已定的病例也不变。
 */
export async function* casesForReport(db: Db, query: CasesQuery, pageSize = PAGE): AsyncGenerator<CaseRow[]> {
  for (const { ids } of await casePages(db, query, pageSize).execute()) {
    yield await casesByIds(db, ids).execute();
  }
}

/** 各页的病例号,逗号分隔。 */
export function casePages(db: Db, { hospitalId, period, department }: CasesQuery, pageSize: number) {
  const numbered = db
    .selectFrom('discharge_case as c')
    .innerJoin('grouping_run as r', (on) =>
      on.onRef('r.hospital_id', '=', 'c.hospital_id').on('r.is_current', '=', true),
    )
    .innerJoin('case_group as g', (on) => on.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'))
    .where('c.is_current', '=', true)
    .where('c.hospital_id', '=', hospitalId)
    .where('c.discharged_on', '>=', period.from)
    .where('c.discharged_on', '<', period.before)
    .$if(department !== undefined, (q) => q.where(sql`coalesce(c.department_code, '')`, '=', department))
    .select([
      'c.case_id',
      sql<number>`row_number() over (order by coalesce(c.department_code, '') collate "C", c.case_id)`.as('place'),
    ]);
  const page = sql<string>`(place - 1) / ${sql.lit(pageSize)}`;
  return db
    .selectFrom(numbered.as('n'))
    .groupBy(page)
    .orderBy(page)
    .select(sql<string>`string_agg(case_id::text, ',' order by place)`.as('ids'));
}

/** 一页病例:分组、病组名称、当月权重、拒绝原因;次序与给出的病例号相同。 */
export function casesByIds(db: Db, ids: string) {
  return db
    .selectFrom(
      sql<{ case_id: string; place: number }>`unnest(string_to_array(${ids}, ',')::bigint[]) with ordinality`.as<'p'>(
        sql`p(case_id, place)`,
      ),
    )
    .innerJoin('discharge_case as c', 'c.case_id', 'p.case_id')
    .innerJoin('grouping_run as r', (on) =>
      on.onRef('r.hospital_id', '=', 'c.hospital_id').on('r.is_current', '=', true),
    )
    .innerJoin('case_group as g', (on) => on.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'))
    .leftJoin('drg_catalogue as d', (on) => on.onRef('d.scheme_key', '=', 'r.scheme_key').onRef('d.drg', '=', 'g.drg'))
    .leftJoin('month_weight as m', (on) =>
      on
        .onRef('m.hospital_id', '=', 'c.hospital_id')
        .onRef('m.scheme_key', '=', 'r.scheme_key')
        .on('m.month', '=', sql<string>`date_trunc('month', c.discharged_on)::date`),
    )
    .leftJoin('drg_weight as w', (on) =>
      on
        .onRef('w.weight_table_id', '=', 'm.weight_table_id')
        .onRef('w.drg', '=', 'g.drg')
        .on('g.status', '=', 'grouped'),
    )
    .orderBy('p.place')
    .select([
      'c.case_id',
      'c.record_no',
      'c.admission_key',
      sql<string>`coalesce(c.department_code, '')`.as('department_code'),
      sql<string>`coalesce(c.team_code, '')`.as('team_code'),
      sql<string>`coalesce(c.physician_code, '')`.as('physician_code'),
      'c.sex',
      'c.age_years',
      'c.age_days',
      'c.admitted_on',
      sql<string>`c.discharged_on`.as('discharged_on'),
      'c.los',
      'c.discharge_mode',
      'c.payer',
      'c.principal_diagnosis',
      'c.principal_diagnosis_name',
      'c.main_procedure',
      'c.main_procedure_name',
      'c.surgery_level',
      'c.has_error',
      errorRules.as('error_rules'),
      'g.status',
      'g.mdc',
      'g.adrg',
      'g.drg',
      'd.drg_name',
      'w.rw',
      'w.benchmark_cost',
      'w.benchmark_los',
      'w.mortality_risk',
      'c.total_fee',
      'c.self_paid',
      'c.western_drug_fee',
      'c.chinese_drug_fee',
      'c.material_fee',
      'c.exam_fee',
      'c.lab_fee',
      'c.surgery_fee',
      'c.service_fee',
    ]);
}

/** 拒绝分组的规则,如 `Q01、Q21`;只有带 E 级缺陷的病例才去查。 */
const errorRules = sql<string | null>`case when c.has_error then (
  select string_agg(distinct f.rule, '、') from batch_finding f
  where f.batch_id = c.batch_id and f.row_no = c.row_no and f.severity = 'E'
) end`;
