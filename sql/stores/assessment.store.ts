import { sql } from 'kysely';
import type { AssessmentPlan } from '../../analytics/performance/assessment/assessment-plan.ts';
import type { Db } from '../database.ts';

/** 医院考核方案的各版,新的在前。 */
export const planVersions = (db: Db, hospitalId: string) =>
  db
    .selectFrom('assessment_plan')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .orderBy('version', 'desc')
    .execute();

/** 某日有效的、已核准的一版;没有为 undefined(用内置的参考方案)。 */
export async function approvedPlan(db: Db, hospitalId: string, day: string): Promise<AssessmentPlan | undefined> {
  const row = await db
    .selectFrom('assessment_plan')
    .select(['version', 'effective_from', 'body'])
    .where('hospital_id', '=', hospitalId)
    .where('status', '=', 'approved')
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row.body, version: String(row.version), effectiveFrom: row.effective_from };
}

/** 存草案:最新一版是草案就改它,否则另起一版。返回版本号。 */
export function savePlanDraft(db: Db, hospitalId: string, plan: AssessmentPlan, by: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const [latest] = await planVersions(trx, hospitalId);
    const version = latest?.status === 'draft' ? latest.version : (latest?.version ?? 0) + 1;
    const row = { effective_from: plan.effectiveFrom, body: JSON.stringify(plan), created_by: by };
    await trx
      .insertInto('assessment_plan')
      .values({ hospital_id: hospitalId, version, status: 'draft', approved_by: null, approved_at: null, ...row })
      .onConflict((c) => c.columns(['hospital_id', 'version']).doUpdateSet(row))
      .execute();
    return version;
  });
}

/** 草案核准,或已核准的停用;`by` 是经手人。 */
export interface PlanStep {
  readonly to: 'approved' | 'retired';
  readonly by: string;
}

/** 核准或停用一版,记下是谁、何时;状态不对时不动,返回 false。 */
export async function advancePlan(db: Db, hospitalId: string, version: number, { to, by }: PlanStep): Promise<boolean> {
  const now = sql<Date>`now()`;
  const who = to === 'approved' ? { approved_by: by, approved_at: now } : { retired_by: by, retired_at: now };
  const result = await db
    .updateTable('assessment_plan')
    .set({ status: to, ...who })
    .where('hospital_id', '=', hospitalId)
    .where('version', '=', version)
    .where('status', '=', to === 'approved' ? 'draft' : 'approved')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** 科室登记的片区。 */
export async function departmentZones(db: Db, hospitalId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('assessment_department')
    .select(['department_code', 'zone'])
    .where('hospital_id', '=', hospitalId)
    .execute();
  return new Map(rows.map((row) => [row.department_code, row.zone]));
}

/** 整个换成这些片区登记。 */
export function replaceZones(db: Db, hospitalId: string, zones: ReadonlyMap<string, string>): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('assessment_department').where('hospital_id', '=', hospitalId).execute();
    const rows = [...zones].map(([department_code, zone]) => ({ hospital_id: hospitalId, department_code, zone }));
    if (rows.length > 0) await trx.insertInto('assessment_department').values(rows).execute();
  });
}

export interface InputValue {
  readonly department: string;
  readonly item: string;
  /** 十进制文本;null 是清除。 */
  readonly value: string | null;
}

/** 某期间现行的填报数。 */
export const currentInputs = (db: Db, hospitalId: string, period: string) =>
  db
    .selectFrom('assessment_input')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .where('period', '=', period)
    .where('is_current', '=', true)
    .where('value', 'is not', null)
    .orderBy('department_code')
    .orderBy('item')
    .execute();

/** 写填报数:内容变了的另起一版,一个事务。返回写了几个。 */
export function writeInputs(
  db: Db,
  entering: { hospitalId: string; period: string; source: string; by: string },
  values: readonly InputValue[],
): Promise<number> {
  const { hospitalId, period, source, by } = entering;
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`assessment_input:${hospitalId}:${period}`}))`.execute(trx);
    const given = sql`jsonb_to_recordset(${JSON.stringify(values)}::text::jsonb) as v(department text, item text, value numeric)`;
    const changed = await sql<{ department_code: string; item: string; value: string | null; version: number }>`
      select v.department as department_code, v.item, v.value, coalesce(c.version, 0) + 1 as version
      from ${given}
      left join assessment_input c on c.hospital_id = ${hospitalId} and c.period = ${period} and c.is_current
        and c.department_code = v.department and c.item = v.item
      where c.value is distinct from v.value`.execute(trx);
    if (changed.rows.length === 0) return 0;
    const rows = sql`jsonb_to_recordset(${JSON.stringify(changed.rows)}::text::jsonb)
      as v(department_code text, item text, value numeric, version integer)`;
    await sql`
      update assessment_input c set is_current = false from ${rows}
      where c.hospital_id = ${hospitalId} and c.period = ${period} and c.is_current
        and c.department_code = v.department_code and c.item = v.item`.execute(trx);
    await sql`
      insert into assessment_input (hospital_id, period, department_code, item, version, is_current, value, source, entered_by)
      select ${hospitalId}, ${period}, v.department_code, v.item, v.version, true, v.value, ${source}, ${by}
      from ${rows}`.execute(trx);
    return changed.rows.length;
  });
}
