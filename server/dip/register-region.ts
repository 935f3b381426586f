import type { HistoryEntry } from '../../analytics/dip/history-catalogue.ts';
import { DICTIONARY_KEY, type RegionAbout, readAbout, regionKey } from '../../analytics/dip/region-about.ts';
import { contentOf, contentText } from '../../analytics/dip/region-content.ts';
import { inspectRegion, type RegionFiles, RegionRejected } from '../../analytics/dip/region-inspection.ts';
import type { RegionPack } from '../../analytics/dip/region-pack.ts';
import { FindingList, type SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import type { Db } from '../../sql/database.ts';
import { findRegion, regionsWithContent, storeEntryBasis, storeRegion } from '../../sql/stores/dip-region.store.ts';
import { conflict } from '../http/problem.ts';
import { sharedTables } from './live-regions.ts';
import { dictionaryByKey, keepDictionary } from './procedure-dictionaries.ts';
import { digestOf, packed } from './stored-content.ts';

export interface RegionToRegister {
  readonly files: RegionFiles;
  /** 读文件时已有的发现。 */
  readonly found?: readonly SchemeFinding[];
  /** 登记者写明的身份,盖过政策里写的。 */
  readonly about?: Readonly<Record<string, string | undefined>>;
  readonly createdBy: string;
  /** 文件里没有的表与政策,沿用这个目录的;病种目录总要有。 */
  readonly basedOn?: string | null;
  /** 由历史病例测算的目录,测算的依据。 */
  readonly basis?: Record<string, unknown>;
  /** 测算的目录,各病种所据的病例。 */
  readonly entryBasis?: readonly HistoryEntry[];
}

export interface RegisteredDraft {
  readonly key: string;
  readonly entries: number;
  readonly warnings: readonly SchemeFinding[];
  /** 内容完全相同、先前登记的目录。 */
  readonly sameAs: readonly string[];
}

const POLICY = { table: 'policy', source: 'policy', row: null };

/**
 * 体检并登记一个区域为草案。有任何错误就什么也不存。
 * @throws RegionRejected 有错误。 @throws Problem 编号与版本已经登记过。
 */
export async function registerRegion(db: Db, region: RegionToRegister): Promise<RegisteredDraft> {
  const { pack, about, findings, policy } = inspectForRegistry(await withTables(db, region));
  const key = regionKey(about);
  if (await findRegion(db, key)) throw alreadyRegistered(key);
  const { entries, ...rest } = contentOf(pack, policy);
  const contentHash = digestOf(contentText({ entries, ...rest }));
  const sameAs = await regionsWithContent(db, contentHash);
  await db.transaction().execute(async (trx) => {
    if (pack.dictionary) await keepDictionary(trx, pack.dictionary, region.createdBy);
    await storeRegion(trx, {
      about,
      origin: region.basis ? 'history' : 'imported',
      contentHash,
      content: packed(rest),
      entries,
      findings,
      basis: region.basis ?? null,
      createdBy: region.createdBy,
    });
    await storeEntryBasis(trx, key, region.entryBasis ?? []);
  });
  return { key, entries: entries.length, warnings: findings, sameAs: sameAs.map((same) => same.region_key) };
}

/** 补上沿用的表,并找来政策指名的字典。 */
async function withTables(db: Db, region: RegionToRegister): Promise<RegionToRegister> {
  const base = region.basedOn ? await sharedTables(db, region.basedOn) : {};
  const files = { ...base, ...region.files };
  const key = (files.policy as Record<string, unknown> | undefined)?.[DICTIONARY_KEY];
  if (files.procedureKind || files.dictionary || typeof key !== 'string') return { ...region, files };
  return { ...region, files: { ...files, dictionary: await dictionaryByKey(db, key) } };
}

interface ReadyRegion {
  readonly pack: RegionPack;
  readonly about: RegionAbout;
  readonly findings: readonly SchemeFinding[];
  readonly policy: unknown;
}

/** 规则与身份一并体检,错误一次说全。 @throws RegionRejected */
function inspectForRegistry({ files, found = [], about = {} }: RegionToRegister): ReadyRegion {
  const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value));
  const policy = files.policy === undefined ? undefined : { ...(files.policy as object), ...given };
  const { pack, findings } = inspectRegion({ ...files, policy }, given.name ?? '目录', found);
  const list = new FindingList();
  const read = readAbout(policy ?? given, POLICY, list);
  const all = [...findings, ...list.all];
  if (pack === null || read === null) throw new RegionRejected(read?.name ?? given.name ?? '目录', all);
  return { pack, about: read, findings: all, policy };
}

const alreadyRegistered = (key: string) =>
  conflict('dip-region-registered', '目录已登记', `目录 ${key} 已经登记过;换内容请换一个版本号,或先删除它的草案。`);
