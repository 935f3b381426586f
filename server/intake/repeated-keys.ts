const BITS = 26;

/**
 * 找出文件里出现不止一次的病案号(再次住院、重复行),供数据库细查;内存固定 8 MB,不随行数增长。
 * 用哈希位图判断「见过」,所以可能多报(哈希相同),不会漏报;多报的由数据库排除。
 */
export class RepeatedKeys {
  readonly #seen = new Uint8Array(1 << (BITS - 3));
  readonly #repeated = new Set<string>();

  add(key: string): void {
    const bit = hash(key);
    const mask = 1 << (bit & 7);
    if (this.#seen[bit >>> 3]! & mask) this.#repeated.add(ownCopy(key));
    else this.#seen[bit >>> 3]! |= mask;
  }

  get repeated(): string[] {
    return [...this.#repeated];
  }
}

/** 从文件内容截取来的子串会让整块内容留在内存里;重编一遍,只留它自己。 */
const ownCopy = (text: string) => Buffer.from(text).toString();

/** FNV-1a,取高位折叠成 BITS 位。 */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return ((value >>> 0) ^ (value >>> BITS)) & ((1 << BITS) - 1);
}
