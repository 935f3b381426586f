/**
 * 文本 → GB18030 字节。Node 的 TextDecoder 能解不能编,这里把双字节区逐码解一遍,反过来就是编码表。
 * 样例只用双字节区的字符,四字节形式不支持。
 */
export class Gb18030Encoder {
  readonly #codes = new Map<string, number>();

  constructor() {
    const decoder = new TextDecoder('gb18030');
    const bytes = new Uint8Array(2);
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue;
        bytes[0] = lead;
        bytes[1] = trail;
        const text = decoder.decode(bytes);
        if (text.length === 1 && text !== '\ufffd' && !this.#codes.has(text))
          this.#codes.set(text, (lead << 8) | trail);
      }
    }
  }

  /** @throws RangeError 有字符不在双字节区(样例数据用不到)。 */
  encode(text: string): Uint8Array {
    const bytes = new Uint8Array(text.length * 2);
    let length = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x80) bytes[length++] = code;
      else {
        const pair = this.#codes.get(text[i]!);
        if (pair === undefined) throw new RangeError(`GB18030 双字节区没有字符“${text[i]}”`);
        bytes[length++] = pair >> 8;
        bytes[length++] = pair & 0xff;
      }
    }
    return bytes.subarray(0, length);
  }
}
