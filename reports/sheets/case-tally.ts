import type { CaseRow } from '../../sql/read-models/case-list.read-model.ts';

/** 明细里一个范围(全部、一个科室、医疗组或医师)的例数、费用(分)、权重与所在行。 */
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
  readonly #teams = new Map<string, TallyLine>();
  readonly #physicians = new Map<string, TallyLine>();
  #row: number;

  constructor(headerRow: number) {
    this.#row = headerRow;
    this.all.firstRow = headerRow + 1;
  }

  add(row: CaseRow): void {
    const n = ++this.#row;
    count(this.all, row, n);
    count(lineOf(this.departments, row.departmentCode, n), row, n);
    count(lineOf(this.#teams, keyOf(row.departmentCode, row.teamCode), n), row, n);
    count(lineOf(this.#physicians, keyOf(row.departmentCode, row.physicianCode), n), row, n);
  }

  /** 一个科室里的医疗组或医师;没有病例的为 undefined。明细按科室排列,它的各行未必相连。 */
  within(level: 'team' | 'physician', department: string, code: string): TallyLine | undefined {
    return (level === 'team' ? this.#teams : this.#physicians).get(keyOf(department, code));
  }
}

const keyOf = (department: string, code: string) => `${department}\u0000${code}`;

function lineOf(lines: Map<string, TallyLine>, key: string, firstRow: number): TallyLine {
  const found = lines.get(key) ?? line(firstRow);
  lines.set(key, found);
  return found;
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
