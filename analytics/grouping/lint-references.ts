import { type CodeEntry, entryText, matchesEntry } from './code-entry.ts';
import { type Condition, conditionNodes, listAxis } from './condition-tree.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import { listKey, type RowCondition, ruleKey, type SchemePack } from './scheme-pack.ts';

/** 病组所属的 ADRG、MDC 不存在。`broken` 中的表读不了,不拿它作依据。 */
export function lintOwners(pack: SchemePack, findings: FindingList, broken: ReadonlySet<string>): void {
  const mdcs = new Set(pack.mdcs.map((row) => row.mdc));
  const rules = new Set(pack.adrgs.map(ruleKey));
  if (!broken.has('mdc')) {
    for (const { at, mdc, adrg } of pack.adrgs) {
      if (!mdcs.has(mdc)) findings.error('mdc-missing', at, `${adrg} 属于 ${mdc},但 mdc 表没有它,这个组永远进不去`);
    }
    onceEach(
      pack.mdcDiagnoses,
      (row) => row.mdc,
      mdcs,
      ({ at, mdc }, count) => {
        findings.warning('codes-of-unknown-mdc', at, `mdc 表没有 ${mdc},它的 ${count} 个诊断不起作用`);
      },
    );
  }
  if (broken.has('adrg')) return;
  for (const row of pack.drgs) {
    if (!rules.has(ruleKey(row)))
      findings.error('adrg-missing', row.at, `${row.drg} 属于 ${ruleText(row)},但 adrg 表没有它,这个病组永远进不去`);
  }
  onceEach(pack.adrgCodes, ruleKey, rules, (row, count) => {
    findings.warning('codes-of-unknown-adrg', row.at, `adrg 表没有 ${ruleText(row)},它的 ${count} 个编码不起作用`);
  });
}

const ruleText = ({ adrg, rule }: { adrg: string; rule: string }) => (rule === '' ? adrg : `${adrg} 的规则 ${rule}`);

/** 不认识的键每个只报一次,连同它有几行。 */
function onceEach<T>(
  rows: readonly T[],
  key: (row: T) => string,
  known: ReadonlySet<string>,
  report: (first: T, count: number) => void,
): void {
  const unknown = new Map<string, { first: T; count: number }>();
  for (const row of rows) {
    if (known.has(key(row))) continue;
    const entry = unknown.get(key(row)) ?? { first: row, count: 0 };
    entry.count++;
    unknown.set(key(row), entry);
  }
  for (const { first, count } of unknown.values()) report(first, count);
}

/** 条件里用到的清单没有编码、用到的表不在包里。 */
export function lintLists(pack: SchemePack, findings: FindingList, broken: ReadonlySet<string>): void {
  const mdcLists = new Set(pack.mdcDiagnoses.map((row) => row.mdc));
  const ruleLists = new Set(pack.adrgCodes.map((row) => listKey(row, row.list)));
  const check = (at: RowPlace, condition: RowCondition, hasCodes: (list: string) => boolean) => {
    for (const list of emptyLists(condition.tree, (name) =>
      name === 'valid' ? pack.validProcedures.length > 0 : hasCodes(name),
    )) {
      const home = list === 'valid' ? 'valid_procedure' : at.table === 'mdc' ? 'mdc_diagnosis' : 'adrg_code';
      if (broken.has(home)) continue;
      findings.error(
        'list-empty',
        at,
        `条件「${condition.text}」用到清单 ${list},但 ${home} 表里它没有编码,条件无从判断`,
      );
    }
  };
  for (const row of pack.mdcs) check(row.at, row.condition, (list) => list === 'dx' && mdcLists.has(row.mdc));
  for (const row of pack.adrgs) check(row.at, row.condition, (list) => ruleLists.has(listKey(row, list)));
  for (const row of pack.drgs) check(row.at, row.condition, (list) => ruleLists.has(listKey(row, list)));
  if (!broken.has('complication')) lintComplicationUse(pack, findings);
}

