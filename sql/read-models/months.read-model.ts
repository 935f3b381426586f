import { sql } from 'kysely';
import type { Db } from '../database.ts';

export interface MonthWithData {
  /** 如 `2025-06`。 */
  readonly month: string;
  readonly discharges: number;
  /** 有 E 级缺陷、未计入指标的记录。 */
  readonly excluded: number;
}

/** 有数据的月份,按时间。 */
export async function monthsWithData(db: Db, hospitalId: string): Promise<MonthWithData[]> {
  const rows = await db
    .selectFrom('case_rollup')
    .where('hospital_id', '=', hospitalId)
    .groupBy('month')
    .select([
      'month',
      sql<number>`sum(discharges)::integer`.as('discharges'),
      sql<number>`sum(excluded)::integer`.as('excluded'),
    ])
    .orderBy('month')
    .execute();
  return rows.map((row) => ({ ...row, month: row.month.slice(0, 7) }));
}
