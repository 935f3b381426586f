import type { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import { EARLIEST, listSchemes } from '../../sql/stores/scheme.store.ts';
import { notFound } from '../http/problem.ts';
import { stepsOf } from '../http/registry-steps.ts';
import type { Scheme } from './scheme.schemas.ts';

type Presented = z.output<typeof Scheme>;

/** 全部方案,登记早的在前;施行到哪天为止,由下一个施行的方案定。 */
export async function presentSchemes(db: Db): Promise<Presented[]> {
  const rows = await listSchemes(db);
  const starts = rows.flatMap((row) => (row.status === 'live' && row.live_from ? [row.live_from] : []));
  const days = starts.filter((day) => day !== EARLIEST).sort();
  const after = (from: string | null) => days.find((day) => from === EARLIEST || (from !== null && day > from)) ?? null;
  return rows.map((row) => ({
    key: row.scheme_key,
    id: row.scheme_id,
    version: row.version,
    name: row.name,
    source: row.source,
    note: row.note,
    status: row.status,
    effectiveFrom: row.effective_from,
    effectiveBefore: row.effective_before,
    liveFrom: row.status !== 'live' || row.live_from === EARLIEST ? null : row.live_from,
    liveBefore: row.status === 'live' ? after(row.live_from) : null,
    configured: row.is_configured,
    forReference: row.for_reference,
    hash: row.content_hash,
    ...stepsOf(row, row.created_by, row.registered_at),
    drgs: Number(row.drg_count),
    findings: Number(row.finding_count),
    inUse: Boolean(row.in_use),
  }));
}

export async function presentScheme(db: Db, key: string): Promise<Presented> {
  const scheme = (await presentSchemes(db)).find((candidate) => candidate.key === key);
  if (!scheme) throw notFound('分组方案', key);
  return scheme;
}

/** 方案的体检发现,一页。 */
export async function schemeFindings(
  db: Db,
  key: string,
  { page, pageSize, level }: { page: number; pageSize: number; level?: 'error' | 'warning' | undefined },
) {
  const all = db
    .selectFrom('scheme_finding')
    .where('scheme_key', '=', key)
    .$if(level !== undefined, (q) => q.where('level', '=', level!));
  const { total } = await all.select((e) => e.fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  const items = await all
    .select(['level', 'code', 'table_name as table', 'source', 'row_no as row', 'message'])
    .orderBy('ordinal')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { items, total: Number(total), page, pageSize };
}
