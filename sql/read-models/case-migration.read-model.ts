import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database.ts';
import type { ShadowRun } from '../stores/shadow-run.store.ts';
import { monthTables } from './measure-terms.ts';

/** 两个方案下一组病例的合计;金额为元,数一律是数字(只供比较与写入单元格)。 */
export interface MigrationSums {
  readonly cases: number;
  /** 病组编码变了的。 */
  readonly changed: number;
  readonly fee: number;
  /** 现行方案下:入组、有权重的例数与总权重。 */
  readonly fromGrouped: number;
  readonly fromWeighted: number;
  readonly fromWeight: number;
  /** 试算的方案下。 */
  readonly toGrouped: number;
  readonly toWeighted: number;
  readonly toWeight: number;
}

export interface MigrationOverall extends MigrationSums {
  readonly fromDrgs: number;
  readonly toDrgs: number;
  /** 试算之后才存入、试算里没有的病例。 */
  readonly missing: number;
  /** 有 E 级缺陷、不参加比较的。 */
  readonly excluded: number;
}

/** 从一个病组到另一个病组;'' 是未入组(含歧义)。 */
export interface MigrationCell extends MigrationSums {
  readonly from: string;
  readonly fromName: string | null;
  readonly to: string;
  readonly toName: string | null;
}

export interface MigrationUnit extends MigrationSums {
  readonly code: string;
  readonly name: string | null;
}

export interface MigrationFilter {
  readonly department?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** 只要病组变了的。 */
  readonly changed?: boolean | undefined;
}

/** 期间内每个有效病例在两个方案下的病组与权重;试算里没有的 `to_status` 为空。 */
function pairs({ runId, hospitalId, from, before }: ShadowRun): RawBuilder<unknown> {
  return sql`${monthTables(hospitalId, { from, before })}, pair as (
    select s.case_id, s.department_code, s.mdc as from_mdc, s.drg as from_drg, s.grouped as from_grouped, w.rw as from_rw,
      s.total_fee, x.status as to_status, case when x.status = 'grouped' then x.drg else '' end as to_drg,
      (case when x.status = 'grouped' then 1 else 0 end) as to_grouped, v.rw as to_rw
    from case_measure s
    join grouping_run shadow on shadow.run_id = ${runId}
    left join case_group x on x.run_id = shadow.run_id and x.case_id = s.case_id
    left join month_table t on t.run_id = s.run_id and t.month = s.month
    left join drg_weight w on w.weight_table_id = t.weight_table_id and w.drg = s.drg
    left join shadow_weight z on z.run_id = shadow.run_id and z.month = s.month
    left join drg_weight v on v.weight_table_id = z.weight_table_id and v.drg = x.drg and x.status = 'grouped'
    where s.hospital_id = ${hospitalId} and s.discharged_on >= ${from}::date and s.discharged_on < ${before}::date
      and s.discharges = 1
  )`;
}

const SUMS = sql`count(*)::int as cases,
  (count(*) filter (where from_drg <> to_drg))::int as changed,
  coalesce(sum(total_fee), 0)::float8 as fee,
  coalesce(sum(from_grouped), 0)::int as "fromGrouped", count(from_rw)::int as "fromWeighted",
  coalesce(sum(from_rw), 0)::float8 as "fromWeight",
  coalesce(sum(to_grouped), 0)::int as "toGrouped", count(to_rw)::int as "toWeighted",
  coalesce(sum(to_rw), 0)::float8 as "toWeight"`;

/** 全院合计。 */
export async function migrationOverall(db: Db, run: ShadowRun): Promise<MigrationOverall> {
  const { rows } = await sql<Omit<MigrationOverall, 'excluded' | 'missing'>>`
    with ${pairs(run)}
    select ${SUMS}, (count(distinct from_drg) filter (where from_drg <> ''))::int as "fromDrgs",
      (count(distinct to_drg) filter (where to_drg <> ''))::int as "toDrgs"
    from pair where to_status is not null`.execute(db);
  const { rows: others } = await sql<{ missing: number; excluded: number }>`
    select (count(*) filter (where s.discharges = 1 and x.case_id is null))::int as missing,
      coalesce(sum(s.excluded), 0)::int as excluded
    from case_measure s
    left join case_group x on x.run_id = ${run.runId} and x.case_id = s.case_id
    where s.hospital_id = ${run.hospitalId} and s.discharged_on >= ${run.from}::date
      and s.discharged_on < ${run.before}::date`.execute(db);
  return { ...rows[0]!, ...others[0]! };
}

