import type { Db } from '../../sql/database.ts';
import {
  deleteRegion,
  findRegion,
  liveRegionsIn,
  type RegisteredRegion,
  setRegionStatus,
} from '../../sql/stores/dip-region.store.ts';
import type { CatalogueStatus } from '../../sql/tables/dip-catalogue.ts';
import { conflict, notFound } from '../http/problem.ts';

export const statusNames: Readonly<Record<CatalogueStatus, string>> = {
  draft: '草案',
  approved: '核准',
  live: '施行',
  retired: '停用',
};

/** 草案 → 核准。 @throws Problem */
export const approveRegion = (db: Db, key: string, by: string) => move(db, key, by, 'approved', ['draft']);

/** 核准 → 施行;有效期与已施行的目录不能重叠:一天只有一个目录。停用过的可以重新施行。 @throws Problem */
export const putRegionLive = (db: Db, key: string, by: string) => move(db, key, by, 'live', ['approved', 'retired']);

/** 施行 → 停用。 @throws Problem */
export const retireRegion = (db: Db, key: string, by: string) => move(db, key, by, 'retired', ['live']);

/** 删除草案;核准过的不能删,只能停用。 @throws Problem */
export async function discardDraft(db: Db, key: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    requireStatus(await required(trx, key), ['draft'], '删除');
    await deleteRegion(trx, key);
  });
}

async function move(
  db: Db,
  key: string,
  by: string,
  to: Exclude<CatalogueStatus, 'draft'>,
  from: readonly CatalogueStatus[],
): Promise<RegisteredRegion> {
  return db.transaction().execute(async (trx) => {
    const region = await required(trx, key);
    requireStatus(region, from, statusNames[to]);
    if (to === 'live') await requireFreeDays(trx, region);
    await setRegionStatus(trx, key, to, by);
    return required(trx, key);
  });
}

async function required(db: Db, key: string): Promise<RegisteredRegion> {
  const region = await findRegion(db, key);
  if (!region) throw notFound('DIP 目录', key);
  return region;
}

function requireStatus(region: RegisteredRegion, allowed: readonly CatalogueStatus[], action: string): void {
  if (allowed.includes(region.status)) return;
  throw conflict(
    'dip-region-status',
    '目录的状态不对',
    `目录 ${region.region_key} 现在是「${statusNames[region.status]}」,不能${action};只有「${allowed.map((status) => statusNames[status]).join('」「')}」的可以。`,
  );
}

const FOREVER = '9999-12-31';

async function requireFreeDays(trx: Db, region: RegisteredRegion): Promise<void> {
  const days = { from: region.effective_from, before: region.effective_before ?? FOREVER };
  const [other] = await liveRegionsIn(trx, days);
  if (!other) return;
  throw conflict(
    'dip-region-days-taken',
    '同一天有两个目录',
    `${daysText(region)} 与施行中的 ${other.region_key}(${daysText(other)})重叠,一天只能有一个目录;请先停用它,或给它写上失效日。`,
  );
}

const daysText = ({ effective_from, effective_before }: RegisteredRegion) =>
  `${effective_from} 起${effective_before ? `至 ${effective_before} 前` : ''}`;
