import { copyText, ESCAPES } from './bulk-load.ts';

const TAB = 9;
const NEWLINE = 10;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const BACKSLASH = 92;
const SPACE = 32;
/** 来源行的分隔:格后、行后。 */
export const UNIT_SEPARATOR = 0x1f;
export const RECORD_SEPARATOR = 0x1e;

/** 须转义的字符 → 反斜杠后的字母;其余为 0。 */
const ESCAPED = new Uint8Array(0x80);
for (const [character, written] of Object.entries(ESCAPES)) ESCAPED[character.charCodeAt(0)] = written.charCodeAt(1);

const BILLION = 1_000_000_000;
/** 一个安全整数、两位小数、引号与分隔符至多占的字节。 */
const NUMBER_WIDTH = 24;

/**
 * 逐格写 COPY 文本(制表符分隔,`\N` 为空)的缓冲区,直接写成字节:先拼成字符串再编码,
 * 每行要多造几十个短命的字符串,含中文的还会整行按双字节展开,慢几倍。
 * 每写一格,其后跟一个分隔符;一行至少一格,写完调用 {@link end}。
 */
export class LineBuffer {
  #bytes: Uint8Array;
  #length = 0;
  constructor(capacity = 256 * 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** 已写的字节数。 */
  get length(): number {
    return this.#length;
  }

  /** 一格文字,特殊字符转义。 */
  text(value: string | null): this {
    if (value === null) return this.null();
    this.#reserve(value.length * 3 + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code < 0x80) {
        if (ESCAPED[code] !== 0) {
          bytes[at++] = BACKSLASH;
          bytes[at++] = ESCAPED[code]!;
        } else if (code !== 0) bytes[at++] = code;
      } else if (isSurrogate(code)) return this.#encoded(copyText(value), TAB);
      else at = writeWide(bytes, at, code);
    }
    bytes[at++] = TAB;
    this.#length = at;
    return this;
  }

  /** 一格原文,不转义;以 ASCII 的单元分隔符(1F)相隔,值里的分隔符写作空格。 */
  raw(value: string): this {
    this.#reserve(value.length * 3 + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code < 0x80) bytes[at++] = code === UNIT_SEPARATOR || code === RECORD_SEPARATOR ? SPACE : code;
      else if (isSurrogate(code)) return this.#encoded(withoutSeparators(value), UNIT_SEPARATOR);
      else at = writeWide(bytes, at, code);
    }
    bytes[at++] = UNIT_SEPARATOR;
    this.#length = at;
    return this;
  }

  /** 一格日期:`YYYY-MM-DD` 或其后带时刻的,只写日期。 */
  day(value: string | null): this {
    if (value === null) return this.null();
    this.#reserve(11);
    for (let i = 0; i < 10; i++) this.#bytes[this.#length++] = value.charCodeAt(i);
    return this.#byte(TAB);
  }

  /** 一格整数(安全整数)或小数。 */
  number(value: number | null): this {
    if (value === null) return this.null();
    if (!Number.isSafeInteger(value)) return this.text(String(value));
    this.#reserve(NUMBER_WIDTH);
    this.#integer(value);
    return this.#byte(TAB);
  }

  /** 一格金额:分写成元,如 `123.40`。 */
  money(fen: number | null): this {
    if (fen === null) return this.null();
    this.#reserve(NUMBER_WIDTH);
    const absolute = Math.abs(fen);
    const yuan = Math.floor(absolute / 100);
    if (fen < 0) this.#byte(MINUS);
    this.#integer(yuan);
    this.#byte(POINT);
    return this.#digits(absolute - yuan * 100, 2).#byte(TAB);
  }

  flag(value: boolean): this {
    this.#reserve(2);
    return this.#byte(value ? 116 : 102).#byte(TAB);
  }

  /** 一格整数数组,如 `{1,NULL,3}`。 */
  integers(values: readonly (number | undefined)[]): this {
    this.#reserve(values.length * NUMBER_WIDTH + 3);
    this.#byte(123);
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.#byte(COMMA);
      const value = values[i];
      if (value === undefined) this.#byte(78).#byte(85).#byte(76).#byte(76);
      else this.#integer(value);
    }
    return this.#byte(125).#byte(TAB);
  }

  null(): this {
    this.#reserve(3);
    return this.#byte(BACKSLASH).#byte(78).#byte(TAB);
  }

  /** 一行写完:末格后的分隔符换成 `terminator`,缺省为换行。 */
  end(terminator = NEWLINE): void {
    this.#bytes[this.#length - 1] = terminator;
  }

  /** 已写的字节,可以转移给别的线程;此后从空的开始。 */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken as Uint8Array<ArrayBuffer>;
  }

  #byte(value: number): this {
    this.#bytes[this.#length++] = value;
    return this;
  }

  #integer(value: number): void {
    if (value < 0) this.#byte(MINUS);
    const absolute = Math.abs(value);
    const high = Math.floor(absolute / BILLION);
    const low = absolute - high * BILLION;
    if (high > 0) this.#digits(high, digitCount(high)).#digits(low, 9);
    else this.#digits(low, digitCount(low));
  }

  /** 写出十亿以内的数,前面补零到 `width` 位。 */
  #digits(value: number, width: number): this {
    const bytes = this.#bytes;
    let rest = value | 0;
    for (let at = this.#length + width - 1; at >= this.#length; at--) {
      const tens = (rest / 10) | 0;
      bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.#length += width;
    return this;
  }

  /** 少见的文字(有 BMP 之外的字)由 Buffer 编码。 */
  #encoded(text: string, separator: number): this {
    const bytes = Buffer.from(text);
    this.#reserve(bytes.length + 1);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this.#byte(separator);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

const withoutSeparators = (text: string) => text.replaceAll('\x1e', ' ').replaceAll('\x1f', ' ');
const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff;

/** 写一个 ASCII 之外、BMP 之内的字,返回其后的位置。 */
function writeWide(bytes: Uint8Array, at: number, code: number): number {
  let next = at;
  if (code < 0x800) bytes[next++] = 0xc0 | (code >> 6);
  else {
    bytes[next++] = 0xe0 | (code >> 12);
    bytes[next++] = 0x80 | ((code >> 6) & 0x3f);
  }
  bytes[next++] = 0x80 | (code & 0x3f);
  return next;
}

/** 十亿以内的数有几位。 */
function digitCount(value: number): number {
  let count = 1;
  for (let bound = 10; bound <= value; bound *= 10) count++;
  return count;
}
