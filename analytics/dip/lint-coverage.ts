import type { FindingList } from '../grouping/scheme-finding.ts';
import { ComprehensiveIndex } from './comprehensive-index.ts';
import { type CatalogueEntry, kindNames, kindRank, TREATMENT_KINDS } from './region-pack.ts';
import type { RegionPolicy } from './region-policy.ts';

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
