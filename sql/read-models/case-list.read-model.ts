import { sql } from 'kysely';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { runOfCase } from './run-of-case.ts';

/** 明细表的一行;金额为元(两位小数的数,只供写入单元格),日期是 YYYY-MM-DD。 */
export interface CaseRow {
  caseId: string;
  recordNo: string;
  admissionKey: string;
  departmentCode: string;
  teamCode: string;
  physicianCode: string;
  sex: number | null;
  ageYears: number | null;
  ageDays: number | null;
  admittedOn: string | null;
  dischargedOn: string;
  los: number | null;
  dischargeMode: string | null;
  payer: string | null;
  principalDiagnosis: string | null;
  principalDiagnosisName: string | null;
  mainProcedure: string | null;
  mainProcedureName: string | null;
  surgeryLevel: number | null;
  hasError: boolean;
  errorRules: string | null;
  status: string;
  mdc: string | null;
  adrg: string | null;
  drg: string | null;
  drgName: string | null;
  rw: number | null;
  benchmarkCost: number | null;
  benchmarkLos: number | null;
  mortalityRisk: number | null;
  totalFee: number | null;
  selfPaid: number | null;
  westernDrugFee: number | null;
  chineseDrugFee: number | null;
  materialFee: number | null;
  examFee: number | null;
  labFee: number | null;
  surgeryFee: number | null;
  serviceFee: number | null;
}

/** 字段与取它的表达式。 */
const FIELDS: Record<keyof CaseRow, string> = {
  caseId: 'c.case_id::text',
  recordNo: 'c.record_no',
  admissionKey: 'c.admission_key',
  departmentCode: "coalesce(c.department_code, '')",
  teamCode: "coalesce(c.team_code, '')",
  physicianCode: "coalesce(c.physician_code, '')",
  sex: 'c.sex',
  ageYears: 'c.age_years',
  ageDays: 'c.age_days',
  admittedOn: 'c.admitted_on',
  dischargedOn: 'c.discharged_on',
  los: 'c.los',
  dischargeMode: 'c.discharge_mode',
  payer: 'c.payer',
  principalDiagnosis: 'c.principal_diagnosis',
  principalDiagnosisName: 'c.principal_diagnosis_name',
  mainProcedure: 'c.main_procedure',
  mainProcedureName: 'c.main_procedure_name',
  surgeryLevel: 'c.surgery_level',
  hasError: 'c.has_error',
  // 拒绝分组的规则,如 `Q01、Q21`;只有带 E 级缺陷的病例才去查。
  errorRules: `case when c.has_error then (
    select string_agg(distinct f.rule, '、') from batch_finding f
    where f.batch_id = c.batch_id and f.row_no = c.row_no and f.severity = 'E'
  ) end`,
  status: 'g.status',
  mdc: 'g.mdc',
  adrg: 'g.adrg',
  drg: 'g.drg',
  drgName: 'd.drg_name',
  rw: 'w.rw',
  benchmarkCost: 'w.benchmark_cost',
  benchmarkLos: 'w.benchmark_los',
  mortalityRisk: 'w.mortality_risk',
  totalFee: 'c.total_fee',
  selfPaid: 'c.self_paid',
  westernDrugFee: 'c.western_drug_fee',
  chineseDrugFee: 'c.chinese_drug_fee',
  materialFee: 'c.material_fee',
  examFee: 'c.exam_fee',
  labFee: 'c.lab_fee',
  surgeryFee: 'c.surgery_fee',
  serviceFee: 'c.service_fee',
};
const KEYS = Object.keys(FIELDS) as (keyof CaseRow)[];

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
 * 写这一页的同时取下一页。
 */
export async function* casesForReport(db: Db, query: CasesQuery, pageSize = PAGE): AsyncGenerator<CaseRow[]> {
  const pages = await casePages(db, query, pageSize).execute();
  const fetch = (index: number) => {
    const page = pages[index];
    const rows = page ? fetchPage(db, page.ids) : Promise.resolve([]);
    // 提前取的一页若失败,错误留给轮到它时抛出;调用者半途而废时也不成为无人处理的拒绝。
    rows.catch(() => undefined);
    return rows;
  };
  let next = fetch(0);
  for (let i = 0; i < pages.length; i++) {
    const rows = await next;
    next = fetch(i + 1);
    yield rows;
  }
}

async function fetchPage(db: Db, ids: string): Promise<CaseRow[]> {
  const { page } = await casesByIds(db, ids).executeTakeFirstOrThrow();
  return (JSON.parse(page ?? '[]') as unknown[][]).map(toRow);
}

const toRow = (values: unknown[]): CaseRow => {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < KEYS.length; i++) row[KEYS[i]!] = values[i];
  return row as unknown as CaseRow;
};

/** 各页的病例号,逗号分隔。 */
export function casePages(db: Db, { hospitalId, period, department }: CasesQuery, pageSize: number) {
  const numbered = db
    .selectFrom('discharge_case as c')
    .innerJoin('grouping_run as r', runOfCase)
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

/**
 * 一页病例:分组、病组名称、当月权重、拒绝原因;次序与给出的病例号相同。
 * 整页作为一段 JSON 文本取回:八万个字段逐个过驱动与线程要慢几倍。
 * 按主键逐例取(lateral … offset 0),不让没有统计信息的规划器去扫全表。
 */
export function casesByIds(db: Db, ids: string) {
  return db
    .selectFrom(
      sql<{ case_id: string; place: number }>`unnest(string_to_array(${ids}, ',')::bigint[]) with ordinality`.as<'p'>(
        sql`p(case_id, place)`,
      ),
    )
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('discharge_case as x')
          .whereRef('x.case_id', '=', 'p.case_id')
          .selectAll()
          .offset(sql<number>`0`)
          .as('c'),
      (on) => on.onTrue(),
    )
    .innerJoin('grouping_run as r', runOfCase)
    .innerJoinLateral(
      (e) =>
        e
          .selectFrom('case_group as y')
          .whereRef('y.run_id', '=', 'r.run_id')
          .whereRef('y.case_id', '=', 'p.case_id')
          .selectAll()
          .offset(sql<number>`0`)
          .as('g'),
      (on) => on.onTrue(),
    )
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
    .select(
      sql<
        string | null
      >`json_agg(json_build_array(${sql.raw(Object.values(FIELDS).join(', '))}) order by p.place)::text`.as('page'),
    );
}
