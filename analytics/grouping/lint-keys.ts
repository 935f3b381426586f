import { type CodeEntry, entryText } from './code-entry.ts';
import type { FindingList, RowPlace } from './scheme-finding.ts';
import type { SchemePack } from './scheme-pack.ts';

interface KeyedRow {
  readonly at: RowPlace;
  readonly entry?: CodeEntry;
}

interface KeyedTable {
  readonly rows: readonly KeyedRow[];
  /** 键的各列,依次给人看。 */
  readonly key: (row: never) => readonly string[];
}

/** 键重复:不知以哪一行为准。 */
export function lintKeys(pack: SchemePack, findings: FindingList): void {
  for (const { rows, key } of keyedTables(pack)) {
    const seen = new Map<string, KeyedRow>();
    for (const row of rows) {
      const parts = key(row as never);
      const text = parts.join('\u0000');
      const first = seen.get(text);
      if (!first) seen.set(text, row);
      else if (isAlike(first, row)) findings.warning('code-alike', row.at, alike(row, first));
      else findings.error('key-twice', row.at, duplicate(parts, first.at));
    }
  }
}

const writtenIn = ({ entry }: KeyedRow) => entry && (entry.written ?? entryText(entry));

/** 两行只是编码的大小写、全半角不同,其余都一样:重复而无害。 */
function isAlike(a: KeyedRow, b: KeyedRow): boolean {
  if (a.entry === undefined || writtenIn(a) === writtenIn(b)) return false;
  const content = ({ at: _at, entry: _entry, ...rest }: KeyedRow) => JSON.stringify(rest);
  return content(a) === content(b);
}

function alike(row: KeyedRow, first: KeyedRow): string {
  const where = `${first.at.source} 第 ${first.at.row} 行`;
  return `${writtenIn(row)} 与 ${where}的 ${writtenIn(first)} 是同一个编码的两种写法,只算一个`;
}

function duplicate(parts: readonly string[], first: RowPlace): string {
  const key = parts.filter((part) => part !== '').join('、');
  return `${key} 已在 ${first.source} 第 ${first.row} 行出现过,不知以哪一行为准`;
}

function keyedTables(pack: SchemePack): KeyedTable[] {
  const table = <T extends KeyedRow>(rows: readonly T[], key: (row: T) => readonly string[]): KeyedTable => ({
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