/** 清单名不合约定,或没有条件用它:其中的编码不起作用。每个清单报一次。 */
export function lintUnusedLists(pack: SchemePack, findings: FindingList): void {
  const used = new Set<string>();
  for (const row of [...pack.adrgs, ...pack.drgs]) {
    for (const node of row.condition.tree === null ? [] : conditionNodes(row.condition.tree)) {
      if (node.kind === 'member') used.add(listKey(row, node.list));
    }
  }
  const rules = new Set(pack.adrgs.map(ruleKey));
  const ofKnownRules = pack.adrgCodes.filter((row) => rules.has(ruleKey(row)));
  onceEach(
    ofKnownRules,
    (row) => listKey(row, row.list),
    used,
    (row, count) => {
      const { at, list } = row;
      if (listAxis(list) === null || list === 'valid') {
        const message = `清单名「${list}」不合约定(dx、dx1…、proc、proc1…),${ruleText(row)} 的 ${count} 个编码不起作用`;
        findings.warning('list-unknown', at, message);
      } else {
        const message = `${ruleText(row)} 的清单 ${list} 没有条件用到,其中 ${count} 个编码不起作用`;
        findings.warning('list-unused', at, message);
      }
    },
  );
}

function emptyLists(tree: Condition | null, hasCodes: (list: string) => boolean): Set<string> {
  const empty = new Set<string>();
  for (const node of tree === null ? [] : conditionNodes(tree)) {
    if (node.kind === 'member' && !hasCodes(node.list)) empty.add(node.list);
  }
  return empty;
}

/** 条件看 mcc、cc 而并发症表是空的:每个病例都会落到「不伴」的组。 */
function lintComplicationUse(pack: SchemePack, findings: FindingList): void {
  if (pack.complications.length > 0) return;
  const user = [...pack.mdcs, ...pack.adrgs, ...pack.drgs].find(
    ({ condition }) =>
      condition.tree !== null && [...conditionNodes(condition.tree)].some((n) => n.kind === 'complication'),
  );
  if (user)
    findings.warning(
      'complication-empty',
      user.at,
      '条件用到 mcc / cc,但 complication 表没有编码,病例都会落到不伴并发症的组',
    );
}

/** 一个编码既是 MCC 又是 CC(含前缀、区间相交)。 */
export function lintComplicationLevels(pack: SchemePack, findings: FindingList): void {
  const mcc = pack.complications.filter((row) => row.level === 'MCC');
  const cc = pack.complications.filter((row) => row.level === 'CC');
  const byCode = new Map(mcc.filter((row) => row.entry.match === 'exact').map((row) => [row.entry.code, row]));
  const patterns = mcc.filter((row) => row.entry.match !== 'exact');
  for (const row of cc) {
    const clash = clashing(row.entry, byCode, patterns);
    if (!clash) continue;
    const message = `${entryText(row.entry)} 是 CC,又在 ${clash.at.source} 第 ${clash.at.row} 行是 MCC,并发症等级不定`;
    findings.error('mcc-and-cc', row.at, message);
  }
}

function clashing<T extends { entry: CodeEntry }>(
  entry: CodeEntry,
  exact: ReadonlyMap<string, T>,
  patterns: readonly T[],
): T | undefined {
  if (entry.match === 'exact')
    return exact.get(entry.code) ?? patterns.find((other) => matchesEntry(entry.code, other.entry));
  const inside = [...exact.values()].find((other) => matchesEntry(other.entry.code, entry));
  // 两个前缀或区间相交时,其中一个的下端必落在另一个之中。
  const touches = (other: T) => matchesEntry(entry.code, other.entry) || matchesEntry(other.entry.code, entry);
  return inside ?? patterns.find(touches);
}

/** 排除表无人引用,或被引用而没有主要诊断。 */
export function lintExclusionTables(pack: SchemePack, findings: FindingList): void {
  const named = new Map(pack.complications.map((row) => [row.exclusionTable, row.at]));
  named.delete(null);
  const defined = new Map(pack.exclusions.map((row) => [row.exclusionTable, row.at]));
  for (const [table, at] of defined) {
    if (!named.has(table)) findings.warning('exclusion-unused', at, `排除表 ${table} 没有并发症引用,不起作用`);
  }
  for (const [table, at] of named) {
    if (table !== null && !defined.has(table)) {
      findings.warning('exclusion-undefined', at, `排除表 ${table} 没有主要诊断,引用它的并发症永不被排除`);
    }
  }
}
