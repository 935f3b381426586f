import { sql } from 'kysely';
import { type Db, inTransaction } from '../database.ts';

/** 分版本、不覆盖的两张表(年度填报与目标):一行由 医院 × 年 × 名称 认出。 */
const KEYS = { yearly_figure: 'item', indicator_target: 'indicator' } as const;
export type VersionedTable = keyof typeof KEYS;

/** 一行的内容:列 → 文本。 */
export type Content = Readonly<Record<string, string | null>>;

/** 同一批里各行写给哪家医院、哪一年、谁写的。 */
export interface Entering {
  readonly hospitalId: string;
  readonly year: number;
  readonly by: string;
}

/**
 * 写若干行新版本(一个事务,要么都写要么都不写);与现行版本内容相同的不写。返回写了几行。
 * `also` 随新版本存,不算内容(怎么来的)。
 */
export async function writeVersions(
  db: Db,
  table: VersionedTable,
  entering: Entering,
  rows: ReadonlyMap<string, Content>,
  also: Content = {},
): Promise<number> {
  const { hospitalId, year, by } = entering;
  const write = async (trx: Db) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`${table}:${hospitalId}:${year}`}))`.execute(trx);
    const current = await currentRows(trx, table, entering);
    const changed = [...rows].filter(([name, content]) => !sameContent(current.get(name), content));
    if (changed.length === 0) return 0;
    await retire(
      trx,
      table,
      entering,
      changed.map(([name]) => name),
    );
    const versions = changed.map(([name, content]) => ({
      ...content,
      ...also,
      [KEYS[table]]: name,
      hospital_id: hospitalId,
      year,
      version: Number(current.get(name)?.version ?? 0) + 1,
      is_current: true,
      entered_by: by,
    }));
    await trx
      .insertInto(table)
      .values(versions as never)
      .execute();
    return changed.length;
  };
  return inTransaction(db, write);
}

type Row = Readonly<Record<string, string | null>>;

async function currentRows(trx: Db, table: VersionedTable, { hospitalId, year }: Entering): Promise<Map<string, Row>> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where hospital_id = ${hospitalId} and year = ${year} and is_current`.execute(trx);
  return new Map(rows.map((row) => [row[KEYS[table]]!, row]));
}

async function retire(
  trx: Db,
  table: VersionedTable,
  { hospitalId, year }: Entering,
  names: readonly string[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} set is_current = false
    where hospital_id = ${hospitalId} and year = ${year} and is_current
      and ${sql.ref(KEYS[table])} = any(${[...names]}::text[] collate "C")`.execute(trx);
}

/** 内容相同;还没有存过的与全空相同。数按大小比(`1` 与 `1.000000` 是一个数)。 */
function sameContent(row: Row | undefined, content: Content): boolean {
  return Object.entries(content).every(([column, value]) => {
    const stored = row?.[column] ?? null;
    if (stored === null || value === null) return stored === value;
    return stored === value || (NUMBERS.has(column) && Number(stored) === Number(value));
  });
}

const NUMBERS: ReadonlySet<string> = new Set(['value', 'target', 'reference', 'worst', 'best']);
