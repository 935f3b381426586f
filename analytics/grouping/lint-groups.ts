import { holdsAlways } from './condition-logic.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import { type RowCondition, ruleKey, type SchemePack } from './scheme-pack.ts';

/** ADRG 没有 DRG:结果就是 ADRG 码,权重表里要有它。 */
export function lintAdrgsWithoutDrg(pack: SchemePack, findings: FindingList): void {
  const withDrg = new Set(pack.drgs.map(ruleKey));
  for (const row of pack.adrgs) {
    if (row.kind === 'ambiguous' || withDrg.has(ruleKey(row))) continue;
    findings.warning('adrg-without-drg', row.at, `${row.adrg} 没有 DRG,入组结果将是 ${row.adrg} 自身`);
  }
}

interface Ordered {
  readonly at: RowPlace;
  readonly code: string;
  readonly owner: string;
  readonly order: number;
  readonly condition: RowCondition;
}

/** 同一上级之中,排在恒成立者之后的永远轮不到;次序相同的先后不明。 */
export function lintOrder(pack: SchemePack, findings: FindingList): void {
  const adrgs = pack.adrgs.map((row) => ({ ...row, code: row.adrg, owner: row.mdc }));
  const drgs = pack.drgs.map((row) => ({ ...row, code: row.drg, owner: ruleKey(row) }));
  const mdcs = pack.mdcs.map((row) => ({ ...row, code: row.mdc, owner: '' }));
  for (const rows of [adrgs, drgs]) lintShadowed(rows, findings);
  for (const rows of [mdcs, adrgs, drgs]) lintSameOrder(rows, findings);
}

function lintShadowed(rows: readonly Ordered[], findings: FindingList): void {
  const always = new Map<string, Ordered>();
  for (const row of rows) {
    const earlier = always.get(row.owner);
    if (earlier) {
      findings.warning(
        'shadowed',
        row.at,
        `${row.code} 排在恒成立的 ${earlier.code}(${placeText(earlier.at)})之后,永远轮不到`,
      );
    } else if (row.condition.tree && holdsAlways(row.condition.tree)) {
      always.set(row.owner, row);
    }
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

const placeText = (at: RowPlace) => `${at.source} 第 ${at.row} 行`;

/** 组码首字母应是 MDC 的字母。 */
export function lintLetters(pack: SchemePack, findings: FindingList): void {
  const mdcOf = new Map(pack.adrgs.map((row) => [ruleKey(row), row.mdc]));
  const check = (at: RowPlace, code: string, mdc: string | undefined) => {
    const letter = mdc?.at(-1);
    if (letter === undefined || code.startsWith(letter)) return;
    findings.warning('letter-mismatch', at, `${code} 的首字母与所属的 ${mdc} 不符,按编码归类的统计会错位`);
  };
  for (const row of pack.adrgs) check(row.at, row.adrg, row.mdc);
  for (const row of pack.drgs) check(row.at, row.drg, mdcOf.get(ruleKey(row)));
}
