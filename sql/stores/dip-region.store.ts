import { sql } from 'kysely';
import type { HistoryEntry } from '../../analytics/dip/history-catalogue.ts';
import type { RegionAbout } from '../../analytics/dip/region-about.ts';
import { regionKey } from '../../analytics/dip/region-about.ts';
import { ENTRY_COLUMNS } from '../../analytics/dip/region-content.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { formatYuan } from '../../analytics/money.ts';
import { copyBlock, copyText } from '../bulk-load.ts';
import type { Db } from '../database.ts';
import type { CatalogueStatus, DipRegionTable } from '../tables/dip-catalogue.ts';

export interface RegionToStore {
  readonly about: RegionAbout;
  readonly origin: DipRegionTable['origin'];
  readonly contentHash: string;
  /** 病种之外的内容,已压缩。 */
  readonly content: Uint8Array;
  /** 各病种,格的次序同 ENTRY_COLUMNS。 */
  readonly entries: readonly (readonly string[])[];
  readonly findings: readonly SchemeFinding[];
  readonly basis: Record<string, unknown> | null;
  readonly createdBy: string;
}

/** 库中的列名:编码那一列叫 entry,其余与目录相同。 */
const ENTRY_FIELDS = ENTRY_COLUMNS.map((column) => (column === 'code' ? 'entry' : column));
const NUMERIC = new Set<string>(ENTRY_COLUMNS.slice(ENTRY_COLUMNS.indexOf('score')));

/** 存一个区域为草案,返回它的键。编号与版本须没有用过。 */
export async function storeRegion(trx: Db, region: RegionToStore): Promise<string> {
  const { about } = region;
  const key = regionKey(about);
  await trx
    .insertInto('dip_region')
    .values({
      region_key: key,
      region_id: about.id,
      version: about.version,
      name: about.name,
      source: about.source,
      effective_from: about.effectiveFrom,
      effective_before: about.effectiveBefore,
      origin: region.origin,
      status: 'draft',
      content_hash: region.contentHash,
      content: Buffer.from(region.content),
      entry_count: region.entries.length,
      findings: JSON.stringify(region.findings),
      basis: region.basis === null ? null : JSON.stringify(region.basis),
      created_by: region.createdBy,
    })
    .execute();
  const lines = region.entries.map((cells, ordinal) => entryLine(key, ordinal, cells));
  await copyBlock(trx, 'dip_entry', ['region_key', 'ordinal', ...ENTRY_FIELDS], Buffer.from(lines.join('')));
  return key;
}

function entryLine(key: string, ordinal: number, cells: readonly string[]): string {
  const values = cells.map((cell, i) => (cell === '' && NUMERIC.has(ENTRY_COLUMNS[i]!) ? '\\N' : copyText(cell)));
  return `${[copyText(key), ordinal, ...values].join('\t')}\n`;
}

/** 由历史病例测算的目录,各病种所据的病例。 */
export async function storeEntryBasis(trx: Db, key: string, entries: readonly HistoryEntry[]): Promise<void> {
  const lines = entries.map((entry) => {
    const fees = [entry.cases, formatYuan(entry.totalFen), entry.kept, entry.meanFee.toFixed(6)];
    return `${[copyText(key), copyText(entry.code), ...fees, entry.cv ?? '\\N', entry.rw.toFixed(6), entry.stable ?? '\\N'].join('\t')}\n`;
  });
  await copyBlock(trx, 'dip_entry_basis', BASIS_COLUMNS, Buffer.from(lines.join('')));
}

const BASIS_COLUMNS = ['region_key', 'entry', 'cases', 'total_fee', 'kept', 'mean_fee', 'cv', 'rw', 'stable'];

/** 登记的各列,不含内容。 */
const REGISTERED = [
  'region_key',
  'region_id',
  'version',
  'name',
  'source',
  'effective_from',
  'effective_before',
  'origin',
  'status',
  'content_hash',
  'entry_count',
  'basis',
  'created_by',
  'registered_at',
  'approved_by',
  'approved_at',
  'live_by',
  'live_at',
  'retired_by',
  'retired_at',
] as const;

const registered = (db: Db) =>
  db.selectFrom('dip_region').select(REGISTERED).select(sql<number>`jsonb_array_length(findings)`.as('finding_count'));

export type RegisteredRegion = Awaited<ReturnType<typeof listRegions>>[number];

export const listRegions = (db: Db) => registered(db).orderBy('registered_at').execute();

export const findRegion = (db: Db, key: string) => registered(db).where('region_key', '=', key).executeTakeFirst();

export const regionFindings = async (db: Db, key: string): Promise<SchemeFinding[]> =>
  (await db.selectFrom('dip_region').select('findings').where('region_key', '=', key).executeTakeFirst())?.findings ??
  [];

/** 内容相同的区域,先登记的在前。 */
export const regionsWithContent = (db: Db, contentHash: string) =>
  registered(db).where('content_hash', '=', contentHash).orderBy('registered_at').execute();

/** 施行的区域中管这一天的;没有为 undefined。 */
export const liveRegionOn = (db: Db, day: string) =>
  registered(db)
    .where('status', '=', 'live')
    .where('effective_from', '<=', day)
    .where((e) => e.or([e('effective_before', 'is', null), e('effective_before', '>', day)]))
    .executeTakeFirst();

/** 施行的区域中与一段日子(半开)有交的,按生效日。 */
export const liveRegionsIn = (db: Db, { from, before }: { from: string; before: string }) =>
  registered(db)
    .where('status', '=', 'live')
    .where('effective_from', '<', before)
    .where((e) => e.or([e('effective_before', 'is', null), e('effective_before', '>', from)]))
    .orderBy('effective_from')
    .execute();

/** 病种之外的压缩内容与各病种的格(次序同 ENTRY_COLUMNS);没有这个区域为 undefined。 */
export async function regionContent(
  db: Db,
  key: string,
): Promise<{ content: Uint8Array; entries: string[][] } | undefined> {
  const region = await db.selectFrom('dip_region').select('content').where('region_key', '=', key).executeTakeFirst();
  if (!region) return undefined;
  const rows = await db.selectFrom('dip_entry').selectAll().where('region_key', '=', key).orderBy('ordinal').execute();
  const entries = rows.map((row) =>
    ENTRY_FIELDS.map((field) => row[field as Exclude<typeof field, 'code'> & keyof typeof row] ?? '').map(String),
  );
  return { content: region.content, entries };
}

/** 改状态并记下经手人与时间。 */
export async function setRegionStatus(
  trx: Db,
  key: string,
  status: Exclude<CatalogueStatus, 'draft'>,
  by: string,
): Promise<void> {
  const now = sql<Date>`now()`;
  const stamp = {
    approved: { approved_by: by, approved_at: now },
    live: { live_by: by, live_at: now },
    retired: { retired_by: by, retired_at: now },
  }[status];
  await trx
    .updateTable('dip_region')
    .set({ status, ...stamp })
    .where('region_key', '=', key)
    .execute();
}

/** 删除一个草案,连同其病种。 */
export async function deleteRegion(trx: Db, key: string): Promise<void> {
  await trx.deleteFrom('dip_region').where('region_key', '=', key).where('status', '=', 'draft').execute();
}