/** 迁移矩阵的各格,例数多的在前;`sort` 为 weight 时总权重变化大的在前。 */
export async function migrationMatrix(
  db: Db,
  run: ShadowRun,
  filter: MigrationFilter = {},
  sort: 'cases' | 'weight' = 'cases',
): Promise<MigrationCell[]> {
  const { rows } = await sql<Omit<MigrationCell, 'fromName' | 'toName'>>`
    with ${pairs(run)}
    select from_drg as "from", to_drg as "to", ${SUMS}
    from pair where ${conditions(filter)}
    group by from_drg, to_drg`.execute(db);
  const names = await drgNames(db, run);
  const cells = rows.map((row) => ({ ...row, fromName: names.from(row.from), toName: names.to(row.to) }));
  const size =
    sort === 'cases' ? (c: MigrationCell) => c.cases : (c: MigrationCell) => Math.abs(c.toWeight - c.fromWeight);
  return cells.sort((a, b) => size(b) - size(a) || compare(a.from, b.from) || compare(a.to, b.to));
}

/** 各科室、或各现行病组的合计,按编码;科室的名称由调用者给。 */
export async function migrationUnits(db: Db, run: ShadowRun, by: 'department' | 'drg'): Promise<MigrationUnit[]> {
  const code = by === 'department' ? sql.raw('department_code') : sql.raw('from_drg');
  const { rows } = await sql<Omit<MigrationUnit, 'name'>>`
    with ${pairs(run)}
    select ${code} as code, ${SUMS} from pair where to_status is not null group by 1`.execute(db);
  const names = by === 'drg' ? await drgNames(db, run) : null;
  const last = (text: string) => (text === '' ? '\uffff' : text);
  return rows
    .map((row) => ({ ...row, name: names ? names.from(row.code) : null }))
    .sort((a, b) => compare(last(a.code), last(b.code)));
}

export interface MigratedCase {
  readonly caseId: string;
  readonly recordNo: string;
  readonly department: string;
  readonly dischargedOn: string;
  readonly principalDiagnosis: string | null;
  readonly principalDiagnosisName: string | null;
  readonly totalFee: string | null;
  readonly from: string;
  readonly to: string;
  readonly fromRw: number | null;
  readonly toRw: number | null;
}

/** 一格里的病例,一页,按出院日。 */
export async function migratedCases(
  db: Db,
  run: ShadowRun,
  filter: MigrationFilter,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ items: MigratedCase[]; total: number; page: number; pageSize: number }> {
  const { rows: counted } = await sql<{ total: number }>`
    with ${pairs(run)} select count(*)::int as total from pair where ${conditions(filter)}`.execute(db);
  const { rows: items } = await sql<MigratedCase>`
    with ${pairs(run)}
    select c.case_id as "caseId", c.record_no as "recordNo", p.department_code as department,
      c.discharged_on as "dischargedOn", c.principal_diagnosis as "principalDiagnosis",
      c.principal_diagnosis_name as "principalDiagnosisName", c.total_fee as "totalFee",
      p.from_drg as "from", p.to_drg as "to", p.from_rw::float8 as "fromRw", p.to_rw::float8 as "toRw"
    from pair p join discharge_case c on c.case_id = p.case_id
    where ${conditions(filter)}
    order by c.discharged_on, c.case_id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  return { items, total: counted[0]!.total, page, pageSize };
}

function conditions({ department, from, to, changed }: MigrationFilter): RawBuilder<unknown> {
  const parts = [
    sql`to_status is not null`,
    ...(department === undefined ? [] : [sql`department_code = ${department}`]),
    ...(from === undefined ? [] : [sql`from_drg = ${from}`]),
    ...(to === undefined ? [] : [sql`to_drg = ${to}`]),
    ...(changed ? [sql`from_drg <> to_drg`] : []),
  ];
  return sql.join(parts, sql` and `);
}

/** 两边各用自己的方案的病组名称;现行的有几个方案时,后施行的为准。 */
async function drgNames(db: Db, run: ShadowRun) {
  const rows = await db
    .selectFrom('drg_catalogue as d')
    .leftJoin('grouping_run as r', (on) =>
      on
        .onRef('r.scheme_key', '=', 'd.scheme_key')
        .on('r.is_current', '=', true)
        .on('r.hospital_id', '=', run.hospitalId),
    )
    .where((e) => e.or([e('r.run_id', 'is not', null), e('d.scheme_key', '=', run.schemeKey)]))
    .select(['d.scheme_key', 'd.drg', 'd.drg_name', 'r.run_id'])
    .orderBy('r.live_from')
    .execute();
  const live = new Map(rows.filter((row) => row.run_id !== null).map((row) => [row.drg, row.drg_name]));
  const shadow = new Map(rows.filter((row) => row.scheme_key === run.schemeKey).map((row) => [row.drg, row.drg_name]));
  return {
    from: (drg: string) => (drg === '' ? '未入组' : (live.get(drg) ?? null)),
    to: (drg: string) => (drg === '' ? '未入组' : (shadow.get(drg) ?? null)),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
