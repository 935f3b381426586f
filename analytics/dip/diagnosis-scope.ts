import { normaliseDiagnosisCode } from '../discharge/icd-code.ts';

/** 病种的诊断范围:亚目(前五位)、类目(前三位)或类目区间(含两端)。 */
export interface DiagnosisScope {
  readonly level: 'subcategory' | 'category' | 'range';
  /** 原样写法,如 `K80.1`、`K80`、`K70-K93`。 */
  readonly text: string;
  /** 区间的两端;亚目与类目时都是自身。 */
  readonly from: string;
  readonly to: string;
  /** 窄的小:亚目 0,类目 1,区间 2 加其跨度(每个字母按 100 个类目计)。 */
  readonly width: number;
}

/** 诊断的亚目:编码前五位。 */
export const subcategoryOf = (diagnosis: string): string => diagnosis.slice(0, 5);
/** 诊断的类目:编码前三位。 */
export const categoryOf = (diagnosis: string): string => diagnosis.slice(0, 3);

const SUBCATEGORY = /^[A-Z]\d\d\.[0-9A-Zx]$/;
const CATEGORY = /^[A-Z]\d\d$/;

/** 读目录的诊断一格;写法不对时返回中文说明。 */
export function parseDiagnosisScope(cell: string): DiagnosisScope | string {
  // 先拆开再规范:连字符后的 X 是 ICD 章的字母,不是扩展位的 x。
  const ends = cell.split(/[-－–—~]/).map(normaliseDiagnosisCode);
  const [from, to] = ends as [string, string | undefined];
  if (ends.length === 1 && SUBCATEGORY.test(from))
    return { level: 'subcategory', text: from, from, to: from, width: 0 };
  if (ends.length === 1 && CATEGORY.test(from)) return { level: 'category', text: from, from, to: from, width: 1 };
  if (ends.length === 2 && CATEGORY.test(from) && CATEGORY.test(to!)) return rangeScope(from, to!);
  return `诊断「${cell.trim()}」应是亚目(K80.1)、类目(K80)或类目区间(K70-K93)`;
}

function rangeScope(from: string, to: string): DiagnosisScope | string {
  if (from > to) return `诊断区间「${from}-${to}」的下端大于上端,什么诊断也收不到`;
  const width = 2 + categoryNumber(to) - categoryNumber(from);
  return { level: 'range', text: `${from}-${to}`, from, to, width };
}

const categoryNumber = (category: string) => category.charCodeAt(0) * 100 + Number(category.slice(1));

/** 诊断(标准写法)是否在范围之内。 */
export function scopeCovers(scope: DiagnosisScope, diagnosis: string): boolean {
  if (scope.level === 'subcategory') return subcategoryOf(diagnosis) === scope.text;
  const category = categoryOf(diagnosis);
  return category >= scope.from && category <= scope.to;
}
