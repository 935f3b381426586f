import type { FindingList, RowPlace } from '../grouping/scheme-finding.ts';
import { type Millionths, parseMillionths } from './exact-decimal.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** 逐键读政策;不对的地方记为错误并给出占位的值,于是一次说全。 */
export class PolicyReader {
  private readonly state: { failed: boolean };

  private constructor(
    private readonly content: Json,
    private readonly path: string,
    private readonly at: RowPlace,
    private readonly findings: FindingList,
    state?: { failed: boolean },
  ) {
    this.state = state ?? { failed: false };
  }

  /** 内容不是 JSON 对象时记错并返回 null。 */
  static over(content: unknown, path: string, at: RowPlace, findings: FindingList): PolicyReader | null {
    if (isObject(content)) return new PolicyReader(content, path, at, findings);
    findings.error('policy-invalid', at, '不是 JSON 对象,区域的政策不明');
    return null;
  }

  get failed(): boolean {
    return this.state.failed;
  }

  fail(key: string, message: string): void {
    this.state.failed = true;
    this.findings.error('policy-invalid', this.at, `${this.path}${key} ${message}`);
  }

  keys(): string[] {
    return Object.keys(this.content);
  }

  /** 写了且不是 null。 */
  has(key: string): boolean {
    return Object.hasOwn(this.content, key) && (this.content[key] ?? null) !== null;
  }

  onlyKeys(known: readonly string[]): void {
    for (const key of this.keys()) {
      if (!known.includes(key)) this.fail(key, `不认识;这里可写 ${known.join('、')}`);
    }
  }

  inner(key: string): PolicyReader {
    const value = this.content[key];
    if (!isObject(value)) this.fail(key, this.has(key) ? '应是 { … }' : '没有写');
    const path = `${this.path}${key}.`;
    return new PolicyReader(isObject(value) ? value : {}, path, this.at, this.findings, this.state);
  }

  /** 不小于 0 的十进制数,数字或文本均可;没有写时用 `missing`,没有 `missing` 就是错误。 */
  decimal(key: string, missing?: Millionths): Millionths {
    if (!this.has(key) && missing !== undefined) return missing;
    const value = this.content[key];
    const isText = typeof value === 'number' || typeof value === 'string';
    const read = isText ? parseMillionths(String(value)) : null;
    if (read !== null && read >= 0) return read;
    this.fail(key, this.has(key) ? `「${String(value)}」应是不小于 0、至多六位小数的数` : '没有写');
    return 0 as Millionths;
  }

  flag(key: string, missing: boolean): boolean {
    if (!this.has(key)) return missing;
    const value = this.content[key];
    if (typeof value !== 'boolean') this.fail(key, `「${String(value)}」应是 true 或 false`);
    return value === true;
  }

  word<W extends string>(key: string, known: readonly W[]): W {
    const value = this.content[key];
    const found = known.find((word) => word === value);
    if (found === undefined) this.fail(key, `「${String(value)}」不认识;可写 ${known.join('、')}`);
    return found ?? known[0]!;
  }

  /** 一串词,不许不认识的,也不许重复。 */
  words<W extends string>(key: string, known: readonly W[]): W[] {
    const value = this.content[key];
    if (!Array.isArray(value)) {
      this.fail(key, this.has(key) ? '应是 [ … ]' : '没有写');
      return [];
    }
    for (const [index, word] of value.entries()) {
      if (!known.includes(word as W)) this.fail(key, `的「${String(word)}」不认识;可写 ${known.join('、')}`);
      else if (value.indexOf(word) !== index) this.fail(key, `的「${String(word)}」写了两次`);
    }
    return value as W[];
  }
}
