import type { ProcedureDictionary } from '../discharge/procedure-dictionary.ts';
import { heldExpressions } from './expression-tests.ts';
import { namedProcedures } from './procedure-expression.ts';
import { type CatalogueEntry, kindRank, type RegionPack } from './region-pack.ts';

const NO_KIND = -1;

/** 操作编码 ↔ 操作号,以及正在匹配的病例有哪些操作。一个区域只有一个,逐例覆写,匹配中不分配内存。 */
export class ProcedureReader {
  private readonly numbers = new Map<string, number>();
  private readonly kinds: number[] = [];
  /** 操作号 → 最近一次出现在第几个病例;等于 `serial` 即本例有。 */
  private readonly lastSeen: number[] = [];
  private serial = 0;
  held = new Int32Array(64);
  /** 第一个操作的号;没有操作、或目录与操作表都没有它时为 -1。 */
  main = -1;
  /** 病例的治疗方式:各操作中最高的,没有为保守治疗。 */
  kind = 0;
  /** 目录或操作表认识的操作个数;为 0 则没有表达式成立。 */
  known = 0;

  private readonly dictionary: ProcedureDictionary | null;

  constructor(
    { procedureKinds, dictionary }: Pick<RegionPack, 'procedureKinds' | 'dictionary'>,
    entries: readonly CatalogueEntry[],
  ) {
    this.dictionary = dictionary;
    for (const { code, kind } of procedureKinds) this.kinds[this.numberFor(code)] = kindRank(kind);
    for (const { procedures } of entries) {
      if (procedures !== null) for (const code of namedProcedures(procedures)) this.numberFor(code);
    }
  }

  /** 编码的号;没有就新编一个(只在编译时)。 */
  private numberFor(code: string): number {
    const known = this.numbers.get(code);
    if (known !== undefined) return known;
    this.kinds.push(this.inDictionary(code));
    this.lastSeen.push(0);
    this.numbers.set(code, this.numbers.size);
    return this.numbers.size - 1;
  }

  numberOf(code: string): number {
    return this.numbers.get(code) ?? -1;
  }

  /** 操作的治疗方式的高低;操作表不认识的为 -1。 */
  kindOf(code: string): number {
    const number = this.numberOf(code);
    return number < 0 ? this.inDictionary(code) : this.kinds[number]!;
  }

  private inDictionary(code: string): number {
    const kind = this.dictionary?.find(code)?.kind ?? 'other';
    return kind === 'other' ? NO_KIND : kindRank(kind);
  }

  /** 读入一个病例的操作(标准写法,首个是主要操作)。 */
  read(procedures: readonly string[]): void {
    this.serial++;
    this.kind = 0;
    this.main = -1;
    this.known = 0;
    for (let i = 0; i < procedures.length; i++) {
      const number = this.numberOf(procedures[i]!);
      if (number < 0) {
        // 目录没有点名的操作,合不上表达式;区域用字典时仍有治疗方式。
        if (this.dictionary !== null) this.kind = Math.max(this.kind, this.inDictionary(procedures[i]!));
        continue;
      }
      this.known++;
      if (i === 0) this.main = number;
      this.lastSeen[number] = this.serial;
      const kind = this.kinds[number]!;
      if (kind > this.kind) this.kind = kind;
    }
  }

  /** 本例有这个操作。 */
  has(code: string): boolean {
    const number = this.numberOf(code);
    return number >= 0 && this.lastSeen[number] === this.serial;
  }

  /** 本例有其中之一。 */
  hasAny(numbers: readonly number[]): boolean {
    for (let i = 0; i < numbers.length; i++) if (this.lastSeen[numbers[i]!] === this.serial) return true;
    return false;
  }

  /** 判定一个亚目的表达式;成立的序号在 {@link held} 的前若干个,返回个数。 */
  findHeld(tests: Int32Array): number {
    if (this.known === 0) return 0;
    // 每个表达式至少占三格,所以够用。
    if (this.held.length < tests.length) this.held = new Int32Array(tests.length);
    return heldExpressions(tests, this.lastSeen, this.serial, this.held);
  }

  /** 本例的操作中被点名的个数;同一操作做几次只算一个。 */
  countOf(numbers: readonly number[]): number {
    let count = 0;
    for (let i = 0; i < numbers.length; i++) if (this.lastSeen[numbers[i]!] === this.serial) count++;
    return count;
  }
}
