import {
  type CatalogueDiff,
  diffCatalogues,
  diffPolicies,
  type PolicyChange,
} from '../../analytics/dip/catalogue-diff.ts';
import { contentOf } from '../../analytics/dip/region-content.ts';
import type { Db } from '../../sql/database.ts';
import { loadStoredRegion, storedRegionContent } from './live-regions.ts';

export interface CatalogueComparison extends CatalogueDiff {
  readonly policies: readonly PolicyChange[];
}

/** 两个登记的目录的差异。 @throws Problem 没有这个目录。 */
export async function compareCatalogues(db: Db, before: string, after: string): Promise<CatalogueComparison> {
  const [old, current] = [await side(db, before), await side(db, after)];
  return { ...diffCatalogues(old.entries, current.entries), policies: diffPolicies(old.policy, current.policy) };
}

async function side(db: Db, key: string) {
  const pack = await loadStoredRegion(db, key);
  const { policy } = contentOf(pack, (await storedRegionContent(db, key)).policy);
  return { entries: pack.entries, policy };
}
