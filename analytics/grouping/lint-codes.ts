import { isDiagnosisForm, isProcedureForm } from '../discharge/icd-code.ts';
import { type CodeEntry, matchesEntry } from './code-entry.ts';
import { requiresMainDiagnosisIn } from './condition-logic.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import { ruleKey, type SchemePack } from './scheme-pack.ts';

const few = (codes: readonly string[], shown = 3) =>
  `${codes.slice(0, shown).join('、')}${codes.length > shown ? ' 等' : ''}`;

/** 进不了组的诊断要逐个去核对,列得多些。 */
const UNREACHABLE_SHOWN = 50;

/** ADRG 要主要诊断在 dx 清单中,而清单里有些诊断它的 MDC 从不收。每条规则报一次。 */
export function lintAdmission(pack: SchemePack, findings: FindingList): void {
  const admitting = new Set(
    pack.mdcs
      .filter(({ condition }) => condition.tree && requiresMainDiagnosisIn(condition.tree, 'dx'))
      .map((row) => row.mdc),
  );
  const admitted = admittedDiagnoses(pack);
  const listed = diagnosesByRule(pack);
  for (const { at, adrg, rule, mdc, condition } of pack.adrgs) {
    if (!admitting.has(mdc) || !condition.tree || !requiresMainDiagnosisIn(condition.tree, 'dx')) continue;
    const codes = (listed.get(ruleKey({ adrg, rule })) ?? []).filter((code) => !admitted(mdc, code));
    if (codes.length === 0) continue;
    findings.warning(
      'dx-not-admitted',
      at,
      `${adrg} 的 ${codes.length} 个诊断不在 ${mdc} 的诊断表中,进不了这个组:${few(codes, UNREACHABLE_SHOWN)}`,
    );
  }
}

/** 各规则 dx 清单里逐个列出的编码;前缀与区间范围宽于 MDC 是常事,不查。 */
function diagnosesByRule(pack: SchemePack): Map<string, string[]> {
  const listed = new Map<string, string[]>();
  for (const row of pack.adrgCodes) {
    if (row.list !== 'dx' || row.entry.match !== 'exact') continue;
    const key = ruleKey(row);
    const codes = listed.get(key);
    if (codes) codes.push(row.entry.code);
    else listed.set(key, [row.entry.code]);
  }
  return listed;
}

function admittedDiagnoses(pack: SchemePack): (mdc: string, code: string) => boolean {
  const exact = new Set<string>();
  const patterns = new Map<string, CodeEntry[]>();
  for (const { mdc, entry } of pack.mdcDiagnoses) {
    if (entry.match === 'exact') exact.add(`${mdc} ${entry.code}`);
    else patterns.set(mdc, [...(patterns.get(mdc) ?? []), entry]);
  }
  return (mdc, code) =>
    exact.has(`${mdc} ${code}`) || (patterns.get(mdc) ?? []).some((entry) => matchesEntry(code, entry));
}

interface ListedCode {
  readonly at: RowPlace;
  readonly entry: CodeEntry;
}

/** 编码写法与国家标准不同:病例里的编码若是标准写法就合不上。每份文件报一次。 */
export function lintCodeForms(pack: SchemePack, findings: FindingList): void {
  const isDxList = (list: string) => list.startsWith('dx');
  const diagnoses: (readonly ListedCode[])[] = [
    pack.mdcDiagnoses,
    pack.adrgCodes.filter((row) => isDxList(row.list)),
    pack.complications,
    pack.exclusions,
  ];
  for (const rows of diagnoses) lintForms(rows, isDiagnosisForm, '诊断', findings);
  const procedures = [pack.adrgCodes.filter((row) => !isDxList(row.list)), pack.validProcedures];
  for (const rows of procedures) lintForms(rows, isProcedureForm, '手术操作', findings);
}

function lintForms(
  rows: readonly ListedCode[],
  hasForm: (code: string) => boolean,
  what: string,
  findings: FindingList,
): void {
  const odd = new Map<string, { at: RowPlace; codes: Set<string> }>();
  for (const { at, entry } of rows) {
    if (entry.match !== 'exact' || hasForm(entry.code)) continue;
    const group = odd.get(at.source) ?? { at, codes: new Set() };
    group.codes.add(entry.code);
    odd.set(at.source, group);
  }
  for (const { at, codes } of odd.values()) {
    findings.warning(
      'code-form',
      at,
      `${codes.size} 个${what}编码写法少见:${few([...codes])};病例里的写法不同就合不上`,
    );
  }
}

/** 名称缺失:组没有名称逐个报,编码没有名称每张名称表报一次(没有名称表就不报)。 */
export function lintNames(pack: SchemePack, findings: FindingList): void {
  const groups = [
    ...pack.mdcs.map((row) => ({ ...row, code: row.mdc })),
    ...pack.adrgs.map((row) => ({ ...row, code: row.adrg })),
    ...pack.drgs.map((row) => ({ ...row, code: row.drg })),
  ];
  for (const { at, code, name } of groups) {
    if (name === '') findings.warning('name-missing', at, `${code} 没有名称,报表上只能显示编码`);
  }
  const isDx = (list: string) => list.startsWith('dx');
  lintCodeNames(pack.diagnosisNames, [...pack.mdcDiagnoses, ...pack.adrgCodes.filter((r) => isDx(r.list))], findings);
  lintCodeNames(
    pack.procedureNames,
    [...pack.validProcedures, ...pack.adrgCodes.filter((r) => !isDx(r.list))],
    findings,
  );
}

function lintCodeNames(
  names: readonly { at: RowPlace; code: string; name: string }[],
  listed: readonly ListedCode[],
  findings: FindingList,
): void {
  const [first] = names;
  if (!first) return;
  const named = new Set(names.filter((row) => row.name !== '').map((row) => row.code));
  const nameless = new Set(listed.filter(({ entry }) => entry.match === 'exact').map(({ entry }) => entry.code));
  for (const code of named) nameless.delete(code);
  if (nameless.size === 0) return;
  const at = { ...first.at, row: null };
  findings.warning('code-name-missing', at, `${nameless.size} 个分组用到的编码没有名称:${few([...nameless])}`);
}
