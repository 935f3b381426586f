import {
  type DepartmentHistory,
  type SuccessionRow,
  succession,
} from '../../analytics/performance/department-history.ts';
import type { Db } from '../database.ts';

/** 某医院登记的科室名称(各段)与历次变动。 */
export async function departmentHistory(db: Db, hospitalId: string): Promise<DepartmentHistory> {
  const [terms, links] = [
    await db
      .selectFrom('department')
      .selectAll()
      .where('hospital_id', '=', hospitalId)
      .orderBy('department_code')
      .orderBy('valid_from')
      .execute(),
    await db
      .selectFrom('department_link')
      .selectAll()
      .where('hospital_id', '=', hospitalId)
      .orderBy('effective_on')
      .orderBy('from_code')
      .orderBy('ward')
      .execute(),
  ];
  return {
    departments: terms.map((row) => ({
      code: row.department_code,
      name: row.name,
      validFrom: row.valid_from,
      validBefore: row.valid_before,
    })),
    links: links.map((row) => ({
      from: row.from_code,
      ward: row.ward,
      to: row.to_code,
      effectiveOn: row.effective_on,
      kind: row.kind,
      note: row.note,
    })),
  };
}

/** 过去的科室 → 现在的科室;没有变动过的医院为空。 */
export async function departmentSuccession(db: Db, hospitalId: string): Promise<SuccessionRow[]> {
  return succession((await departmentHistory(db, hospitalId)).links);
}

/** 以新的内容替换全部科室历史,在一个事务里。须已检查过。 */
export async function replaceDepartmentHistory(
  db: Db,
  hospitalId: string,
  { departments, links }: DepartmentHistory,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('department').where('hospital_id', '=', hospitalId).execute();
    await trx.deleteFrom('department_link').where('hospital_id', '=', hospitalId).execute();
    if (departments.length > 0) {
      await trx
        .insertInto('department')
        .values(
          departments.map((term) => ({
            hospital_id: hospitalId,
            department_code: term.code,
            name: term.name,
            valid_from: term.validFrom,
            valid_before: term.validBefore,
          })),
        )
        .execute();
    }
    if (links.length > 0) {
      await trx
        .insertInto('department_link')
        .values(
          links.map((link) => ({
            hospital_id: hospitalId,
            from_code: link.from,
            ward: link.ward,
            to_code: link.to,
            effective_on: link.effectiveOn,
            kind: link.kind,
            note: link.note,
          })),
        )
        .execute();
    }
  });
}
