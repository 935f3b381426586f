import { holdsAlways } from './condition-logic.ts';
import { canHold } from './condition-reach.ts';
import { type Condition, conditionNodes } from './condition-tree.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import { groupRows, type RowCondition, ruleKey, type SchemePack } from './scheme-pack.ts';

interface Ordered {
  readonly at: RowPlace;
  readonly code: string;
  readonly owner: string;
  readonly order: number;
  readonly condition: RowCondition;
}

/** 同一上级之中,排在恒成立者之后、或前面几行已经包尽的,永远轮不到;次序相同的先后不明。 */
export function lintOrder(pack: SchemePack, findings: FindingList): void {
  const { mdcs, adrgs, drgs } = orderedRows(pack);
  for (const rows of [adrgs, drgs]) lintShadowed(rows, findings);
  for (const group of groupRows(drgs, (row) => row.owner).values()) lintExhausted(group, findings);
  for (const rows of [mdcs, adrgs, drgs]) lintSameOrder(rows, findings);
}

function orderedRows(pack: SchemePack) {
  return {
    mdcs: pack.mdcs.map((row): Ordered => ({ ...row, code: row.mdc, owner: '' })),
    adrgs: pack.adrgs.map((row): Ordered => ({ ...row, code: row.adrg, owner: row.mdc })),
    drgs: pack.drgs.map((row): Ordered => ({ ...row, code: row.drg, owner: ruleKey(row) })),
  };
}

function lintShadowed(rows: readonly Ordered[], findings: FindingList): void {
  const always = new Map<string, Ordered>();
  for (const row of rows) {
    const earlier = always.get(row.owner);
    if (earlier) {
      const message = `${row.code} 排在恒成立的 ${earlier.code}(${placeText(earlier.at)})之后,永远轮不到`;
      findings.warning('shadowed', row.at, message);
    } else if (row.condition.tree && holdsAlways(row.condition.tree)) {
      always.set(row.owner, row);
    }
  }
}

const placeText = (at: RowPlace) => `${at.source} 第 ${at.row} 行`;

/** 一条规则的几个 DRG 用的是同样的清单,可以合起来看:前面几行成立与否已包尽了这一行。 */
function lintExhausted(rows: readonly Ordered[], findings: FindingList): void {
  const earlier: Condition[] = [];
  for (const { at, code, condition } of rows) {
    if (condition.tree === null) continue;
    if (earlier.some(holdsAlways)) return;
    if (earlier.length > 0 && canHold(condition.tree) && !canHold(condition.tree, earlier)) {
      findings.warning('shadowed', at, `${code} 的条件「${condition.text}」成立时,前面的病组已经成立,永远轮不到`);
    }
    earlier.push(condition.tree);
  }
}

function lintSameOrder(rows: readonly Ordered[], findings: FindingList): void {
  const seen = new Map<string, Ordered>();
  for (const row of rows) {
    const key = `${row.owner}\u0000${row.order}`;
    const first = seen.get(key);
    if (first)
      findings.warning('order-twice', row.at, `${row.code} 与 ${first.code} 的 order 同为 ${row.order},按在表中的先后`);
    else seen.set(key, row);
  }
}

/** 自相矛盾的条件;没有 ADRG 的大类;什么病例也不收的方案。 */
export function lintReach(pack: SchemePack, findings: FindingList): void {
  const { mdcs, adrgs, drgs } = orderedRows(pack);
  const never = new Set<Ordered>();
  for (const row of [...mdcs, ...adrgs, ...drgs]) {
    if (row.condition.tree === null || canHold(row.condition.tree)) continue;
    never.add(row);
    findings.warning('never-holds', row.at, `${row.code} 的条件「${row.condition.text}」自相矛盾,没有病例能成立`);
  }
  const owners = new Set(pack.adrgs.map((row) => row.mdc));
  for (const { at, code } of mdcs) {
    if (!owners.has(code)) findings.warning('mdc-without-adrg', at, `${code} 没有 ADRG,收下的病例都进不了组`);
  }
  if (mdcs.length === 0 || adrgs.length === 0) return;
  const open = new Set(mdcs.filter((row) => !never.has(row)).map((row) => row.code));
  if (!adrgs.some((row) => open.has(row.owner) && !never.has(row))) {
    const message = '没有一个大类的任何 ADRG 可能成立,什么病例也不收;请核对 mdc、adrg 的条件与所属';
    findings.error('admits-nothing', { table: 'scheme', source: 'adrg', row: null }, message);
  }
}

/** 条件数部位,而它的大类一个部位也没有填:条件永远当作 0 个部位。没有这一列是缺列。 */
export function lintSites(pack: SchemePack, siteColumn: boolean, findings: FindingList): void {
  const withSites = new Set(pack.mdcDiagnoses.filter((row) => row.site !== null).map((row) => row.mdc));
  const mdcOf = new Map(pack.adrgs.map((row) => [ruleKey(row), row.mdc]));
  const rows = [
    ...pack.mdcs,
    ...pack.adrgs,
    ...pack.drgs.map((row) => ({ ...row, mdc: mdcOf.get(ruleKey(row)) ?? '' })),
  ];
  for (const { at, mdc, condition } of rows) {
    if (withSites.has(mdc) || condition.tree === null || !countsSites(condition.tree)) continue;
    const message = `条件「${condition.text}」数部位,而 mdc_diagnosis 表里 ${mdc} 的诊断都没有 site,部位数总是 0`;
    if (siteColumn) findings.warning('sites-empty', at, message);
    else findings.error('column-missing', at, `${message};缺少列 site`);
  }
}

const countsSites = (tree: Condition) =>
  [...conditionNodes(tree)].some((node) => node.kind === 'compare' && node.variable === 'sites');
