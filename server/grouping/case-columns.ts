import type { DelimitedCase } from '../../analytics/grouping/grouping-case.ts';

/** 病例文件里看不懂的一格;按缺失处理。 */
export interface BadValue {
  /** 文件中的行号,表头是第 1 行。 */
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** 病例文件缺少必需的列。 */
export class CaseColumnsMissing extends Error {
  readonly code = 'case-columns-missing';

  constructor(
    readonly file: string,
    readonly columns: readonly string[],
  ) {
    super(`病例文件「${file}」缺少列 ${columns.join('、')};表头应有 ${REQUIRED.join('、')}(次序不限)`);
  }
}

const REQUIRED = [
  'case_id',
  'sex',
  'age',
  'age_days',
  'birth_weight_g',
  'department',
  'los_days',
  'discharge_type',
  'diagnoses',
  'procedures',
] as const;
const OPTIONAL = [
  'admission_weight_g',
  'vent_hours',
  'icu_hours',
  'crrt_hours',
  'day_surgery',
  'new_technique',
] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** 一行病例:编号与分组的输入。 */
export interface CaseRow {
  readonly caseId: string;
  readonly facts: DelimitedCase;
}

/** 按表头认列,逐行读成分组的输入;看不懂的数交给 `onBadValue` 并按缺失处理。 @throws CaseColumnsMissing */
export class CaseColumns {
  private readonly position = new Map<Column, number>();

  constructor(
    file: string,
    header: readonly string[],
    private readonly onBadValue: (bad: BadValue) => void,
  ) {
    const names = header.map((name) =>
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
    );
    for (const column of [...REQUIRED, ...OPTIONAL]) {
      const index = names.indexOf(column);
      if (index >= 0) this.position.set(column, index);
    }
    const missing = REQUIRED.filter((column) => !this.position.has(column));
    if (missing.length > 0) throw new CaseColumnsMissing(file, missing);
  }

  read(cells: readonly string[], row: number): CaseRow {
    const number = (column: Column) => this.number(cells, column, row);
    const facts: DelimitedCase = {
      sex: number('sex'),
      age: number('age'),
      ageDays: number('age_days'),
      birthWeight: number('birth_weight_g'),
      admissionWeight: number('admission_weight_g'),
      department: this.text(cells, 'department') || null,
      los: number('los_days'),
      dischargeType: number('discharge_type'),
      ventilatorHours: number('vent_hours'),
      icuHours: number('icu_hours'),
      crrtHours: number('crrt_hours'),
      daySurgery: this.flag(cells, 'day_surgery', row),
      newTechnique: this.flag(cells, 'new_technique', row),
      diagnoses: this.text(cells, 'diagnoses'),
      procedures: this.text(cells, 'procedures'),
    };
    return { caseId: this.text(cells, 'case_id'), facts };
  }

  private text(cells: readonly string[], column: Column): string {
    const index = this.position.get(column);
    return index === undefined ? '' : (cells[index] ?? '').trim();
  }

  private number(cells: readonly string[], column: Column, row: number): number | null {
    const text = this.text(cells, column);
    if (text === '') return null;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.onBadValue({ row, column, value: text });
    return null;
  }

  private flag(cells: readonly string[], column: Column, row: number): boolean | null {
    const value = this.number(cells, column, row);
    return value === null ? null : value !== 0;
  }
}
