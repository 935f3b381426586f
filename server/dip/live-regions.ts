import { compileRegion } from '../../analytics/dip/compile-region.ts';
import type { CompiledRegion } from '../../analytics/dip/compiled-region.ts';
import { AUXILIARY_COLUMNS, filesOf, type RegionContent } from '../../analytics/dip/region-content.ts';
import { loadRegion, type RegionFiles } from '../../analytics/dip/region-inspection.ts';
import type { RegionPack } from '../../analytics/dip/region-pack.ts';
import type { Db } from '../../sql/database.ts';
import {
  findRegion,
  liveRegionOn,
  liveRegionsIn,
  type RegisteredRegion,
  regionContent,
} from '../../sql/stores/dip-region.store.ts';
import { notFound } from '../http/problem.ts';
import { dictionaryByKey } from './procedure-dictionaries.ts';
import { unpacked } from './stored-content.ts';

/** 登记的区域,连同编好的规则。 */
export interface OpenRegion {
  readonly key: string;
  readonly registered: RegisteredRegion;
  readonly pack: RegionPack;
  readonly compiled: CompiledRegion;
}

/** 库中的 DIP 区域,用到才编译,编好的留几个。 */
export interface LiveRegions {
  /** 任何登记过的区域,草案也可以。 @throws Problem 没有这个区域。 */
  open(db: Db, key: string): Promise<OpenRegion>;
  /** 出院日(YYYY-MM-DD)施行的区域;没有为 null。 */
  liveOn(db: Db, day: string): Promise<OpenRegion | null>;
  /** 与一段日子(半开)有交的施行的区域,按生效日;各管 effective_from ≤ 日 < effective_before。 */
  liveIn(db: Db, period: { from: string; before: string }): Promise<OpenRegion[]>;
}

/** 每个几十兆,不宜多留。 */
const KEPT = 4;

export function createLiveRegions(): LiveRegions {
  let shelf: OpenRegion[] = [];

  async function opened(db: Db, registered: RegisteredRegion): Promise<OpenRegion> {
    const { region_key: key, content_hash: hash } = registered;
    const known = shelf.find((region) => region.key === key && region.registered.content_hash === hash);
    if (known) return { ...known, registered };
    const pack = await loadStoredRegion(db, key);
    const region = { key, registered, pack, compiled: compileRegion(pack) };
    shelf = [region, ...shelf.filter((other) => other.key !== key)].slice(0, KEPT);
    return region;
  }

  return {
    async open(db, key) {
      const registered = await findRegion(db, key);
      if (!registered) throw notFound('DIP 目录', key);
      return opened(db, registered);
    },
    async liveOn(db, day) {
      const registered = await liveRegionOn(db, day);
      return registered ? opened(db, registered) : null;
    },
    async liveIn(db, period) {
      const regions: OpenRegion[] = [];
      for (const registered of await liveRegionsIn(db, period)) regions.push(await opened(db, registered));
      return regions;
    },
  };
}

/** 区域病种之外的内容,存库的样子。 */
export type StoredRegionContent = Omit<RegionContent, 'entries'>;

/** 由库中的内容得出可编译的区域;与从文件读来的走同一条路。 @throws Problem 没有这个区域。 */
export async function loadStoredRegion(db: Db, key: string): Promise<RegionPack> {
  const content = await storedRegionContent(db, key);
  const dictionary = content.procedureKinds === null ? await dictionaryByKey(db, content.dictionary) : null;
  return loadRegion({ ...filesOf(content), ...(dictionary && { dictionary }) }, key);
}

/**
 * 病种目录之外、别的目录可以沿用的:政策、操作表(或字典)、对全部病种的辅助目录。
 * 指明了病种的辅助目录行,换了目录就没有所指,不沿用。 @throws Problem 没有这个区域。
 */
export async function sharedTables(db: Db, key: string): Promise<Omit<RegionFiles, 'catalogue'>> {
  const content = await storedRegionContent(db, key);
  const entry = AUXILIARY_COLUMNS.indexOf('entry');
  const auxiliary = content.auxiliary.filter((cells) => cells[entry] === '');
  const { catalogue: _own, ...files } = filesOf({ ...content, auxiliary });
  if (content.dictionary === null) return files;
  return { ...files, dictionary: await dictionaryByKey(db, content.dictionary) };
}

/** 库中的规范内容(数的写法是数据库的,补了零)。 @throws Problem 没有这个区域。 */
export async function storedRegionContent(db: Db, key: string): Promise<RegionContent> {
  const stored = await regionContent(db, key);
  if (!stored) throw notFound('DIP 目录', key);
  return { ...unpacked<StoredRegionContent>(stored.content), entries: stored.entries };
}
