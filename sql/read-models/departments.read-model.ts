import type { Db } from '../database.ts';
import { departmentNames } from './unit-names.ts';

/** 有数据的科室及名称,按编码;'' 是没有填科室的病例。 */
export async function departmentsOf(db: Db, hospitalId: string): Promise<{ code: string; name: string }[]> {
  const rows = await db
    .selectFrom('case_rollup')
    .select('department_code')
    .distinct()
    .where('hospital_id', '=', hospitalId)
    .orderBy('department_code')
    .execute();
  const nameOf = await departmentNames(db, hospitalId);
  return rows.map(({ department_code }) => ({ code: department_code, name: nameOf(department_code) }));
}
