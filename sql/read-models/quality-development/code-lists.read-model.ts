import { sql } from 'kysely';
import { CODE_LIST_KINDS } from '../../../analytics/performance/quality-development/code-list-kinds.ts';
import type { Db } from '../../database.ts';
import { type CodeListUse, registeredLists } from '../../stores/code-list.store.ts';

export interface CodeListSummary extends CodeListUse {
  readonly items: number;
}

const KINDS = Object.keys(CODE_LIST_KINDS);

/** 全部编码清单与各自的项数,按种类;同一种类里先用的在前。 */
export async function codeLists(db: Db): Promise<CodeListSummary[]> {
  const counts = await db
    .selectFrom('code_list_item')
    .groupBy('code_list_id')
    .select(['code_list_id', sql<string>`count(*)`.as('items')])
    .execute();
  const items = new Map(counts.map((row) => [row.code_list_id, Number(row.items)]));
  const uses = (await registeredLists(db)).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  return uses.map((use) => ({ ...use, items: items.get(use.id) ?? 0 }));
}

/** 一张清单的各项;范围写成 `I21、C00-C97`。 */
export async function codeListItems(db: Db, id: number) {
  const { rows } = await sql<{
    code: string;
    name: string;
    ranges: string;
    benchmark_los: string | null;
    benchmark_cost: string | null;
  }>`
    select i.item_code as code, i.name, i.benchmark_los::float8::text as benchmark_los, i.benchmark_cost::text as benchmark_cost,
      (select string_agg(case when r.low = r.high then r.low else r.low || '-' || r.high end, '、' order by r.low)
        from code_list_range r where r.code_list_id = i.code_list_id and r.item_no = i.item_no) as ranges
    from code_list_item i where i.code_list_id = ${id} order by i.item_no`.execute(db);
  return rows;
}
