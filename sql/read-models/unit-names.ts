import { clinicalSpecialtyName } from '../../analytics/performance/clinical-specialty.ts';
import { type DepartmentTerm, nameOn } from '../../analytics/performance/department-history.ts';
import type { Db } from '../database.ts';
import type { FigureBy } from './unit-levels.ts';
import { isGrain } from './unit-levels.ts';
import type { UnitSums } from './unit-sums.ts';

export type NamedUnit = UnitSums & { name: string; parentCode?: string; parentName?: string };
type Scope = {
  hospitalId: string;
  by: FigureBy;
  schemeKeys: readonly string[];
  /** 科室按这一天的名称;没有写时是最近的名称。 */
  day?: string | undefined;
};

/** 给各单位加上名称;没有登记的用编码,未填的说明未填。 */
export async function nameUnits(db: Db, scope: Scope, units: readonly UnitSums[]): Promise<NamedUnit[]> {
  if (isGrain(scope.by)) return units.map((unit) => ({ ...unit, name: slotName(unit.code) }));
  switch (scope.by) {
    case 'hospital': {
      const name = await hospitalName(db, scope.hospitalId);
      return units.map((unit) => ({ ...unit, name }));
    }
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

/** 一段时间的中文写法,如 `2025年6月`、`2025年第23周`。 */
function slotName(slot: string): string {
  const [year, part = ''] = [slot.slice(0, 4), slot.slice(5)];
  if (part === '') return `${year}年`;
  if (part.startsWith('W')) return `${year}年第${Number(part.slice(1))}周`;
  if (part.startsWith('Q')) return `${year}年第${part.slice(1)}季度`;
  if (part.startsWith('H')) return `${year}年${part === 'H1' ? '上' : '下'}半年`;
  const day = part.length > 2 ? `${Number(part.slice(3))}日` : '';
  return `${year}年${Number(part.slice(0, 2))}月${day}`;
}

const FAR_FUTURE = '9999-12-31';

/** 某医院的科室名称:登记的名称(某日的,默认最近的)→ 国家诊疗科目 → 编码。 */
export async function departmentNames(
  db: Db,
  hospitalId: string,
  day: string = FAR_FUTURE,
): Promise<(code: string) => string> {
  const rows = await db.selectFrom('department').selectAll().where('hospital_id', '=', hospitalId).execute();
  const terms = new Map<string, DepartmentTerm[]>();
  for (const row of rows) {
    const term = {
      code: row.department_code,
      name: row.name,
      validFrom: row.valid_from,
      validBefore: row.valid_before,
    };
    terms.set(term.code, [...(terms.get(term.code) ?? []), term]);
  }
  return (code) =>
    code === '' ? '未填科室' : (nameOn(terms.get(code) ?? [], day) ?? clinicalSpecialtyName(code) ?? code);
}

async function nameDepartments(
  db: Db,
  { hospitalId, by, day }: Scope,
  units: readonly UnitSums[],
): Promise<NamedUnit[]> {
  const nameOf = await departmentNames(db, hospitalId, day);
  if (by === 'department') return units.map((unit) => ({ ...unit, name: nameOf(unit.code) }));
  const unfilled = { team: '未填主诊组', ward: '未填病区' }[by as string] ?? '未填医师';
  return units.map((unit) => ({ ...unit, name: unit.code || unfilled, parentName: nameOf(unit.parentCode ?? '') }));
}

/** 几个方案都有的编码,取最近施行的方案的名称。 */
async function nameGroups(db: Db, { by, schemeKeys }: Scope, units: readonly UnitSums[]): Promise<NamedUnit[]> {
  const rows = await db
    .selectFrom('drg_catalogue')
    .select(['drg', 'drg_name', 'mdc', 'mdc_name'])
    .select('scheme_key')
    .where('scheme_key', 'in', schemeKeys.length > 0 ? schemeKeys : [''])
    .execute();
  rows.sort((a, b) => schemeKeys.indexOf(a.scheme_key) - schemeKeys.indexOf(b.scheme_key));
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
