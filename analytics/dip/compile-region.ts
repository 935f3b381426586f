import { compilePricing } from './case-pricing.ts';
import type { CompiledEntry, CompiledRegion, SubcategoryEntries } from './compiled-region.ts';
import { ComprehensiveIndex } from './comprehensive-index.ts';
import { Contest } from './contest.ts';
import { type Millionths, productOf } from './exact-decimal.ts';
import { flattenExpressions } from './expression-tests.ts';
import { namedProcedures } from './procedure-expression.ts';
import { ProcedureReader } from './procedure-reader.ts';
import { type AuxiliaryRow, type CatalogueEntry, kindRank, meanCostAt, type RegionPack } from './region-pack.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 把体检无误的区域编成可匹配的样子;编一次,匹配多次。 */
export function compileRegion(pack: RegionPack): CompiledRegion {
  const { policy } = pack;
  const sources = pack.entries.filter(({ type }) => policy.typeOrder.includes(type));
  const procedures = new ProcedureReader(pack, sources);
  const entries = compileEntries(sources, pack, procedures);
  const comprehensive = entries.filter(({ type }) => type === 'comprehensive');
  return {
    name: pack.name,
    policy,
    entries,
    bySubcategory: bySubcategory(entries.filter(({ type }) => type !== 'comprehensive')),
    comprehensive: new ComprehensiveIndex(comprehensive, policy.comprehensiveFallsBack),
    procedures,
    contest: new Contest(policy, procedures),
  };
}

function compileEntries(
  sources: readonly CatalogueEntry[],
  { policy, auxiliary }: RegionPack,
  procedures: ProcedureReader,
): CompiledEntry[] {
  const ranks = new Map([...sources.map(({ code }) => code)].sort(byText).map((code, rank) => [code, rank]));
  const forAll = catalogues(auxiliary.filter(({ entry }) => entry === null));
  const ofEntry = new Set(auxiliary.map(({ entry }) => entry));
  return sources.map((source) => {
    const { code, type, kind, procedures: expression } = source;
    const meanCost = meanCostAt(source, policy.hospitalLevel);
    const terms = { score: source.score, meanCost, coefficient: coefficientFor(source, policy) };
    const pricing = compilePricing(terms, policy.deviation);
    return {
      source,
      code,
      type,
      kind: kindRank(kind),
      parts: (expression?.parts ?? []).map(({ anyOf }) => anyOf.map((named) => procedures.numberOf(named.code))),
      named: expression === null ? [] : namedProcedures(expression).map((named) => procedures.numberOf(named)),
      codeRank: ranks.get(code)!,
      mean: meanCost ?? 0,
      pricing,
      atNormal: Object.freeze({ entry: code, type, kind, ...pricing.atNormal }),
      auxiliary: ofEntry.has(code)
        ? catalogues(auxiliary.filter(({ entry }) => entry === null || entry === code))
        : forAll,
    };
  });
}

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** 基层病种用基层系数(同病同价),中医优势病种在机构系数上再乘其系数,其余用机构系数(手册 3.5)。 */
export function coefficientFor({ type }: Pick<CatalogueEntry, 'type'>, policy: RegionPolicy): Millionths {
  if (type === 'grassroots') return policy.grassrootsCoefficient;
  return type === 'tcm' ? productOf([policy.hospitalCoefficient, policy.tcmFactor]) : policy.hospitalCoefficient;
}

/** 按目录分开,目录内保持表中的先后。 */
function catalogues(rows: readonly AuxiliaryRow[]): AuxiliaryRow[][] {
  const byName = new Map<string, AuxiliaryRow[]>();
  for (const row of rows) byName.set(row.catalogue, [...(byName.get(row.catalogue) ?? []), row]);
  return [...byName.values()];
}

function bySubcategory(entries: readonly CompiledEntry[]): Map<string, SubcategoryEntries> {
  const groups = new Map<string, CompiledEntry[]>();
  for (const entry of entries) {
    const { text } = entry.source.diagnosis;
    const group = groups.get(text);
    if (group) group.push(entry);
    else groups.set(text, [entry]);
  }
  return new Map([...groups].map(([text, group]) => [text, subcategoryEntries(group)]));
}

function subcategoryEntries(group: readonly CompiledEntry[]): SubcategoryEntries {
  const withProcedures = group.filter(({ parts }) => parts.length > 0);
  return {
    withProcedures,
    tests: flattenExpressions(withProcedures.map(({ parts }) => parts)),
    withoutProcedures: group.filter(({ parts }) => parts.length === 0),
  };
}
