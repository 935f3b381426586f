import { formatMillionths } from '../../analytics/dip/exact-decimal.ts';
import type { CatalogueEntry } from '../../analytics/dip/region-pack.ts';
import type { Db } from '../../sql/database.ts';
import type { catalogueEntries } from '../../sql/read-models/dip/catalogue-entries.read-model.ts';
import { findRegion, type RegisteredRegion } from '../../sql/stores/dip-region.store.ts';
import { notFound } from '../http/problem.ts';
import { stepsOf } from '../http/registry-steps.ts';

/** 登记的目录给外面看的样子。 */
export const presentCatalogue = (row: RegisteredRegion) => ({
  key: row.region_key,
  id: row.region_id,
  version: row.version,
  name: row.name,
  source: row.source,
  effectiveFrom: row.effective_from,
  effectiveBefore: row.effective_before,
  origin: row.origin,
  status: row.status,
  hash: row.content_hash,
  entries: row.entry_count,
  findings: Number(row.finding_count),
  basis: row.basis,
  ...stepsOf(row, row.created_by, row.registered_at),
});

/** @throws Problem 没有这个目录。 */
export async function requireCatalogue(db: Db, key: string) {
  const row = await findRegion(db, key);
  if (!row) throw notFound('DIP 目录', key);
  return presentCatalogue(row);
}

type EntryRow = Awaited<ReturnType<typeof catalogueEntries>>['rows'][number];

/** 数据库里的六位小数去掉多余的零。 */
const plain = (text: string) => text.replace(/\.?0+$/, '');

export const presentEntry = (row: EntryRow) => ({
  code: row.entry,
  name: row.name,
  diagnosis: row.diagnosis,
  procedures: row.procedures,
  kind: row.kind,
  type: row.type,
  score: plain(row.score),
  meanCost: row.mean_cost === null ? null : plain(row.mean_cost),
  basis:
    row.cases === null
      ? null
      : {
          cases: row.cases,
          kept: row.kept!,
          totalFee: row.total_fee!,
          meanFee: row.mean_fee!,
          rw: row.rw!,
          cv: row.cv,
          stable: row.stable,
        },
});

export const presentPackEntry = (entry: CatalogueEntry) => ({
  code: entry.code,
  name: entry.name,
  diagnosis: entry.diagnosis.text,
  procedures: entry.procedures?.text ?? '',
  kind: entry.kind,
  type: entry.type,
  score: formatMillionths(entry.score),
  meanCost: entry.meanCost === null ? null : formatMillionths(entry.meanCost),
});
