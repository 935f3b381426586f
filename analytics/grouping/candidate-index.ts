import type { CodeDictionary } from './code-dictionary.ts';
import { couldHold } from './compile-condition.ts';
import type { CompiledMdc } from './compiled-scheme.ts';
import type { CodeAxis } from './condition-tree.ts';
import { CELL } from './fact-rows.ts';

/**
 * 候选:以某编码为主要编码时,哪些 MDC、哪些 ADRG 规则还可能成立。按事实的行首次用到时算出,
 * 是一段位图:先是 MDC,再是各 MDC 的规则(每个 MDC 从一个新的字开始)。
 * 判定时取主要诊断与主要手术两段之交,几百条规则里通常只剩两三条要真的求值。
 */
export class CandidateIndex {
  /** 全部位图;加段时可能换成更大的数组。第 0 字空着,行的 CANDIDATES 格以 0 表示还没有算。 */
  words = new Int32Array(1024);
  private used = 1;
  private readonly length: number;

  constructor(
    private readonly mdcs: readonly CompiledMdc[],
    private readonly axis: CodeAxis,
    private readonly dictionary: CodeDictionary,
  ) {
    const last = mdcs.at(-1);
    this.length = last ? last.firstWord + last.wordCount : 0;
  }

  /** 该行的位图在 `words` 中的起点。 */
  startFor(row: number): number {
    const start = this.dictionary.facts.cells[row + CELL.CANDIDATES]!;
    return start === 0 ? this.learn(row) : start;
  }

  private learn(row: number): number {
    const start = this.reserve();
    const { facts } = this.dictionary;
    for (const mdc of this.mdcs) {
      if (!couldHold(mdc.condition, this.axis, facts, row)) continue;
      this.mark(start, 0, mdc.index);
      for (const [i, rule] of mdc.rules.entries()) {
        if (couldHold(rule.condition, this.axis, facts, row)) this.mark(start, mdc.firstWord, i);
      }
    }
    facts.cells[row + CELL.CANDIDATES] = start;
    return start;
  }

  private mark(start: number, firstWord: number, index: number): void {
    this.words[start + firstWord + (index >>> 5)]! |= 1 << (index & 31);
  }

  private reserve(): number {
    const start = this.used;
    this.used += this.length;
    if (this.used > this.words.length) {
      const larger = new Int32Array(Math.max(this.used, this.words.length * 2));
      larger.set(this.words);
      this.words = larger;
    }
    return start;
  }
}
