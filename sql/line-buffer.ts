/**
 * 逐行积攒 COPY 文本的缓冲区。逐行写成字节:把整块文本拼成一个大字符串再编码,
 * 会因含中文而整块按双字节展开,慢三倍,还多留一份垃圾。
 */
export class LineBuffer {
  #bytes: Buffer;
  #length = 0;
  constructor(capacity = 256 * 1024) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  append(text: string): void {
    // UTF-8 至多是 UTF-16 单元数的三倍。
    const needed = this.#length + text.length * 3;
    if (needed > this.#bytes.length) this.#grow(needed);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** 已写的字节,可以转移给别的线程;此后从空的开始。 */
  take(): Uint8Array {
    const taken = new Uint8Array(this.#length);
    taken.set(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
