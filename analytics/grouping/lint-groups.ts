import type { FindingList, RowPlace } from './scheme-finding.ts';
import { ruleKey, type SchemePack } from './scheme-pack.ts';

/** ADRG 没有 DRG:结果就是 ADRG 码,权重表里要有它。 */
export function lintAdrgsWithoutDrg(pack: SchemePack, findings: FindingList): void {
  const withDrg = new Set(pack.drgs.map(ruleKey));
  for (const row of pack.adrgs) {
    if (row.kind === 'ambiguous' || withDrg.has(ruleKey(row))) continue;
    findings.warning(
      'adrg-without-drg',
      row.at,
      `${row.adrg} 没有 DRG,入组结果将是 ${row.adrg} 自身,权重表里要有它才算得出权重`,
    );
  }
}

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
