import { normaliseDiagnosisCode } from '../discharge/icd-code.ts';

/** 编码清单里的一项怎样与病例编码相合。 */
export type CodeMatch = 'exact' | 'prefix' | 'range';

/** 清单的一项:单个编码、前缀(`J18`),或区间(`I20-I25`,两端各按自身长度比较,含两端)。 */
export interface CodeEntry {
  readonly match: CodeMatch;
  /** 编码、前缀,或区间的下端。 */
  readonly code: string;
  /** 区间的上端;不是区间时与 code 相同。 */
  readonly upTo: string;
  /** 表里原来的写法;与规范写法不同才有。 */
  readonly written?: string;
}

/** 编码的规范写法,与病例导入时用的是同一个:字母大写,扩展位的 x 小写。 */
export const normaliseCode = normaliseDiagnosisCode;

/** 读清单的一项;`match` 为空即 exact。写法不对时返回中文说明。 */
export function parseCodeEntry(code: string, match: string): CodeEntry | string {
  const text = normaliseCode(code);
  switch (match.trim()) {
    case '':
    case 'exact':
      return single('exact', text, code.trim());
    case 'prefix':
      return single('prefix', text, code.trim());
    case 'range':
      return parseRange(code);
    default:
      return `match「${match}」不认识,只能是 exact、prefix、range`;
  }
}

function single(match: 'exact' | 'prefix', code: string, written: string): CodeEntry {
  return written === code ? { match, code, upTo: code } : { match, code, upTo: code, written };
}

function parseRange(text: string): CodeEntry | string {
  const bounds = /^([^\s~～至-]+)\s*[-~～至]\s*([^\s~～至-]+)$/.exec(text.trim());
  if (!bounds) return `区间「${text}」应写作 下端-上端,如 I20-I25`;
  // 两端分开规范:整段规范会把 W00-X59 上端的 X 当作扩展位变成小写。
  const [code, upTo] = [normaliseCode(bounds[1]!), normaliseCode(bounds[2]!)];
  if (code.slice(0, upTo.length) > upTo) return `区间「${text}」的下端大于上端,什么编码也收不到`;
  return { match: 'range', code, upTo };
}

/** 编码(已是标准写法)是否合于清单的一项。 */
export function matchesEntry(code: string, entry: CodeEntry): boolean {
  if (entry.match === 'exact') return code === entry.code;
  if (entry.match === 'prefix') return code.startsWith(entry.code);
  return code.slice(0, entry.code.length) >= entry.code && code.slice(0, entry.upTo.length) <= entry.upTo;
}

/** 清单项的原样写法。 */
export const entryText = (entry: CodeEntry): string =>
  entry.match === 'range' ? `${entry.code}-${entry.upTo}` : entry.code;
