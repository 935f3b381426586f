import type { SchemePack } from './scheme-pack.ts';

/** 方案的名录:组码的名称与上下级,不涉及判定。 */
export interface SchemeDirectory {
  /** 全部 DRG 码,按方案的次序,不重复。 */
  readonly drgs: readonly string[];
  readonly adrgs: readonly string[];
  mdcName(code: string): string | null;
  adrgName(code: string): string | null;
  /** DRG 的名称;结果为 ADRG 码自身时给 ADRG 的名称。 */
  drgName(code: string): string | null;
  diagnosisName(code: string): string | null;
  procedureName(code: string): string | null;
  /** DRG 所属的 ADRG;不认识为 null。 */
  adrgOf(drg: string): string | null;
  /** ADRG 或 DRG 所属的 MDC;不认识为 null。 */
  mdcOf(group: string): string | null;
}

/** 由方案包编名录。一码有多条规则时以最先的为准。 */
export function schemeDirectory(pack: SchemePack): SchemeDirectory {
  const mdcNames = index(pack.mdcs, (row) => [row.mdc, row.name]);
  const adrgNames = index(pack.adrgs, (row) => [row.adrg, row.name]);
  const drgNames = index(pack.drgs, (row) => [row.drg, row.name]);
  const mdcOfAdrg = index(pack.adrgs, (row) => [row.adrg, row.mdc]);
  const adrgOfDrg = index(pack.drgs, (row) => [row.drg, row.adrg]);
  const diagnosisNames = index(pack.diagnosisNames, (row) => [row.code, row.name]);
  const procedureNames = index(pack.procedureNames, (row) => [row.code, row.name]);
  const adrgOf = (drg: string) => adrgOfDrg.get(drg) ?? (mdcOfAdrg.has(drg) ? drg : null);
  return {
    drgs: [...drgNames.keys()],
    adrgs: [...adrgNames.keys()],
    mdcName: (code) => mdcNames.get(code) ?? null,
    adrgName: (code) => adrgNames.get(code) ?? null,
    drgName: (code) => drgNames.get(code) ?? adrgNames.get(code) ?? null,
    diagnosisName: (code) => diagnosisNames.get(code) ?? null,
    procedureName: (code) => procedureNames.get(code) ?? null,
    adrgOf,
    mdcOf: (group) => mdcOfAdrg.get(adrgOf(group) ?? group) ?? null,
  };
}

function index<T>(rows: readonly T[], entry: (row: T) => [string, string]): Map<string, string> {
  const map = new Map<string, string>();
  for (const row of rows) {
    const [code, value] = entry(row);
    if (!map.has(code)) map.set(code, value);
  }
  return map;
}
