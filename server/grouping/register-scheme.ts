import { basename } from 'node:path';
import { schemeDirectory } from '../../analytics/grouping/scheme-directory.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { SchemeRejected } from '../../analytics/grouping/scheme-lint.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { checkWeightRows } from '../../analytics/performance/weight-rows.ts';
import type { Db } from '../../sql/database.ts';
import { EARLIEST, findScheme, type SchemeToStore, schemeKey, storeScheme } from '../../sql/stores/scheme.store.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { builtInSchemeFolder } from './live-scheme.ts';
import { contentOf, type SchemeContent } from './scheme-content.ts';
import { inspectSchemeFolder } from './scheme-folder.ts';

/** 登记一个方案时,包里没有写而由登记者给出的。 */
export interface Registration {
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveBefore?: string | null;
  readonly forReference?: boolean;
  readonly createdBy: string;
}

/** 没有写施行日的设置里的方案,视作早已施行。 */
const LONG_AGO = '2000-01-01';
const BY_SETTING = '系统设置';

/**
 * 设置里的方案(缺省为内置参考方案)从最早的一天起施行;内容没变则不动。换了设置,先前的停用。
 * @throws SchemeRejected 方案有错误。
 */
export async function registerConfiguredScheme(db: Db, folder: string | null): Promise<void> {
  const chosen = folder ?? builtInSchemeFolder();
  const { pack, findings } = await inspectSchemeFolder(chosen);
  if (pack === null) throw new SchemeRejected(basename(chosen), findings);
  const content = contentOf(pack);
  const registered = await findScheme(db, schemeKey(pack.meta));
  const same = registered?.content_hash === content.hash && registered.for_reference === (folder === null);
  if (registered?.is_configured && registered.status === 'live' && same) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('scheme')
      .set({ status: 'retired', is_configured: false, live_from: null, retired_by: BY_SETTING, retired_at: new Date() })
      .where('is_configured', '=', true)
      .where('status', '=', 'live')
      .execute();
    const about: Registration = {
      source: pack.meta.source ?? chosen,
      effectiveFrom: pack.meta.effectiveFrom ?? LONG_AGO,
      forReference: folder === null,
      createdBy: BY_SETTING,
    };
    await storeScheme(trx, schemeToStore(pack, content, findings, about), {
      status: 'live',
      liveFrom: EARLIEST,
      isConfigured: true,
    });
    await storeOwnWeights(trx, pack, about);
  });
}

/** 方案包 → 要存的登记、内容、目录与发现。 */
export function schemeToStore(
  pack: SchemePack,
  content: SchemeContent,
  findings: readonly SchemeFinding[],
  about: Registration,
): SchemeToStore {
  const { id, version, name, note } = pack.meta;
  return {
    id,
    version,
    name,
    note,
    source: about.source,
    effectiveFrom: about.effectiveFrom,
    effectiveBefore: about.effectiveBefore ?? null,
    forReference: about.forReference ?? false,
    createdBy: about.createdBy,
    content,
    catalogue: catalogueOf(pack),
    findings: findings.map(({ level, code, table, source, row, message }) => ({
      level,
      code,
      table_name: table,
      source,
      row_no: row,
      message,
    })),
  };
}

/** 方案自带的权重成为一张随方案的权重表;读不成的行体检时已说过,不装。 */
export async function storeOwnWeights(trx: Db, pack: SchemePack, about: Registration): Promise<void> {
  const inputs = pack.weights.map((weight, i) => ({ row: weight.at.row ?? i + 2, ...weight }));
  const known = new Set(catalogueOf(pack).map(({ drg }) => drg));
  const { rows } = checkWeightRows(inputs, known);
  if (rows.length === 0) return;
  await loadWeightTable(trx, {
    schemeKey: schemeKey(pack.meta),
    name: `${pack.meta.name} ${pack.meta.version} 自带权重`,
    source: about.source,
    effectiveFrom: about.effectiveFrom,
    withScheme: true,
    rows,
  });
}

/** 病组目录的行。没有细分组的 ADRG 以自己的编码作病组。 */
function catalogueOf(pack: SchemePack) {
  const directory = schemeDirectory(pack);
  const kinds = new Map(pack.adrgs.map((row) => [row.adrg, row.kind]));
  const withDrg = new Set(pack.drgs.map((row) => row.adrg));
  const codes = new Set([...directory.drgs, ...directory.adrgs.filter((adrg) => !withDrg.has(adrg))]);
  return [...codes].map((drg) => {
    const adrg = directory.adrgOf(drg) ?? drg;
    const mdc = directory.mdcOf(drg) ?? '';
    return {
      drg,
      drg_name: directory.drgName(drg) ?? directory.adrgName(drg) ?? drg,
      adrg,
      adrg_name: directory.adrgName(adrg) ?? adrg,
      mdc,
      mdc_name: directory.mdcName(mdc) ?? mdc,
      kind: kinds.get(adrg) ?? 'medical',
    };
  });
}
