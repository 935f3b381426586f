import { createRandom, pickIndex, type Random } from '../random.ts';
import { type CalendarMonth, formatDay, monthsUntil } from './calendar.ts';
import { type CaseContext, drawCase, type SampleCase } from './case.ts';
import { type HeaderDialect, type SampleColumn, sampleColumns, sampleHeader } from './columns.ts';
import { type CompiledPattern, compilePattern } from './compile-patterns.ts';
import type { DefectKind } from './defect-kinds.ts';
import { allDefectKinds, drawDefect, drawSequenceDefect, duplicateRow, overlapping } from './defects.ts';
import { departments } from './departments.ts';
import { wholeFeeItems } from './fee-profiles.ts';
import { drawFees, type FeeContext } from './fees.ts';
import { ReturningPatients } from './patients.ts';
import { samplePatterns } from './patterns/index.ts';
import { caseRow, type RowContext } from './row.ts';
import { caseSources, dailyVolumes } from './volume.ts';

export interface SampleOptions {
  seed: number;
  /** 行数,缺省 20,000。 */
  cases?: number;
  /** 月数,缺省 13。 */
  months?: number;
  /** 最后一个月,缺省 2025-06。 */
  endMonth?: string;
  /** 表头:HQMS 代码或首页中文名。 */
  dialect?: HeaderDialect;
  hospitalCode?: string;
  hospitalName?: string;
  /** 不掺错误。 */
  clean?: boolean;
}

export interface SampleRow {
  /** 与 columns 同序的文本。 */
  cells: readonly string[];
  pattern: CompiledPattern;
  /** 故意掺入的错;没有为 null。 */
  defect: DefectKind | null;
}

export interface DefectCount {
  count: number;
  rule: string | null;
  severity: 'E' | 'W' | 'M';
  description: string;
}

export interface SampleSummary {
  cases: number;
  clean: number;
  /** 各月的例数(按出院日期)。 */
  months: { month: string; cases: number }[];
  departments: { code: string; name: string; cases: number }[];
  defects: Record<string, DefectCount>;
}

export interface SampleHospital {
  readonly options: Required<SampleOptions>;
  readonly columns: readonly SampleColumn[];
  readonly header: readonly string[];
  /** 逐行生成;每次调用从头开始,结果相同。走完时返回汇总。 */
  rows(): Generator<SampleRow, SampleSummary>;
}

const DEFAULTS = {
  cases: 20_000,
  months: 13,
  endMonth: '2025-06',
  dialect: 'hqms',
  hospitalCode: 'H000000000000000000001',
  hospitalName: '示例医院',
  clean: false,
} as const;

/** 一家合成医院的出院病例:同一种子与选项给出同样的行。 */
export function createSampleHospital(options: SampleOptions): SampleHospital {
  const full: Required<SampleOptions> = { ...DEFAULTS, ...withoutUndefined(options) };
  assertCount(full.cases, '例数');
  assertCount(full.months, '月数');
  const months = monthsUntil(full.endMonth, full.months);
  return {
    options: full,
    columns: sampleColumns,
    header: sampleHeader(full.dialect),
    rows: () => generate(full, months),
  };
}

/** 走完全部行,只取汇总。 */
export function summariseSample(options: SampleOptions): SampleSummary {
  const rows = createSampleHospital(options).rows();
  for (;;) {
    const step = rows.next();
    if (step.done) return step.value;
  }
}

const withoutUndefined = (options: SampleOptions): SampleOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as SampleOptions;

function assertCount(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name}应是正整数:${value}`);
}

const compiled: readonly CompiledPattern[] = samplePatterns.map(compilePattern);

interface Generation extends CaseContext, FeeContext, RowContext {
  clean: boolean;
}

/** 上一行,供重复与重叠之用。 */
interface Previous {
  row: SampleRow;
  c: SampleCase;
}

function* generate(
  options: Required<SampleOptions>,
  months: readonly CalendarMonth[],
): Generator<SampleRow, SampleSummary> {
  const context = generation(options);
  const { sources, byMonth } = caseSources(compiled, months);
  const tally = emptySummary(months);
  let previous: Previous | null = null;
  for (const volume of dailyVolumes(months, options.cases)) {
    for (let i = 0; i < volume.cases; i++) {
      const repeated: SampleRow | null = repeatPrevious(context, previous, volume.day);
      if (repeated !== null) {
        count(tally, volume.monthIndex, previous!.c.department, repeated.defect);
        previous = null;
        yield repeated;
        continue;
      }
      const source = sources[pickIndex(byMonth[volume.monthIndex]!, context.random.next())]!;
      const c = drawCase(context, source, volume.day);
      const row = finish(context, c, volume.monthIndex);
      count(tally, volume.monthIndex, c.department, row.defect);
      previous = { row, c };
      yield row;
    }
  }
  return tally;
}

function generation(options: Required<SampleOptions>): Generation {
  const random = createRandom(options.seed);
  let records = 10_000_000;
  return {
    random,
    clean: options.clean,
    hospitalCode: options.hospitalCode,
    hospitalName: options.hospitalName,
    returning: new ReturningPatients(),
    stayFactor: effects(random, departments.length, 0.09),
    costFactor: effects(random, departments.length, 0.1),
    itemFactor: effects(random, departments.length * wholeFeeItems.length, 0.15),
    newRecordNo: () => String(++records),
  };
}

const effects = (random: Random, size: number, sigma: number): Float64Array =>
  Float64Array.from({ length: size }, () => Math.exp(sigma * random.normal()));

/** 算费用、排列、掺错,并记住可能再来的病人。 */
function finish(context: Generation, c: SampleCase, monthIndex: number): SampleRow {
  const fees = drawFees(context, c, monthIndex);
  const cells = caseRow(context, c, fees);
  c.patient.lastDischarge = c.dischargeDay;
  const defect = context.clean ? null : drawDefect(context.random, c);
  if (defect === null) {
    if (!c.died && c.pattern.again > 0) context.returning.remember(c.pattern.index, c.pattern.again, c.patient);
  } else defect.spoil(cells, c, context.random);
  return { cells, pattern: c.pattern, defect };
}

/** 偶尔把前一行(无错的、当日出院的)再写一遍,或写成重叠的住院。 */
function repeatPrevious(context: Generation, previous: Previous | null, day: number): SampleRow | null {
  if (context.clean || previous === null) return null;
  const defect = drawSequenceDefect(context.random);
  if (defect === null) return null;
  const { row, c } = previous;
  if (row.defect !== null || c.dischargeDay !== day) return null;
  if (defect === duplicateRow) return { cells: row.cells.slice(), pattern: row.pattern, defect };
  if (c.los < 3 || c.ageYears === 0) return null;
  // 病人若还会再来,住院次数接着往下排。
  c.patient.visits += 1;
  return { cells: overlapping(row.cells, formatDay(c.admissionDay + 1), c.los), pattern: row.pattern, defect };
}

function emptySummary(months: readonly CalendarMonth[]): SampleSummary {
  return {
    cases: 0,
    clean: 0,
    months: months.map(({ label }) => ({ month: label, cases: 0 })),
    departments: departments.map(({ code, name }) => ({ code, name, cases: 0 })),
    defects: Object.fromEntries(
      allDefectKinds.map(({ name, rule, severity, description }) => [name, { count: 0, rule, severity, description }]),
    ),
  };
}

function count(tally: SampleSummary, month: number, department: number, defect: DefectKind | null): void {
  tally.cases += 1;
  tally.months[month]!.cases += 1;
  tally.departments[department]!.cases += 1;
  if (defect === null) tally.clean += 1;
  else tally.defects[defect.name]!.count += 1;
}
