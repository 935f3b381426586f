import { join } from 'node:path';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { schemeDirectory } from '../../analytics/grouping/scheme-directory.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import type { Db } from '../../sql/database.ts';
import { projectFolder } from '../../sql/project-folder.ts';
import { registerScheme } from '../../sql/stores/scheme.store.ts';
import { readSchemeFolder } from './scheme-folder.ts';

/** 分组引擎的版本:规则执行的方式变了就加一,旧结果留在旧的运行里。 */
export const ENGINE_VERSION = '1';

const BUILT_IN = ['analytics', 'grouping', 'schemes', 'casemix-reference'];

/** 正在用的分组方案:导入线程按 `folder` 自行装入,主线程用 `compiled`。 */
export interface LiveScheme {
  folder: string;
  key: string;
  engineVersion: string;
  forReference: boolean;
  compiled: CompiledScheme;
}

export const builtInSchemeFolder = (): string => join(projectFolder(), ...BUILT_IN);

/** 装入方案(缺省为内置参考方案),登记它的名称目录。 */
export async function openLiveScheme(db: Db, folder: string | null): Promise<LiveScheme> {
  const chosen = folder ?? builtInSchemeFolder();
  const pack = await readSchemeFolder(chosen);
  const compiled = compileScheme(pack);
  const { id, version, name, source, effectiveFrom } = pack.meta;
  const forReference = folder === null;
  const key = await registerScheme(
    db,
    { id, version, name, source: source ?? chosen, effectiveFrom: effectiveFrom ?? '2000-01-01', forReference },
    catalogueOf(pack),
  );
  return { folder: chosen, key, engineVersion: ENGINE_VERSION, forReference, compiled };
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
