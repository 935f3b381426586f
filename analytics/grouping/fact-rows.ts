/** 并发症等级的位:有 MCC、有 CC。 */
export const MCC = 2;
export const CC = 1;

/** 方案在一个编码上记的一笔;同样的一笔(同一清单、同一等级与排除表)只有一个对象。 */
export type CodeMark =
  | { readonly id: number; readonly kind: 'list'; readonly list: number }
  | { readonly id: number; readonly kind: 'complication'; readonly level: number; readonly table: number }
  | { readonly id: number; readonly kind: 'exclusion'; readonly table: number }
  | { readonly id: number; readonly kind: 'site'; readonly mdc: number; readonly site: number };

/**
 * 一行事实中各格的位置。LEVEL:作其他诊断时的等级(0、CC、MCC);EXCLUDED_BY:作并发症时会排除它的排除表号;
 * EXCLUDES:作主要诊断时所属的排除表号(表号 0 为没有);CANDIDATES:候选位图的位置(0 为还没有算);
 * 其后是清单位图,再后是各个按部位计数的 MDC 的部位号(0 为没有)。
 */
export const CELL = { LEVEL: 0, EXCLUDED_BY: 1, EXCLUDES: 2, CANDIDATES: 3, LISTS: 4 } as const;

/** 没有编码(无手术、无诊断)的行。与方案不认识的编码 {@link UNKNOWN_CODE} 不同:后者有编码,只是什么清单也不在。 */
export const NO_CODE = 0;

/** 清单号在行中的格与位。 */
export const listCell = (list: number): number => CELL.LISTS + (list >>> 5);
export const listBit = (list: number): number => 1 << (list & 31);

/**
 * 编码的事实表:每行是方案对一类编码所知的一切,行以首格的位置称呼。含义相同的编码共用一行,
 * 所以只有几千行,连续放在一个整数数组里——批量分组的快慢取决于缓存命中。
 */
export class FactRows {
  /** 全部格子;加行时可能换成更大的数组,用者每个病例取一次。 */
  cells: Int32Array;
  readonly unknownCode: number;
  private readonly stride: number;
  private readonly sitesAt: number;
  private used = 0;
  private readonly bySignature = new Map<string, number>();

  /** `lists` 是清单的个数,`mdcsWithSites` 是按部位计数的 MDC 的序号。 */
  constructor(
    lists: number,
    private readonly mdcsWithSites: readonly number[],
  ) {
    this.sitesAt = CELL.LISTS + Math.ceil(lists / 32);
    this.stride = this.sitesAt + mdcsWithSites.length + 1;
    this.cells = new Int32Array(this.stride * 64);
    this.append([]);
    this.unknownCode = this.intern([]);
  }

  /** MDC 的部位号在行中的格;没有部位的 MDC 共用末尾恒为 0 的一格。 */
  siteCell(mdc: number): number {
    const index = this.mdcsWithSites.indexOf(mdc);
    return this.sitesAt + (index < 0 ? this.mdcsWithSites.length : index);
  }

  /** 记着这些笔的行;同一性质记了多笔时后者为准(调用者把最具体的放在最后)。 */
  intern(marks: readonly CodeMark[]): number {
    const signature = marks.map((mark) => mark.id).join(',');
    const known = this.bySignature.get(signature);
    if (known !== undefined) return known;
    const row = this.append(marks);
    this.bySignature.set(signature, row);
    return row;
  }

  isInList(row: number, list: number): boolean {
    return (this.cells[row + listCell(list)]! & listBit(list)) !== 0;
  }

  private append(marks: readonly CodeMark[]): number {
    const row = this.used;
    this.used += this.stride;
    if (this.used > this.cells.length) {
      const larger = new Int32Array(this.cells.length * 2);
      larger.set(this.cells);
      this.cells = larger;
    }
    for (const mark of marks) this.write(row, mark);
    return row;
  }

  private write(row: number, mark: CodeMark): void {
    const { cells } = this;
    if (mark.kind === 'list') {
      cells[row + listCell(mark.list)]! |= listBit(mark.list);
    } else if (mark.kind === 'complication') {
      cells[row + CELL.LEVEL] = mark.level;
      cells[row + CELL.EXCLUDED_BY] = mark.table;
    } else if (mark.kind === 'exclusion') {
      cells[row + CELL.EXCLUDES] = mark.table;
    } else {
      cells[row + this.siteCell(mark.mdc)] = mark.site;
    }
  }
}
