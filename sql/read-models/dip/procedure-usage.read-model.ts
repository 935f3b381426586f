import { sql } from 'kysely';
import type { Db } from '../../database.ts';

/** 全部现行病例用到的操作编码与例数,用得多的在前。 */
export async function procedureUsage(db: Db): Promise<{ code: string; cases: number }[]> {
  const { rows } = await sql<{ code: string; cases: number }>`
    select x.code, sum(p.cases)::integer as cases
    from (
      select procedure_codes, count(*) as cases from discharge_case
      where is_current and procedure_codes is not null group by procedure_codes
    ) p
    cross join lateral (select distinct code from unnest(string_to_array(p.procedure_codes, '|')) as code where code <> '') x
    group by x.code order by 2 desc, 1`.execute(db);
  return rows;
}
