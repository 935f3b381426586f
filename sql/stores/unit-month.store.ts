import { sql } from 'kysely';
import { ADDITIVE_MEASURES, type AdditiveMeasure } from '../../analytics/performance/measures.ts';
import { addMonths } from '../../analytics/period.ts';
import { runScript } from '../bulk-load.ts';
import { type Db, inTransaction } from '../database.ts';
import { MEANS, measureOfCase, measureTotal, monthTables, weightJoins } from '../read-models/measure-terms.ts';
import { ensureQualityMonths } from './quality-month.store.ts';
import { allowHashing } from './rollup.store.ts';

/** 各列与一组病例在这一列上的和。 */
const COLUMNS = [
  ...(Object.keys(ADDITIVE_MEASURES) as AdditiveMeasure[]).map((name) => ({
    column: ADDITIVE_MEASURES[name].column as string,
    total: measureTotal(name),
  })),
  ...Object.values(MEANS).map(({ value, squares }) => ({
    column: squares as string,
    total: sql`coalesce(sum(${measureOfCase(value)} * ${measureOfCase(value)}), 0)`,
  })),
];
const columnList = sql.join(COLUMNS.map(({ column }) => sql.ref(column)));

/**
 * 确保看板汇总里有某医院的这些月份(`2025-06`),且与病例、权重表一致;调用前须已定下各月的权重。
 * 依据是该月的质量判定(含数据的修订号与清单)与所用的权重表,变了才重算;没变只有几次小查询。
 */
export async function ensureUnitMonths(db: Db, hospitalId: string, months: readonly string[]): Promise<void> {
  await ensureQualityMonths(db, hospitalId, months);
  const stale = await staleMonths(db, hospitalId, months);
  if (stale.length === 0) return;
  await analyzeSmall(db);
  // 一月一个事务:月份多时别的请求不必等到最后;两个请求同时来时只算一次。
  for (const { month } of stale) {
    await inTransaction(db, async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext(${`unit_month:${hospitalId}`}))`.execute(trx);
      for (const { basis } of await staleMonths(trx, hospitalId, [month])) await rebuild(trx, hospitalId, month, basis);
    });
  }
}

/** 几行的小表,后台不会去统计;没有统计时规划器把「一个现行运行」估成上百个,转而扫全部病例。 */
const analyzeSmall = (db: Db) => runScript(db, 'analyze grouping_run; analyze month_weight; analyze drg_weight');

async function staleMonths(db: Db, hospitalId: string, months: readonly string[]) {
  if (months.length === 0) return [];
  const { rows } = await sql<{ month: string; basis: string }>`
    with wanted as (
      select h.month, q.basis || '/' || coalesce(string_agg(m.scheme_key || '=' || coalesce(m.weight_table_id::text, ''), ','
        order by m.scheme_key), '') as basis
      from hospital_month h
      join quality_month q on q.hospital_id = h.hospital_id and q.month = h.month
      left join month_weight m on m.hospital_id = h.hospital_id and m.month = h.month
      where h.hospital_id = ${hospitalId} and to_char(h.month, 'YYYY-MM') = any(${[...months]}::text[])
      group by h.month, q.basis)
    select to_char(w.month, 'YYYY-MM') as month, w.basis
    from wanted w left join unit_month_basis b on b.hospital_id = ${hospitalId} and b.month = w.month
    where b.basis is distinct from w.basis
    order by w.month`.execute(db);
  return rows;
}

/** 由病例重算一个月:先到最细的单位,再由它合成科室与全院。 */
async function rebuild(trx: Db, hospitalId: string, month: string, basis: string): Promise<void> {
  const period = { from: `${month}-01`, before: `${addMonths(month, 1)}-01` };
  await allowHashing(trx);
  await sql`delete from unit_month where hospital_id = ${hospitalId} and month = ${period.from}::date`.execute(trx);
  await sql`
    with ${monthTables(hospitalId, period)},
    unit as materialized (
      select s.department_code, s.ward, s.team_code, s.physician_code, ${caseSums},
        ${codesOf('drg')} as drgs, ${codesOf('mdc')} as mdcs
      from case_measure s ${weightJoins}
      where s.hospital_id = ${hospitalId}
        and s.discharged_on >= ${period.from}::date and s.discharged_on < ${period.before}::date
      group by s.department_code, s.ward, s.team_code, s.physician_code),
    total as (
      select ${LEVEL}, ${unitSums} from unit group by grouping sets ((department_code), ()) having count(*) > 0),
    drg_set as (${unionOf('drgs')}),
    mdc_set as (${unionOf('mdcs')})
    insert into unit_month (hospital_id, month, level, department_code, ward, team_code, physician_code, ${columnList}, drgs, mdcs)
    select ${hospitalId}, ${period.from}::date, 'unit', department_code, ward, team_code, physician_code, ${columnList}, drgs, mdcs
    from unit
    union all
    select ${hospitalId}, ${period.from}::date, level, department_code, '', '', '', ${columnList},
      coalesce(drgs, '{}'), coalesce(mdcs, '{}')
    from total left join drg_set using (level, department_code) left join mdc_set using (level, department_code)`.execute(
    trx,
  );
  await trx
    .insertInto('unit_month_basis')
    .values({ hospital_id: hospitalId, month: period.from, basis })
    .onConflict((c) => c.columns(['hospital_id', 'month']).doUpdateSet({ basis }))
    .execute();
}

const caseSums = sql.join(COLUMNS.map(({ column, total }) => sql`${total} as ${sql.ref(column)}`));
const unitSums = sql.join(COLUMNS.map(({ column }) => sql`sum(${sql.ref(column)}) as ${sql.ref(column)}`));

/** 入组病例的不同编码。 */
const codesOf = (column: 'drg' | 'mdc') =>
  sql.raw(`coalesce(array_agg(distinct s.${column}) filter (where s.grouped > 0), '{}')`);

const LEVEL = sql.raw(`case grouping(department_code) when 1 then 'hospital' else 'department' end as level,
        coalesce(department_code, '') as department_code`);

/** 科室与全院的编码取各单位的并集。 */
const unionOf = (column: 'drgs' | 'mdcs') => sql`
      select ${LEVEL}, array_agg(distinct code) as ${sql.ref(column)}
      from unit, unnest(${sql.ref(column)}) as code group by grouping sets ((department_code), ())`;
