import { entryText } from './code-entry.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import type { SchemePack } from './scheme-pack.ts';

interface KeyedTable {
  readonly rows: readonly { readonly at: RowPlace }[];
  /** 键的各列,依次给人看。 */
  readonly key: (row: never) => readonly string[];
}

/** 键重复:不知以哪一行为准。 */
export function lintKeys(pack: SchemePack, findings: FindingList): void {
  for (const { rows, key } of keyedTables(pack)) {
    const seen = new Map<string, RowPlace>();
    for (const row of rows) {
      const parts = key(row as never);
      const text = parts.join('\u0000');
      const first = seen.get(text);
      if (first) findings.error('key-twice', row.at, duplicate(parts, first));
      else seen.set(text, row.at);
    }
  }
}

function duplicate(parts: readonly string[], first: RowPlace): string {
  const key = parts.filter((part) => part !== '').join('、');
  return `${key} 已在 ${first.source} 第 ${first.row} 行出现过,不知以哪一行为准`;
}

function keyedTables(pack: SchemePack): KeyedTable[] {
  const table = <T extends { at: RowPlace }>(rows: readonly T[], key: (row: T) => readonly string[]): KeyedTable => ({
    rows,
    key,
  });
  return [
    table(pack.mdcs, (row) => [row.mdc]),
    table(pack.mdcDiagnoses, (row) => [row.mdc, entryText(row.entry)]),
    table(pack.adrgs, (row) => [row.adrg, row.rule]),
    table(pack.adrgCodes, (row) => [row.adrg, row.rule, row.list, entryText(row.entry)]),
    table(pack.drgs, (row) => [row.drg, row.rule]),
    // 一码既是 MCC 又是 CC 另有专门的一条。
    table(pack.complications, (row) => [entryText(row.entry), row.level]),
    table(pack.exclusions, (row) => [entryText(row.entry)]),
    table(pack.validProcedures, (row) => [entryText(row.entry)]),
    table(pack.diagnosisNames, (row) => [row.code]),
    table(pack.procedureNames, (row) => [row.code]),
    table(pack.weights, (row) => [row.drg]),
  ];
}
