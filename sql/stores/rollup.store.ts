import { sql } from 'kysely';
import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { measureColumnList, measureSums } from '../read-models/measure-columns.ts';

/**
 * 由病例重算某医院若干月份的汇总,并把这些月份的修订号加一。
 * 与存入或撤回批次在同一事务里调用,所以汇总与病例始终一致。月份写作 `2025-06`;空列表不做事。
 * 只保留现行运行的汇总;换运行时须对全部月份调用一次。
 */
export async function refreshRollup(trx: Db, hospitalId: string, months: readonly string[]): Promise<void> {
  const sorted = [...new Set(months)].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return;
  const days = sql.join(sorted.map((month) => sql`${`${month}-01`}::date`));

  await allowHashing(trx);
  await sql`delete from case_rollup where hospital_id = ${hospitalId} and month in (${days})`.execute(trx);
  // 视图的 month 是算出来的,用不上索引;加上出院日的范围才走 discharge_case_by_day。
  await sql`
    insert into case_rollup (hospital_id, run_id, month, department_code, team_code, mdc, drg, ${measureColumnList})
    select hospital_id, run_id, month, department_code, team_code, mdc, drg, ${measureSums}
    from case_measure
    where hospital_id = ${hospitalId}
      and discharged_on >= ${`${first}-01`}::date and discharged_on < ${`${addMonths(last, 1)}-01`}::date
      and ${isContiguous(sorted) ? sql`true` : sql`month in (${days})`}
    group by hospital_id, run_id, month, department_code, team_code, mdc, drg`.execute(trx);
  await sql`
    insert into hospital_month (hospital_id, month, revision)
    select ${hospitalId}, day, 1 from unnest(array[${days}]) as day
    on conflict (hospital_id, month) do update set revision = hospital_month.revision + 1`.execute(trx);
}

/** 月份连着时,出院日的范围已经说清;再按算出的月份筛选只会让数据库低估行数。 */
const isContiguous = (sorted: readonly string[]) => addMonths(sorted[0]!, sorted.length - 1) === sorted.at(-1);

/** 默认的 4 MB 会让按七个文本列的汇总落盘排序,慢一倍;只在本事务内放宽,
 * 并让能用散列的地方都用散列(确需排序的仍会排序)。不准排序的计划估价极高,会引来即时编译,编译比执行还久,关掉。 */
export async function allowHashing(trx: Db): Promise<void> {
  await sql`
    select set_config('work_mem', '64MB', true), set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`.execute(
    trx,
  );
}

/** 全部有记录的月份(`2025-06`),按时间。换运行后重算汇总时用。 */
export async function monthsOfHospital(db: Db, hospitalId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('hospital_month')
    .select('month')
    .where('hospital_id', '=', hospitalId)
    .orderBy('month')
    .execute();
  return rows.map((row) => row.month.slice(0, 7));
}
