import type { CaseRow } from '../../sql/read-models/case-list.read-model.ts';

/** 明细里一个范围(全部或一个科室)的例数、费用(分)、权重与所在行。 */
export interface TallyLine {
  firstRow: number;
  lastRow: number;
  records: number;
  included: number;
  grouped: number;
  bedDays: number;
  feeInCents: number;
  weight: number;
}

/** 随明细写出而累计,与汇总查询互不相干,校验才有意义。 */
export class CaseTally {
  readonly all: TallyLine = line(0);
  readonly departments = new Map<string, TallyLine>();
  #row: number;

  constructor(headerRow: number) {
    this.#row = headerRow;
    this.all.firstRow = headerRow + 1;
  }

  add(row: CaseRow): void {
    const n = ++this.#row;
    let department = this.departments.get(row.departmentCode);
    if (!department) {
      department = line(n);
      this.departments.set(row.departmentCode, department);
    }
    count(this.all, row, n);
    count(department, row, n);
  }
}

const line = (firstRow: number): TallyLine => ({
  firstRow,
  lastRow: firstRow - 1,
  records: 0,
  included: 0,
  grouped: 0,
  bedDays: 0,
  feeInCents: 0,
  weight: 0,
});

function count(tally: TallyLine, row: CaseRow, n: number): void {
  tally.lastRow = n;
  tally.records++;
  if (row.hasError) return;
  tally.included++;
  tally.bedDays += row.los ?? 0;
  tally.feeInCents += Math.round((row.totalFee ?? 0) * 100);
  if (row.status !== 'grouped') return;
  tally.grouped++;
  tally.weight += row.rw ?? 0;
}
