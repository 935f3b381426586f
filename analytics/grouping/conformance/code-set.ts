/** 编码类的集合,每类一位;不可改,各运算给出新的集合。 */
export class CodeSet {
  private constructor(private readonly words: Uint32Array) {}

  /** 取值小于 `size` 的集合。 */
  static of(size: number, members: Iterable<number>): CodeSet {
    const words = new Uint32Array(Math.ceil(size / 32));
    for (const member of members) words[member >>> 5]! |= 1 << (member & 31);
    return new CodeSet(words);
  }

  has(member: number): boolean {
    return (this.words[member >>> 5]! & (1 << (member & 31))) !== 0;
  }

  and(other: CodeSet): CodeSet {
    return new CodeSet(this.words.map((word, i) => word & other.words[i]!));
  }

  without(other: CodeSet): CodeSet {
    return new CodeSet(this.words.map((word, i) => word & ~other.words[i]!));
  }

  isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  *members(): Generator<number> {
    for (const [i, word] of this.words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) yield i * 32 + 31 - Math.clz32(rest & -rest);
    }
  }
}
