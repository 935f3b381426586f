import type { CompiledScheme } from '../grouping/compiled-scheme.ts';
import type { GroupingCase } from '../grouping/grouping-case.ts';
import { type CodeConverter, type ConvertedCode, codeConverter } from './code-converter.ts';
import { compileMapping, type MappingRow, type MappingScope } from './code-mapping.ts';
import { type CodeKind, plainCode } from './code-repair.ts';

/** 施行的一张对照表与它管的日子(`from` ≤ 出院日 < `before`;null 为长期)。 */
export interface DatedMapping {
  readonly kind: CodeKind;
  readonly scope: MappingScope;
  readonly from: string;
  readonly before: string | null;
  readonly rows: readonly MappingRow[];
}

/** 病例上一个改过才进入分组的编码。 */
export interface Conversion extends ConvertedCode {
  readonly kind: CodeKind;
  /** 第几个,0 为主要诊断或主要手术。 */
  readonly place: number;
  readonly given: string;
}

/** 在某个方案之下,病例的编码怎样进入分组。 */
export interface CaseCodes {
  /** 换成方案认得的编码;没有要换的,原样返回同一个对象。 */
  convert(c: GroupingCase, day: string | null): GroupingCase;
  /** 换过的编码,与有几个目标而没有换的。 */
  conversions(c: GroupingCase, day: string | null): Conversion[];
}

// 要换的编码重复出现:换过一次便记住;记满即清空,乱码再多也占不满内存。不必换的不记。
const REMEMBERED = 5_000;

/** 编译方案与对照表;没有对照表也统一写法、补零去零(见 repairCode)。 */
export function compileCaseCodes(scheme: CompiledScheme, mappings: readonly DatedMapping[]): CaseCodes {
  const diagnoses = new DatedConverters('diagnosis', scheme.diagnoses, mappings);
  const procedures = new DatedConverters('procedure', scheme.procedures, mappings);
  return {
    convert(c, day) {
      const dx = convertAll(c.diagnoses, diagnoses.on(day));
      const proc = convertAll(c.procedures, procedures.on(day));
      return dx === c.diagnoses && proc === c.procedures ? c : { ...c, diagnoses: dx, procedures: proc };
    },
    conversions: (c, day) => [
      ...changed('diagnosis', c.diagnoses, diagnoses.on(day)),
      ...changed('procedure', c.procedures, procedures.on(day)),
    ],
  };
}

interface KnownCodes {
  knows(code: string): boolean;
}

/** 一类编码在某一天的转换。 */
interface DayConverter {
  /** 原样进入分组,不必细看。 */
  readonly keeps: (code: string) => boolean;
  readonly convert: CodeConverter;
}

/** 一类编码在各日子的转换。 */
class DatedConverters {
  private readonly plain: DayConverter;
  private readonly dated: readonly (DayConverter & { from: string; before: string | null })[];

  constructor(kind: CodeKind, dictionary: KnownCodes, mappings: readonly DatedMapping[]) {
    const known = (code: string) => dictionary.knows(code);
    // 字典也认得不规范的写法(先规范再查),那样的要换成规范的。
    const keeps = (code: string) => known(code) && code === plainCode(code, kind);
    this.plain = { keeps, convert: remembering(codeConverter(kind, known, null)) };
    this.dated = mappings
      .filter((mapping) => mapping.kind === kind)
      .map(({ from, before, rows, scope }) => ({
        from,
        before,
        keeps: scope === 'all' ? () => false : keeps,
        convert: remembering(codeConverter(kind, known, compileMapping(rows, scope))),
      }));
  }

  /** 没有出院日的按最近的一张。 */
  on(day: string | null): DayConverter {
    if (this.dated.length === 0) return this.plain;
    const found = this.dated.findLast(
      ({ from, before }) => day === null || (from <= day && (before === null || day < before)),
    );
    return found ?? this.plain;
  }
}

function remembering(convert: CodeConverter): CodeConverter {
  const known = new Map<string, ConvertedCode>();
  return (text) => {
    let found = known.get(text);
    if (!found) {
      found = convert(text);
      if (known.size >= REMEMBERED) known.clear();
      // 逐字重拼:截取来的子串会让整块文件内容留在内存里。
      known.set(Array.from(text).join(''), found);
    }
    return found;
  };
}

function convertAll(codes: readonly string[], { keeps, convert }: DayConverter): readonly string[] {
  let result: string[] | null = null;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const used = code === '' || keeps(code) ? code : convert(code).code;
    if (used !== code && !result) result = codes.slice(0, i);
    result?.push(used);
  }
  return result ?? codes;
}

function changed(kind: CodeKind, codes: readonly string[], { convert }: DayConverter): Conversion[] {
  return codes.flatMap((given, place) => {
    const converted = given === '' ? null : convert(given);
    if (!converted || (converted.code === given && converted.outcome !== 'ambiguous')) return [];
    return [{ ...converted, kind, place, given }];
  });
}
