import { sql } from 'kysely';
import { BUILT_IN_LISTS } from '../../analytics/performance/quality-development/built-in-lists.ts';
import type {
  CodeListAbout,
  CodeListItem,
  CodeListKind,
} from '../../analytics/performance/quality-development/code-list-kinds.ts';
import { type Db, inTransaction } from '../database.ts';

/** 存一张编码清单,返回编号;内置与装载的同一存法。 */
export async function storeCodeList(
  db: Db,
  { about, items }: { about: CodeListAbout; items: readonly CodeListItem[] },
  by: { loadedBy: string; builtIn: boolean },
): Promise<number> {
  const store = async (trx: Db) => {
    const { code_list_id: id } = await trx
      .insertInto('code_list')
      .values({
        kind: about.kind,
        version: about.version,
        name: about.name,
        source: about.source,
        effective_from: about.effectiveFrom,
        effective_before: about.effectiveBefore,
        built_in: by.builtIn,
        loaded_by: by.loadedBy,
      })
      .returning('code_list_id')
      .executeTakeFirstOrThrow();
    await insertItems(trx, id, items);
    return id;
  };
  return inTransaction(db, store);
}

/** 整张清单作为一个 JSON 参数写入。 */
async function insertItems(trx: Db, id: number, items: readonly CodeListItem[]): Promise<void> {
  const rows = JSON.stringify(items.map((item, i) => ({ ...item, no: i + 1, ranges: item.ranges.map(boundsOf) })));
  await sql`
    insert into code_list_item (code_list_id, item_no, item_code, name, benchmark_los, benchmark_cost)
    select ${id}::integer, (i->>'no')::integer, i->>'code', i->>'name', (i->>'benchmarkLos')::numeric, (i->>'benchmarkCost')::numeric
    from jsonb_array_elements(${rows}::jsonb) as i`.execute(trx);
  await sql`
    insert into code_list_range (code_list_id, item_no, low, high)
    select distinct ${id}::integer, (i->>'no')::integer, r->>0, r->>1
    from jsonb_array_elements(${rows}::jsonb) as i, jsonb_array_elements(i->'ranges') as r`.execute(trx);
}

/** `C00-C97` → 两端;单个编码两端相同。 */
function boundsOf(range: string): [string, string] {
  const [low, high] = range.split('-') as [string, string?];
  return [low, high ?? low];
}

/** 全部清单(同 {@link codeListUses});内置的起步清单还没有登记的先登记。 */
export async function registeredLists(db: Db): Promise<CodeListUse[]> {
  const known = await codeListUses(db);
  const missing = BUILT_IN_LISTS.filter(
    ({ about }) => !known.some((use) => use.builtIn && use.kind === about.kind && use.version === about.version),
  );
  if (missing.length === 0) return known;
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('code_list'))`.execute(trx);
    for (const list of missing) {
      const there = await findVersion(trx, list.about.kind, list.about.version);
      if (!there) await storeCodeList(trx, list, { loadedBy: '内置', builtIn: true });
    }
  });
  return codeListUses(db);
}

export const findVersion = (db: Db, kind: string, version: string) =>
  db
    .selectFrom('code_list')
    .select(['code_list_id', 'built_in'])
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirst();

/** 删除一张装载的清单;返回是否删了(内置的不能删)。 */
export async function deleteCodeList(db: Db, id: number): Promise<boolean> {
  const deleted = await db
    .deleteFrom('code_list')
    .where('code_list_id', '=', id)
    .where('built_in', '=', false)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

export interface CodeListUse {
  readonly id: number;
  readonly kind: CodeListKind;
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly builtIn: boolean;
  readonly from: string;
  readonly before: string | null;
}

/** 全部清单,先用的在前:装载的先于内置的,生效日晚者先。 */
export async function codeListUses(db: Db): Promise<CodeListUse[]> {
  const rows = await db
    .selectFrom('code_list')
    .selectAll()
    .orderBy('built_in')
    .orderBy('effective_from', 'desc')
    .orderBy('code_list_id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.code_list_id,
    kind: row.kind as CodeListKind,
    name: row.name,
    version: row.version,
    source: row.source,
    builtIn: row.built_in,
    from: row.effective_from,
    before: row.effective_before,
  }));
}

/** 某月用的各张清单。 */
export function listsOfMonth(uses: readonly CodeListUse[], month: string): Partial<Record<CodeListKind, CodeListUse>> {
  const day = `${month}-01`;
  const found: Partial<Record<CodeListKind, CodeListUse>> = {};
  for (const use of uses) {
    if (use.from <= day && (use.before === null || day < use.before)) found[use.kind] ??= use;
  }
  return found;
}
