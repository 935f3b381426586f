import { type CodeEntry, normaliseCode } from './code-entry.ts';
import { CodeTable, HASH_SEED, hashStep } from './code-table.ts';
import type { CodeMark, FactRows } from './fact-rows.ts';
import { PatternIndex } from './pattern-index.ts';

// 方案没有逐个列出的编码(未知的、只合前缀或区间的、写法不标准的)查过一次便记住;记满即清空,
// 所以再多的乱码也占不满内存。过长的不记。
const REMEMBERED_CODES = 100_000;
const LONGEST_REMEMBERED = 40;

const SEPARATOR = '|'.charCodeAt(0);

/** 编码 → 事实的行。逐个列出的编码装入时算好;前缀与区间在首次见到某编码时才对照。 */
export class CodeDictionary {
  private readonly listed: CodeTable;
  private readonly remembered = new Map<string, number>();
  private readonly patterns = new PatternIndex();

  /** 由各项与其上记的一笔建成,写进 `facts`;`exclusionTableName` 由排除表的号说出它的名称。 */
  constructor(
    entries: Iterable<readonly [CodeEntry, CodeMark]>,
    readonly facts: FactRows,
    readonly exclusionTableName: (table: number) => string | null = () => null,
  ) {
    const exact = new Map<string, CodeMark[]>();
    for (const [entry, mark] of entries) {
      if (entry.match !== 'exact') this.patterns.add(entry, mark);
      else if (exact.has(entry.code)) exact.get(entry.code)!.push(mark);
      else exact.set(entry.code, [mark]);
    }
    const rowOf = (code: string, marks: readonly CodeMark[]) =>
      this.facts.intern([...this.patterns.marks(code), ...marks]);
    this.listed = new CodeTable(Array.from(exact, ([code, marks]) => [code, rowOf(code, marks)] as const));
  }

  /** 编码的事实;方案不认识的编码也有一行(空的)。 */
  rowOf(code: string): number {
    let hash = HASH_SEED;
    for (let i = 0; i < code.length; i++) hash = hashStep(hash, code.charCodeAt(i));
    const row = this.listed.find(code, 0, code.length, hash);
    return row >= 0 ? row : this.unlistedRow(code);
  }

  /** 方案认不认得这个编码(在任一用到的清单、等级或排除表中)。 */
  knows(code: string): boolean {
    return this.rowOf(code) !== this.facts.unknownCode;
  }

  /** 把以 `|` 相连的各编码的行依次写进 `target`(须不短于文本加一),返回个数;空文本没有编码。 */
  readDelimited(text: string, target: Int32Array): number {
    const { length } = text;
    let count = 0;
    for (let from = 0; from < length; ) {
      let hash = HASH_SEED;
      let to = from;
      for (; to < length; to++) {
        const char = text.charCodeAt(to);
        if (char === SEPARATOR) break;
        hash = hashStep(hash, char);
      }
      const row = this.listed.find(text, from, to, hash);
      target[count++] = row >= 0 ? row : this.unlistedRow(text.slice(from, to));
      from = to + 1;
    }
    return count;
  }

  private unlistedRow(code: string): number {
    const known = this.remembered.get(code);
    if (known !== undefined) return known;
    const normal = normaliseCode(code);
    const row = normal === code ? this.facts.intern(this.patterns.marks(code)) : this.rowOf(normal);
    if (code.length <= LONGEST_REMEMBERED) this.remember(code, row);
    return row;
  }

  private remember(code: string, row: number): void {
    if (this.remembered.size >= REMEMBERED_CODES) this.remembered.clear();
    // 逐字重拼:截取来的子串会让整块文件内容留在内存里。
    this.remembered.set(Array.from(code).join(''), row);
  }
}
