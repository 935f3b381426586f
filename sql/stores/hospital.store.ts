import type { Db } from '../database.ts';

/** 登记过的医院,按代码排序。 */
export const listHospitals = (db: Db) => db.selectFrom('hospital').selectAll().orderBy('hospital_id').execute();

/** 登记的科室名称。 */
export const listDepartments = (db: Db, hospitalId: string) =>
  db
    .selectFrom('department')
    .select(['department_code', 'name'])
    .where('hospital_id', '=', hospitalId)
    .orderBy('department_code')
    .execute();

/** 保存科室名称(从最早起的那一段,同编码覆盖);名称有过变化的在科室历史里维护。 */
export async function saveDepartments(
  db: Db,
  hospitalId: string,
  departments: { code: string; name: string }[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { code, name } of departments) {
      await trx
        .insertInto('department')
        .values({ hospital_id: hospitalId, department_code: code, name })
        .onConflict((c) => c.columns(['hospital_id', 'department_code', 'valid_from']).doUpdateSet({ name }))
        .execute();
    }
  });
}
