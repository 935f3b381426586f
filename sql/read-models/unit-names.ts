import { clinicalSpecialtyName } from '../../analytics/performance/clinical-specialty.ts';
import type { Db } from '../database.ts';
import type { FigureBy, UnitSums } from './unit-sums.ts';

export type NamedUnit = UnitSums & { name: string; parentCode?: string; parentName?: string };
type Scope = { hospitalId: string; by: FigureBy; schemeKey: string };

/** 给各单位加上名称;没有登记的用编码,未填的说明未填。 */
export async function nameUnits(db: Db, scope: Scope, units: readonly UnitSums[]): Promise<NamedUnit[]> {
  switch (scope.by) {
    case 'hospital': {
      const name = await hospitalName(db, scope.hospitalId);
      return units.map((unit) => ({ ...unit, name }));
    }
    case 'month':
      return units.map((unit) => ({ ...unit, name: `${unit.code.slice(0, 4)}年${Number(unit.code.slice(5, 7))}月` }));
    case 'mdc':
    case 'drg':
      return nameGroups(db, scope, units);
    default:
      return nameDepartments(db, scope, units);
  }
}

async function hospitalName(db: Db, hospitalId: string): Promise<string> {
  const row = await db.selectFrom('hospital').select('name').where('hospital_id', '=', hospitalId).executeTakeFirst();
  return row?.name ?? hospitalId;
}

/** 某医院的科室名称:登记的名称 → 国家诊疗科目 → 编码。 */
export async function departmentNames(db: Db, hospitalId: string): Promise<(code: string) => string> {
  const rows = await db.selectFrom('department').selectAll().where('hospital_id', '=', hospitalId).execute();
  const registered = new Map(rows.map((row) => [row.department_code, row.name]));
  return (code) => (code === '' ? '未填科室' : (registered.get(code) ?? clinicalSpecialtyName(code) ?? code));
}

async function nameDepartments(db: Db, { hospitalId, by }: Scope, units: readonly UnitSums[]): Promise<NamedUnit[]> {
  const nameOf = await departmentNames(db, hospitalId);
  if (by === 'department') return units.map((unit) => ({ ...unit, name: nameOf(unit.code) }));
  const unfilled = by === 'team' ? '未填主诊组' : '未填医师';
  return units.map((unit) => ({ ...unit, name: unit.code || unfilled, parentName: nameOf(unit.parentCode ?? '') }));
}

async function nameGroups(db: Db, { by, schemeKey }: Scope, units: readonly UnitSums[]): Promise<NamedUnit[]> {
  const rows = await db
    .selectFrom('drg_catalogue')
    .select(['drg', 'drg_name', 'mdc', 'mdc_name'])
    .where('scheme_key', '=', schemeKey)
    .execute();
  if (by === 'mdc') {
    const names = new Map(rows.map((row) => [row.mdc, row.mdc_name]));
    return units.map((unit) => ({
      ...unit,
      name: unit.code === '' ? '未入 MDC' : (names.get(unit.code) ?? unit.code),
    }));
  }
  const groups = new Map(rows.map((row) => [row.drg, row]));
  return units.map((unit) => {
    const group = groups.get(unit.code);
    if (!group) return { ...unit, name: unit.code || '未入组' };
    return { ...unit, name: group.drg_name, parentCode: group.mdc, parentName: group.mdc_name };
  });
}
