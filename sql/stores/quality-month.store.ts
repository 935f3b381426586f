import { sql } from 'kysely';
import { CODE_LIST_KINDS, type CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import { type Db, inTransaction } from '../database.ts';
import { casesOf, judgeMonth, type Lists, listedDiagnoses, operations } from './case-quality.store.ts';
import { type CodeListUse, listsOfMonth, registeredLists } from './code-list.store.ts';
import { allowHashing } from './rollup.store.ts';

interface StaleMonth {
  readonly month: string;
  readonly basis: string;
  readonly lists: Lists;
}

/**
 * 确保若干月份(`2025-06`)的质量判定与病种汇总同病例、清单一致。
 * 依据是该月数据的修订号与所用的清单,变了才重算;没变只有两次小查询。
 */
export async function ensureQualityMonths(db: Db, hospitalId: string, months: readonly string[]): Promise<void> {
  const uses = await registeredLists(db);
  for (const { month } of await staleMonths(db, hospitalId, months, uses)) {
    // 一月一个事务;两个请求同时来时只算一次。
    await inTransaction(db, async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtext(${`quality_month:${hospitalId}`}))`.execute(trx);
      for (const stale of await staleMonths(trx, hospitalId, [month], uses)) await rebuild(trx, hospitalId, stale);
    });
  }
}

async function staleMonths(
  db: Db,
  hospitalId: string,
  months: readonly string[],
  uses: readonly CodeListUse[],
): Promise<StaleMonth[]> {
  if (months.length === 0) return [];
  const { rows } = await sql<{ month: string; revision: string; basis: string | null }>`
    select to_char(h.month, 'YYYY-MM') as month, h.revision::text as revision, q.basis
    from hospital_month h left join quality_month q on q.hospital_id = h.hospital_id and q.month = h.month
    where h.hospital_id = ${hospitalId} and to_char(h.month, 'YYYY-MM') = any(${[...months]}::text[])
    order by h.month`.execute(db);
  return rows.flatMap(({ month, revision, basis: known }) => {
    const lists = listsOfMonth(uses, month);
    const basis = `${revision}/${(Object.keys(CODE_LIST_KINDS) as CodeListKind[]).map((kind) => lists[kind]?.id ?? '').join(',')}`;
    return known === basis ? [] : [{ month, basis, lists }];
  });
}

async function rebuild(trx: Db, hospitalId: string, { month, basis, lists }: StaleMonth): Promise<void> {
  const first = `${month}-01`;
  await allowHashing(trx);
  await judgeMonth(trx, hospitalId, month, lists);
  await trx.deleteFrom('disease_rollup').where('hospital_id', '=', hospitalId).where('month', '=', first).execute();
  for (const kind of COUNTED_BY_ITEM) {
    const list = lists[kind];
    if (list) await insertDiseases(trx, { hospitalId, month, lists, listId: list.id });
  }
  await trx
    .insertInto('quality_month')
    .values({ hospital_id: hospitalId, month: first, basis })
    .onConflict((c) => c.columns(['hospital_id', 'month']).doUpdateSet({ basis }))
    .execute();
}

/** 按病种分别计数的清单。 */
const COUNTED_BY_ITEM: readonly CodeListKind[] = ['monitored-disease', 'tcm-advantage', 'low-risk-disease'];

async function insertDiseases(
  trx: Db,
  { hospitalId, month, lists, listId }: { hospitalId: string; month: string; lists: Lists; listId: number },
): Promise<void> {
  // 四级手术取首页填写的级别,与手术占比的口径相同。
  await sql`
    with ${operations(casesOf(hospitalId, month), lists)},
    matched as (${listedDiagnoses(listId)})
    insert into disease_rollup (hospital_id, month, department_code, code_list_id, item_no, cases, deaths, bed_days, total_fee,
      surgical, level4, minimally_invasive)
    select ${hospitalId}, ${`${month}-01`}::date, coalesce(c.department_code, ''), ${listId}::integer, m.item_no,
      count(*), count(*) filter (where c.died), coalesce(sum(c.los), 0), coalesce(sum(c.total_fee), 0),
      count(*) filter (where c.is_surgical), count(*) filter (where c.is_surgical and c.surgery_level = 4),
      count(*) filter (where minimal.case_id is not null)
    from c join matched m on m.code = c.principal_diagnosis left join minimal using (case_id)
    group by 3, m.item_no`.execute(trx);
}
