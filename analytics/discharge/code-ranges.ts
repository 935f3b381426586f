/** 一组编码范围:前缀(`B37.3`)或闭区间(`C51-C58`)。编译一次,查很多次。 */
export interface CodeRanges {
  readonly source: readonly string[];
  readonly has: (code: string) => boolean;
}

const NONE = 0;
const ALL = 1;
const SOME = 2;
const DIAGNOSES = 2600;

/** 类目的序号:诊断按字母与两位数字(0–2599),手术按头两位数字(2600–2699);都不是返回 -1。 */
function categoryOf(code: string): number {
  const a = code.charCodeAt(0);
  const b = code.charCodeAt(1) - 48;
  if (!(b >= 0 && b <= 9)) return -1;
  if (a >= 48 && a <= 57) return DIAGNOSES + (a - 48) * 10 + b;
  const c = code.charCodeAt(2) - 48;
  return a >= 65 && a <= 90 && c >= 0 && c <= 9 ? (a - 65) * 100 + b * 10 + c : -1;
}

const two = (n: number) => String(n).padStart(2, '0');
const categoryText = (index: number) =>
  index < DIAGNOSES ? String.fromCharCode(65 + Math.floor(index / 100)) + two(index % 100) : two(index - DIAGNOSES);

interface Bound {
  readonly low: string;
  readonly high: string;
}

const boundOf = (range: string): Bound => {
  const [low, high] = range.trim().split(/[-–]/) as [string, string?];
  return { low, high: high ?? low };
};

/** 比较用界自己的长度(in.code_in_ranges),所以 `C51-C58` 含 C58.900。 */
const inBound = (code: string, { low, high }: Bound) =>
  code.slice(0, low.length) >= low && code.slice(0, high.length) <= high;

/** 一个类目整个在界内、整个在界外,还是要看全码。 */
function coverage(category: string, { low, high }: Bound): number {
  const clipLow = low.slice(0, category.length);
  const clipHigh = high.slice(0, category.length);
  if (category.slice(0, clipLow.length) < clipLow || category.slice(0, clipHigh.length) > clipHigh) return NONE;
  const partial = (clip: string, bound: string) => bound.length > category.length && clip === category;
  return partial(clipLow, low) || partial(clipHigh, high) ? SOME : ALL;
}

/** 编译范围表:按类目列成表,多数编码查一次数组就有答案。 */
export function compileRanges(source: readonly string[]): CodeRanges {
  const bounds = source.map(boundOf);
  const table = new Uint8Array(DIAGNOSES + 100);
  /** 要看全码的类目与涉及它的各界。 */
  const partial = new Map<number, Bound[]>();
  for (let index = 0; index < table.length; index++) {
    const category = categoryText(index);
    const covers = bounds.map((bound) => coverage(category, bound));
    table[index] = covers.includes(ALL) ? ALL : covers.includes(SOME) ? SOME : NONE;
    if (table[index] === SOME)
      partial.set(
        index,
        bounds.filter((_, at) => covers[at] === SOME),
      );
  }
  const scan = (code: string, index: number) => (partial.get(index) ?? bounds).some((bound) => inBound(code, bound));
  const has = (code: string) => {
    const index = categoryOf(code);
    const covered = index < 0 ? SOME : table[index];
    return covered === SOME ? scan(code, index) : covered === ALL;
  };
  return { source, has };
}

/** 编码是否在范围内(in.code_in_ranges);查一次用,多次用 compileRanges。 */
export function codeInRanges(code: string, ranges: readonly string[]): boolean {
  return ranges.some((range) => inBound(code, boundOf(range)));
}
