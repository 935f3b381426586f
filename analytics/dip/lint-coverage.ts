import type { FindingList } from '../grouping/scheme-finding.ts';
import { ComprehensiveIndex } from './comprehensive-index.ts';
import { type CatalogueEntry, ENTRY_TYPES, kindNames, kindRank, TREATMENT_KINDS, typeNames } from './region-pack.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 目录里有这类病种,type_order 却没有它:这些病种不参加匹配。每类提醒一次。 */
export function lintTypeOrder(entries: readonly CatalogueEntry[], policy: RegionPolicy, findings: FindingList): void {
  for (const type of ENTRY_TYPES) {
    const left = entries.filter((entry) => entry.type === type);
    if (left.length === 0 || policy.typeOrder.includes(type)) continue;
    findings.warning(
      'type-not-ordered',
      { ...left[0]!.at, row: null },
      `type_order 没有${typeNames[type]},目录中的 ${left.length} 个不参加匹配`,
    );
  }
}

/** 有核心或基层病种的亚目,没有综合病种承接某一治疗方式:不合表达式的病例就不入组。每种方式提醒一次。 */
export function lintCoverage(entries: readonly CatalogueEntry[], policy: RegionPolicy, findings: FindingList): void {
  const [first] = entries;
  if (!first) return;
  const comprehensive = entries
    .filter(({ type }) => type === 'comprehensive')
    .map((source, codeRank) => ({ source, kind: kindRank(source.kind), codeRank }));
  const index = new ComprehensiveIndex(comprehensive, policy.comprehensiveFallsBack);
  const subcategories = new Set(
    entries.filter(({ type }) => type !== 'comprehensive').map(({ diagnosis }) => diagnosis.text),
  );
  for (const kind of TREATMENT_KINDS) {
    const gaps = [...subcategories].filter((code) => index.find(code, kindRank(kind)) === undefined);
    if (gaps.length === 0) continue;
    findings.warning(
      'comprehensive-gap',
      { ...first.at, row: null },
      `${gaps.length} 个亚目的「${kindNames[kind]}」没有综合病种承接,不合核心病种的病例不入组:${few(gaps)}`,
    );
  }
}

const few = (codes: readonly string[]) => `${codes.slice(0, 5).join('、')}${codes.length > 5 ? ' 等' : ''}`;
