import { readHours } from '../../analytics/discharge/cell-text.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { type VariableName, variablesOf } from '../../analytics/grouping/condition-tree.ts';
import { conditionsOf } from '../../analytics/grouping/fill-trials.ts';
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
    super(`病例文件「${file}」缺少列 ${columns.join('、')}:没有它们就不成病例,或方案的条件要用到;列的次序不限`);
  }
}

/** 列与它另外的写法;`variable` 是条件里比较的那个名称。 */
interface ColumnDefinition {
  readonly aliases?: readonly string[];
  readonly variable?: VariableName;
  /** 许多医院没有记的:方案用到也可以没有这一列,当作都缺失。 */
  readonly seldomRecorded?: boolean;
}

/** 编号与编码必须有;首页必填的几项,方案的条件用到才须有。 */
const COLUMNS = {
  case_id: {},
  diagnoses: {},
  procedures: {},
  sex: { variable: 'sex' },
  age: { variable: 'age', aliases: ['age_years'] },
  age_days: { variable: 'age_days' },
  birth_weight_g: { variable: 'weight', aliases: ['birth_weight', 'weight'] },
  department: { variable: 'dept', aliases: ['dept'] },
  los_days: { variable: 'los', aliases: ['los'] },
  discharge_type: { variable: 'discharge_type' },
  admission_weight_g: { variable: 'admission_weight', aliases: ['admission_weight'], seldomRecorded: true },
  vent_hours: { variable: 'vent_hours', aliases: ['ventilator_hours', 'ventilation_hours'], seldomRecorded: true },
  icu_hours: { variable: 'icu_hours', seldomRecorded: true },
  crrt_hours: { variable: 'crrt_hours', seldomRecorded: true },
  day_surgery: { variable: 'day_surgery', seldomRecorded: true },
  new_technique: { variable: 'new_technique', seldomRecorded: true },
} as const satisfies Record<string, ColumnDefinition>;
type Column = keyof typeof COLUMNS;
const columnNames = Object.keys(COLUMNS) as Column[];

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ['是', true],
  ['否', false],
  ['true', true],
  ['false', false],
  ['y', true],
  ['n', false],
]);

function isNeeded(column: Column, used: ReadonlySet<VariableName>): boolean {
  const { variable }: ColumnDefinition = COLUMNS[column];
  return variable === undefined || used.has(variable);
}

function isSeldomRecorded(column: Column): boolean {
  const { seldomRecorded = false }: ColumnDefinition = COLUMNS[column];
  return seldomRecorded;
}

/** 一行病例:编号与分组的输入。 */
export interface CaseRow {
  readonly caseId: string;
  readonly facts: DelimitedCase;
}

/** 方案的条件比较了哪些名称。 */
export function variablesUsed(scheme: CompiledScheme): ReadonlySet<VariableName> {
  const used = new Set<VariableName>();
  for (const { tree } of conditionsOf(scheme)) for (const name of variablesOf(tree)) used.add(name);
  return used;
}

/** 按表头认列,逐行读成分组的输入;看不懂的数交给 `onBadValue` 并按缺失处理。 @throws CaseColumnsMissing */
export class CaseColumns {
  /** 方案的条件用到、文件里没有的列:与它们的比较一律不成立。 */
  readonly unrecorded: readonly string[];
  private readonly position = new Map<Column, number>();

  constructor(
    file: string,
    header: readonly string[],
    private readonly onBadValue: (bad: BadValue) => void,
    used: ReadonlySet<VariableName> = new Set(),
  ) {
    const names = header.map((name) =>
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
    );
    for (const column of columnNames) {
      const { aliases = [] }: ColumnDefinition = COLUMNS[column];
      const index = [column, ...aliases].map((name) => names.indexOf(name)).find((at) => at >= 0);
      if (index !== undefined) this.position.set(column, index);
    }
    const absent = columnNames.filter((column) => !this.position.has(column) && isNeeded(column, used));
    const missing = absent.filter((column) => !isSeldomRecorded(column));
    if (missing.length > 0) throw new CaseColumnsMissing(file, missing);
    this.unrecorded = absent;
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
      ventilatorHours: this.hours(cells, 'vent_hours', row),
      icuHours: this.hours(cells, 'icu_hours', row),
      crrtHours: this.hours(cells, 'crrt_hours', row),
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
    return this.value(cells, column, row, (text) => {
      const value = Number(text);
      return Number.isFinite(value) ? value : null;
    });
  }

  /** 小时数,或 `2/5/30`、`2天5小时`。 */
  private hours(cells: readonly string[], column: Column, row: number): number | null {
    return this.value(cells, column, row, readHours);
  }

  private flag(cells: readonly string[], column: Column, row: number): boolean | null {
    return this.value(cells, column, row, (text) => {
      const word = YES_NO.get(text.toLowerCase());
      if (word !== undefined) return word;
      return Number.isFinite(Number(text)) ? Number(text) !== 0 : null;
    });
  }

  private value<T>(cells: readonly string[], column: Column, row: number, read: (text: string) => T | null): T | null {
    const text = this.text(cells, column);
    if (text === '') return null;
    const value = read(text);
    if (value === null) this.onBadValue({ row, column, value: text });
    return value;
  }
}
