/** 散列的起点;逐字符以 {@link hashStep} 推进。 */
export const HASH_SEED = 5381;

/** 散列推进一个字符。 */
export const hashStep = (hash: number, char: number): number => (Math.imul(hash, 33) ^ char) | 0;

/** 编码多只差末位,散列的低位要再搅一次才分得开。 */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;

// 一个槽的四格:散列、编码字符的起点、长度(0 为空槽)、事实的行。
const SLOT = 4;

/**
 * 编码 → 事实的行。直接在整段文本里按位置查,不必先截出子串:
 * 内置的 Map 要求每个编码是一个新字符串,截取、求散列、回收占去批量分组近一半的时间。
 */
export class CodeTable {
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** 各编码的字符首尾相接。 */
  private readonly chars: Uint16Array;
  private charsUsed = 0;

  constructor(entries: readonly (readonly [code: string, row: number])[]) {
    const size = 2 ** Math.ceil(Math.log2(entries.length * 2 + 2));
    this.mask = size - 1;
    this.slots = new Int32Array(size * SLOT);
    this.chars = new Uint16Array(entries.reduce((sum, [code]) => sum + code.length, 0));
    for (const [code, row] of entries) this.insert(code, row);
  }

  /** `text` 中 from ≤ 位 < to 的编码的行;`hash` 是这一段的散列。没有为 -1。 */
  find(text: string, from: number, to: number, hash: number): number {
    const { slots, mask } = this;
    const length = to - from;
    for (let i = spread(hash) & mask; ; i = (i + 1) & mask) {
      const slot = i * SLOT;
      const known = slots[slot + 2]!;
      if (known === 0) return -1;
      if (slots[slot] === hash && known === length && this.matches(slots[slot + 1]!, text, from, to)) {
        return slots[slot + 3]!;
      }
    }
  }

  private matches(start: number, text: string, from: number, to: number): boolean {
    const { chars } = this;
    for (let i = from, at = start; i < to; i++, at++) if (text.charCodeAt(i) !== chars[at]) return false;
    return true;
  }

  private insert(code: string, row: number): void {
    const start = this.charsUsed;
    let hash = HASH_SEED;
    for (let i = 0; i < code.length; i++) {
      const char = code.charCodeAt(i);
      this.chars[this.charsUsed++] = char;
      hash = hashStep(hash, char);
    }
    let i = spread(hash) & this.mask;
    while (this.slots[i * SLOT + 2] !== 0) i = (i + 1) & this.mask;
    this.slots.set([hash, start, code.length, row], i * SLOT);
  }
}
