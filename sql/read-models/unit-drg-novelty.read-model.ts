import { sql } from 'kysely';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';

/** 「新增 DRG 组」的比较期:此前 12 个月。 */
export const NOVELTY_MONTHS = 12;

export interface UnitNovelty {
  department: string;
  unit: string;
  /** 本期收治、此前 12 个月没有收治过的病组数。 */
  newDrgs: number;
}

/**
 * 各医疗组(或医师)新增的 DRG 组数。
 * 该机构此前 12 个月一例也没有时返回空:无从谈新增,报表显示「—」。
 */
export async function newDrgGroups(
  db: Db,
  query: { hospitalId: string; period: Period; since: string; by: 'team' | 'physician' },
): Promise<UnitNovelty[]> {
  const rows = await newDrgGroupsQuery(db, query).execute();
  const hasHistory = rows.some((r) => r.first_ever < query.period.from);
  return hasHistory ? rows.map((r) => ({ department: r.department, unit: r.unit, newDrgs: Number(r.new_drgs) })) : [];
}

export function newDrgGroupsQuery(
  db: Db,
  { hospitalId, period, since, by }: { hospitalId: string; period: Period; since: string; by: 'team' | 'physician' },
) {
  const unit = by === 'team' ? 'm.team_code' : 'm.physician_code';
  const firstSeen = db
    .selectFrom('case_measure as m')
    .where('m.hospital_id', '=', hospitalId)
    .where('m.discharged_on', '>=', since)
    .where('m.discharged_on', '<', period.before)
    .where('m.grouped', '=', 1)
    .groupBy(['m.department_code', unit, 'm.drg'])
    .select(['m.department_code as department', `${unit} as unit`, sql<string>`min(m.discharged_on)`.as('first_day')]);
  return db
    .selectFrom(firstSeen.as('s'))
    .groupBy(['s.department', 's.unit'])
    .select([
      's.department',
      's.unit',
      sql<string>`count(*) filter (where s.first_day >= ${period.from})`.as('new_drgs'),
      sql<string>`min(min(s.first_day)) over ()`.as('first_ever'),
    ]);
}
