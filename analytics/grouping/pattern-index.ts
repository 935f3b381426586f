import { type CodeEntry, matchesEntry } from './code-entry.ts';
import type { CodeMark } from './fact-rows.ts';

/** 以前缀与区间写的清单项。 */
export class PatternIndex {
  private readonly ranges = new Map<number, (readonly [CodeEntry, CodeMark])[]>();
  private readonly prefixes = new Map<string, CodeMark[]>();
  private longestPrefix = 0;

  add(entry: CodeEntry, mark: CodeMark): void {
    if (entry.match === 'prefix') this.addPrefix(entry, mark);
    else this.addRange(entry, mark);
  }

  /** 编码合上的各笔,最具体的在后:区间、短前缀、长前缀。 */
  marks(code: string): CodeMark[] {
    const found: CodeMark[] = [];
    for (const [entry, mark] of this.ranges.get(code.charCodeAt(0)) ?? []) {
      if (matchesEntry(code, entry)) found.push(mark);
    }
    for (let length = 1; length <= Math.min(this.longestPrefix, code.length); length++) {
      const marks = this.prefixes.get(code.slice(0, length));
      if (marks) found.push(...marks);
    }
    return found;
  }

  private addPrefix({ code }: CodeEntry, mark: CodeMark): void {
    this.longestPrefix = Math.max(this.longestPrefix, code.length);
    const marks = this.prefixes.get(code);
    if (marks) marks.push(mark);
    else this.prefixes.set(code, [mark]);
  }

  /** 按首字符分桶,一个编码只与自己那一章的区间对照。 */
  private addRange(entry: CodeEntry, mark: CodeMark): void {
    for (let first = entry.code.charCodeAt(0); first <= entry.upTo.charCodeAt(0); first++) {
      const bucket = this.ranges.get(first);
      if (bucket) bucket.push([entry, mark]);
      else this.ranges.set(first, [[entry, mark]]);
    }
  }
}
