import { isProcedureForm } from '../discharge/icd-code.ts';
import type { FindingList } from '../grouping/scheme-finding.ts';
import { otherProcedureVersion } from './icd-version.ts';
import { namedProcedures } from './procedure-expression.ts';
import { type CatalogueEntry, type RegionPack, typeNames } from './region-pack.ts';

/** 永远选不上的病种与用不到的写法:表达式不可能成立是错误,其余提醒。 */
export function lintReach(
  { entries, procedureKinds, dictionary, auxiliary }: Omit<RegionPack, 'name' | 'policy'>,
  findings: FindingList,
): void {
  const listed = new Set(procedureKinds.map(({ code }) => code));
  const known = { has: (code: string) => listed.has(code) || (dictionary?.find(code) ?? null) !== null };
  const unknown = new Map<string, CatalogueEntry>();
  for (const entry of entries) {
    lintExpression(entry, known, unknown, findings);
    lintScope(entry, findings);
  }
  if (unknown.size > 0) reportUnknown(unknown, findings);
  lintSameEntries(entries, findings);
  const codes = new Set(entries.map(({ code }) => code));
  for (const { at, entry } of auxiliary) {
    if (entry !== null && !codes.has(entry)) findings.error('entry-missing', at, `目录中没有病种 ${entry}`);
  }
}

function lintExpression(
  entry: CatalogueEntry,
  known: { has(code: string): boolean },
  unknown: Map<string, CatalogueEntry>,
  findings: FindingList,
): void {
  const expression = entry.procedures;
  if (expression === null) return;
  const possible = (code: string) => known.has(code) || isProcedureForm(code);
  for (const { anyOf } of expression.parts) {
    const impossible = anyOf.map(({ code }) => code).filter((code) => !possible(code));
    if (impossible.length === 0) continue;
    const shown = impossible.map(shownWithVersion).join('、');
    if (impossible.length === anyOf.length)
      findings.error('expression-never', entry.at, `「${expression.text}」永远不会成立:${shown} 不是手术操作编码`);
    else findings.warning('procedure-form', entry.at, `「${expression.text}」中的 ${shown} 不是手术操作编码,不起作用`);
  }
  const named = namedProcedures(expression);
  for (const code of named) if (!known.has(code) && isProcedureForm(code)) unknown.set(code, entry);
  if (named.length < expression.parts.reduce((sum, { anyOf }) => sum + anyOf.length, 0))
    findings.warning('expression-repeats', entry.at, `「${expression.text}」把同一操作写了两次,+ 的项数照写法计`);
}

function shownWithVersion(code: string): string {
  const other = otherProcedureVersion(code);
  return other === null ? code : `${code}(像是${other})`;
}

function reportUnknown(unknown: ReadonlyMap<string, CatalogueEntry>, findings: FindingList): void {
  const [first] = unknown.values();
  const few = [...unknown.keys()].slice(0, 3).join('、');
  const message = `${unknown.size} 个操作不在操作表中,没有治疗方式:${few}${unknown.size > 3 ? ' 等' : ''}`;
  findings.warning('procedure-unknown', { ...first!.at, row: null }, message);
}

function lintScope({ at, code, type, kind, diagnosis, procedures }: CatalogueEntry, findings: FindingList): void {
  const name = `${typeNames[type]} ${code}`;
  if (type === 'comprehensive') {
    if (procedures !== null) findings.warning('expression-unused', at, `${name} 不看操作表达式,只看诊断与治疗方式`);
    return;
  }
  if (diagnosis.level !== 'subcategory')
    findings.warning('entry-unreachable', at, `${name} 的诊断是 ${diagnosis.text};只有亚目(前五位)的才会成为候选`);
  if (procedures === null && kind !== 'conservative')
    findings.warning('kind-unmet', at, `${name} 不要求操作,只有保守治疗的病例会用到,却写着 ${kind}`);
}

/** 范围、操作、方式、均费都相同:永远取编码小的,另一个选不上。 */
function lintSameEntries(entries: readonly CatalogueEntry[], findings: FindingList): void {
  const seen = new Map<string, CatalogueEntry>();
  for (const entry of entries) {
    const { type, diagnosis, kind, procedures, meanCost } = entry;
    const expression = type === 'comprehensive' ? '' : `${procedures?.text ?? ''} ${meanCost}`;
    const key = [type, diagnosis.text, kind, expression].join(' ');
    const first = seen.get(key);
    if (first)
      findings.warning('entry-same', entry.at, `${entry.code} 与 ${first.code} 的条件全同,只会取到编码小的一个`);
    else seen.set(key, entry);
  }
}
