import { codeInRanges } from './code-ranges.ts';
import builtIn from './procedure-kinds.json' with { type: 'json' };

/** 操作的类别;「其他」没有治疗方式。 */
export const PROCEDURE_KINDS = ['surgery', 'therapeutic', 'diagnostic', 'other'] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];

/** 字典的一行:一段编码的类别与手术级别。 */
export interface ProcedureDictionaryRow {
  /** 编码、前缀(`51.2`)或闭区间(`00.5-00.8`)。 */
  readonly codes: string;
  readonly kind: ProcedureKind;
  /** 手术级别 1–4;不是手术或没有分级时为 null。 */
  readonly level: number | null;
  readonly name: string;
}

export interface DictionaryAbout {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  /** 参考字典:没有经官方目录核对,不用于结算。 */
  readonly forReference: boolean;
}

/** 一段编码;区间的两端各按自己的长度比较。 */
const lengthOf = (codes: string) => Math.min(...codes.split('-').map((end) => end.length));

/** 操作 → 类别与级别。几段都含这个编码时,写得长的(更细的)算数;一样长取先写的。 */
export class ProcedureDictionary {
  private readonly exact = new Map<string, ProcedureDictionaryRow>();
  private readonly ranged: readonly ProcedureDictionaryRow[];
  /** 段的两端至多这么长,所以只看编码的这么多位。 */
  private readonly reach: number;
  private readonly memo = new Map<string, ProcedureDictionaryRow | null>();

  constructor(
    readonly about: DictionaryAbout,
    readonly rows: readonly ProcedureDictionaryRow[],
  ) {
    for (const row of rows) if (!row.codes.includes('-') && !this.exact.has(row.codes)) this.exact.set(row.codes, row);
    const whole = (row: ProcedureDictionaryRow) => FULL_CODE.test(row.codes);
    // 完整编码只等于自己(其扩展码另写),不必逐段去比。
    this.ranged = rows.filter((row) => !whole(row)).sort((a, b) => lengthOf(b.codes) - lengthOf(a.codes));
    this.reach = Math.max(0, ...this.ranged.flatMap(({ codes }) => codes.split('-').map((end) => end.length)));
  }

  get key(): string {
    return `${this.about.id}@${this.about.version}`;
  }

  /** 编码所在的一行;字典没有为 null。编码须是标准写法。 */
  find(code: string): ProcedureDictionaryRow | null {
    return this.exact.get(code) ?? this.byRange(code.slice(0, this.reach));
  }

  private byRange(start: string): ProcedureDictionaryRow | null {
    const known = this.memo.get(start);
    if (known !== undefined) return known;
    const found = this.ranged.find(({ codes }) => codeInRanges(start, [codes])) ?? null;
    // 乱写的编码没有尽头,只记像编码的。
    if (CODE_START.test(start)) this.memo.set(start, found);
    return found;
  }
}

const FULL_CODE = /^\d\d\.\d[\dx]\w{2,}$/;
const CODE_START = /^\d\d(\.[\dx]{0,2}\d{0,2})?$/;

/** 内置的参考字典:ICD-9-CM-3 类目与细目一级。 */
export const builtInDictionary = new ProcedureDictionary(
  builtIn.about,
  builtIn.rows.map(([codes, kind, level, name]) => ({ codes, kind, level, name }) as ProcedureDictionaryRow),
);
