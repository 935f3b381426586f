import { sql } from 'kysely';
import type { CodeListKind } from '../../../analytics/performance/quality-development/code-list-kinds.ts';
import type { DiseaseYear } from '../../../analytics/performance/quality-development/specialty-index.ts';
import type { Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';

interface Query {
  readonly hospitalId: string;
  readonly period: Period;
}

/** 期末施行的那张清单的各病种在期间内的数;一例也没有的病种也在内。 */
export async function diseaseYears(
  db: Db,
  { hospitalId, period }: Query,
  list: { readonly id: number; readonly kind: CodeListKind },
): Promise<DiseaseYear[]> {
  // 年中换过清单的,按病种编号接上。
  const { rows } = await sql<Record<string, string | null>>`
    select i.item_code as code, i.name, i.benchmark_los::text as benchmark_los, i.benchmark_cost::text as benchmark_cost,
      ${sql.join(COUNTED.map((column) => sql`coalesce(s.${sql.ref(column)}, 0)::text as ${sql.ref(column)}`))}
    from code_list_item i
    left join (
      select o.item_code, ${sql.join(COUNTED.map((column) => sql`sum(d.${sql.ref(column)}) as ${sql.ref(column)}`))}
      from disease_rollup d
      join code_list l on l.code_list_id = d.code_list_id and l.kind = ${list.kind}
      join code_list_item o on o.code_list_id = d.code_list_id and o.item_no = d.item_no
      where d.hospital_id = ${hospitalId} and d.month >= ${period.from}::date and d.month < ${period.before}::date
      group by o.item_code) s on s.item_code = i.item_code
    where i.code_list_id = ${list.id}
    order by i.item_no`.execute(db);
  const months = await monthsOf(db, { hospitalId, period });
  return rows.map((row) => toDisease(row, months));
}

/** 期间内有汇总的月数。 */
async function monthsOf(db: Db, { hospitalId, period }: Query): Promise<number> {
  const row = await db
    .selectFrom('quality_month')
    .select(sql<string>`count(*)`.as('months'))
    .where('hospital_id', '=', hospitalId)
    .where('month', '>=', period.from)
    .where('month', '<', period.before)
    .executeTakeFirstOrThrow();
  return Number(row.months);
}

const COUNTED = ['cases', 'deaths', 'bed_days', 'total_fee', 'surgical', 'level4', 'minimally_invasive'];
const numberOr = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));

const toDisease = (row: Record<string, string | null>, months: number): DiseaseYear => ({
  months,
  code: row.code!,
  name: row.name!,
  cases: Number(row.cases),
  deaths: Number(row.deaths),
  bedDays: Number(row.bed_days),
  totalFee: Number(row.total_fee),
  surgical: Number(row.surgical),
  level4: Number(row.level4),
  minimallyInvasive: Number(row.minimally_invasive),
  benchmarkLos: numberOr(row.benchmark_los),
  benchmarkCost: numberOr(row.benchmark_cost),
});
