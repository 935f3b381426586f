import { sql } from 'kysely';
import { loadScheme } from '../../../analytics/grouping/scheme-lint.ts';
import { schemeToStore, storeOwnWeights } from '../../../server/grouping/register-scheme.ts';
import { contentOf } from '../../../server/grouping/scheme-content.ts';
import type { Db } from '../../../sql/database.ts';
import { refreshRollup } from '../../../sql/stores/rollup.store.ts';
import { registerHospital, storeScheme } from '../../../sql/stores/scheme.store.ts';
import type { SchemeStatus } from '../../../sql/tables/scheme-registry.ts';
import { type SchemeSpec, schemeTables, testMeta } from '../../support/grouping-scheme.ts';

export const HOSPITAL = 'H1';

/** 旧方案:一律分到 XA19。新方案:心梗与其他分开。 */
export const OLD: SchemeSpec = { adrgs: [{ adrg: 'XA1', drgs: { XA19: 'true' } }] };
export const NEW: SchemeSpec = {
  adrgs: [
    { adrg: 'XB1', condition: 'main_dx in dx', lists: { dx: ['prefix:I21'] }, drgs: { XB19: 'true' } },
    { adrg: 'XC1', drgs: { XC11: 'age >= 70', XC19: 'true' } },
  ],
};

/** 存一个方案,返回它的键。 */
export async function putScheme(
  db: Db,
  id: string,
  spec: SchemeSpec,
  state: { status: SchemeStatus; liveFrom?: string; isConfigured?: boolean } = { status: 'approved' },
): Promise<string> {
  const pack = loadScheme(schemeTables(spec), { ...testMeta, id, name: `方案${id}` });
  const about = { source: '测试', effectiveFrom: '2025-03-15', createdBy: '甲' };
  return db.transaction().execute(async (trx) => {
    const key = await storeScheme(trx, schemeToStore(pack, contentOf(pack), [], about), state);
    await storeOwnWeights(trx, pack, about);
    return key;
  });
}

export interface StoredFact {
  day: string | null;
  diagnosis?: string;
  age?: number;
  fee?: string;
  department?: string;
}

let next = 1;

/** 存入病例(未分组);返回编号。 */
export async function putCases(db: Db, facts: readonly StoredFact[]): Promise<string[]> {
  await registerHospital(db, HOSPITAL, '测试医院');
  const rows = facts.map(({ day, diagnosis = 'J18.900', age = 50, fee = '1000.00', department = '0304' }) => {
    const id = String(next++);
    return {
      case_id: id,
      hospital_id: HOSPITAL,
      batch_id: '1',
      row_no: Number(id),
      record_no: `R${id}`,
      admission_key: '1',
      is_current: true,
      has_error: false,
      discharged_on: day,
      department_code: department,
      age_years: age,
      los: 8,
      principal_diagnosis: diagnosis,
      diagnosis_codes: diagnosis,
      is_surgical: false,
      died: false,
      total_fee: fee,
    };
  });
  await db
    .insertInto('discharge_case')
    .values(rows as never)
    .execute();
  const months = facts.flatMap(({ day }) => (day === null ? [] : [day.slice(0, 7)]));
  await refreshRollup(db, HOSPITAL, months);
  return rows.map((row) => row.case_id);
}

/** 每例的现行病组,依编号;没有或多于一个现行分组都会显出来。 */
export async function currentDrgs(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; drgs: string | null }>`
    select c.case_id as id, string_agg(g.drg, ',') as drgs from discharge_case c
    left join grouping_run r on r.hospital_id = c.hospital_id and r.is_current
      and coalesce(c.discharged_on, '9999-12-31') >= r.live_from and coalesce(c.discharged_on, '9999-12-31') < r.live_before
    left join case_group g on g.run_id = r.run_id and g.case_id = c.case_id
    group by c.case_id order by c.case_id`.execute(db);
  return Object.fromEntries(rows.map(({ id, drgs }) => [id, drgs ?? '']));
}
