import type { CodeDictionary } from './code-dictionary.ts';
import type { VariableName } from './condition-tree.ts';
import { CC, CELL, MCC, NO_CODE } from './fact-rows.ts';

/** 数值变量在 {@link CaseContext.numbers} 中的位置;缺失为 NaN,于是与它的比较都不成立。 */
export const NUMBER_SLOTS = {
  age: 0,
  age_days: 1,
  weight: 2,
  admission_weight: 3,
  los: 4,
  vent_hours: 5,
  icu_hours: 6,
  crrt_hours: 7,
  sex: 8,
  discharge_type: 9,
  day_surgery: 10,
  new_technique: 11,
} as const satisfies Partial<Record<VariableName, number>>;

/** 正在判定的病例:编码已换成事实表的行。一个方案只有一个,逐例覆写,判定中不再分配内存。 */
export class CaseContext {
  readonly numbers = new Float64Array(Object.keys(NUMBER_SLOTS).length).fill(Number.NaN);
  department: string | null = null;
  /** 前 dxCount 个有效,首个是主要诊断;其后是以前病例的残留。 */
  dx: Int32Array;
  dxCount = 0;
  proc: Int32Array;
  procCount = 0;
  mainDx = NO_CODE;
  mainProc = NO_CODE;
  /** 诊断、手术的事实表。 */
  dxCells: Int32Array;
  procCells: Int32Array;
  /** 未被排除的并发症等级位;-1 为还没有算。 */
  private complications = -1;
  /** 自己的存放处;dx、proc 也可以指向先行换好的编码。 */
  private ownDx = new Int32Array(1024);
  private ownProc = new Int32Array(1024);

  constructor(
    private readonly diagnoses: CodeDictionary,
    private readonly procedures: CodeDictionary,
  ) {
    this.dx = this.ownDx;
    this.proc = this.ownProc;
    this.dxCells = diagnoses.facts.cells;
    this.procCells = procedures.facts.cells;
  }

  /** 写入以数组给出的编码。 */
  setCodes(dx: readonly string[], proc: readonly string[]): void {
    this.reserve(dx.length, proc.length);
    for (let i = 0; i < dx.length; i++) this.dx[i] = this.diagnoses.rowOf(dx[i]!);
    for (let i = 0; i < proc.length; i++) this.proc[i] = this.procedures.rowOf(proc[i]!);
    this.begin(dx.length, proc.length);
  }

  /** 写入已换成事实表的行的编码:只指过去,不复制。 */
  setRows(dx: Int32Array, proc: Int32Array): void {
    this.dx = dx;
    this.proc = proc;
    this.begin(dx.length, proc.length);
  }

  /** 写入以 `|` 相连的编码。 */
  setDelimitedCodes(dx: string, proc: string): void {
    this.reserve(dx.length + 1, proc.length + 1);
    this.begin(this.diagnoses.readDelimited(dx, this.dx), this.procedures.readDelimited(proc, this.proc));
  }

  private reserve(dxCount: number, procCount: number): void {
    if (this.ownDx.length < dxCount) this.ownDx = new Int32Array(dxCount * 2);
    if (this.ownProc.length < procCount) this.ownProc = new Int32Array(procCount * 2);
    this.dx = this.ownDx;
    this.proc = this.ownProc;
  }

  private begin(dxCount: number, procCount: number): void {
    this.dxCount = dxCount;
    this.procCount = procCount;
    this.mainDx = dxCount > 0 ? this.dx[0]! : NO_CODE;
    this.mainProc = procCount > 0 ? this.proc[0]! : NO_CODE;
    this.dxCells = this.diagnoses.facts.cells;
    this.procCells = this.procedures.facts.cells;
    this.complications = -1;
  }

  hasComplication(level: number): boolean {
    if (this.complications < 0) this.complications = this.countedComplications();
    return (this.complications & level) !== 0;
  }

  /** 其他诊断中未被主要诊断排除的 MCC、CC(手册 2.3)。 */
  private countedComplications(): number {
    const { dx, dxCells, dxCount } = this;
    const excluding = dxCells[this.mainDx + CELL.EXCLUDES]!;
    let found = 0;
    for (let i = 1; i < dxCount && found !== (MCC | CC); i++) {
      const level = dxCells[dx[i]! + CELL.LEVEL]!;
      if (level === 0) continue;
      const table = dxCells[dx[i]! + CELL.EXCLUDED_BY]!;
      if (table === 0 || table !== excluding) found |= level;
    }
    return found;
  }

  /** 全部诊断涉及的不同部位数;`cell` 是 MDC 的部位格。 */
  countSites(cell: number): number {
    let count = 0;
    for (let i = 0; i < this.dxCount; i++) {
      const site = this.dxCells[this.dx[i]! + cell]!;
      if (site !== 0 && !this.siteSeenBefore(i, cell, site)) count++;
    }
    return count;
  }

  private siteSeenBefore(index: number, cell: number, site: number): boolean {
    for (let i = 0; i < index; i++) if (this.dxCells[this.dx[i]! + cell] === site) return true;
    return false;
  }
}
